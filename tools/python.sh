#!/bin/sh
# Prints the Python that the virtual environment is made with, or says in one line what is missing.
set -eu

sudo="sudo "
[ "$(id -u)" -ne 0 ] || sudo=""
without_venv=""

for name in python3 python3.14 python3.13 python3.12 python3.11; do
    command -v "$name" >/dev/null 2>&1 || continue
    # A version manager's shim may be there without the Python behind it: run it to know.
    "$name" -c 'import sys; sys.exit(sys.version_info < (3, 11))' >/dev/null 2>&1 || continue
    # Debian's python3 has the module venv but not ensurepip, which venv needs, before
    # python3-venv is installed.
    if "$name" -c 'import venv, ensurepip' >/dev/null 2>&1; then
        command -v "$name"
        exit 0
    fi
    [ -n "$without_venv" ] || without_venv=$name
done

if [ -n "$without_venv" ]; then
    echo "$without_venv-venv is missing: ${sudo}apt-get install $without_venv-venv" >&2
elif command -v python3 >/dev/null 2>&1; then
    echo "python3 is $(python3 --version 2>&1 | cut -d' ' -f2), 3.11 or later is needed:" \
        "${sudo}apt-get install python3.11-venv (Debian 12 or later)" >&2
else
    echo "python3 is missing: ${sudo}apt-get install python3 python3-venv" >&2
fi
exit 1
