#!/bin/sh
# Prints the Chromium for the browser tests; installs one where there is none.
# Usage: tools/chromium.sh PYTHON (one that has playwright)
set -eu
python=$1

find_browser() {
    for name in "${CHROMIUM:-}" chromium chromium-browser google-chrome google-chrome-stable; do
        [ -n "$name" ] || continue
        # Ubuntu's chromium-browser may be a stub that only names a snap: run it to know.
        if command -v "$name" >/dev/null 2>&1 && "$name" --version >/dev/null 2>&1; then
            command -v "$name"
            return
        fi
    done
    own=$("$python" -c 'from playwright.sync_api import sync_playwright as start
with start() as playwright: print(playwright.chromium.executable_path)' 2>/dev/null) || return 1
    [ -x "$own" ] && "$own" --version >/dev/null 2>&1 && echo "$own"
}

# What installs Debian's package; its progress goes to standard error, the path alone to standard
# output.
install_package() {
    command -v apt-get >/dev/null 2>&1 || return 1
    if [ "$(id -u)" -eq 0 ]; then
        as_root="env"
    elif command -v sudo >/dev/null 2>&1 && [ -t 0 ]; then
        printf 'The browser tests need Chromium. Install it with "sudo apt-get install chromium"? [y/N] ' >&2
        read -r answer
        case $answer in [yY]*) as_root="sudo" ;; *) return 1 ;; esac
    else
        return 1
    fi
    echo "Installing Debian's package chromium ..." >&2
    $as_root apt-get update -qq >&2 &&
        $as_root env DEBIAN_FRONTEND=noninteractive \
            apt-get install -y -qq --no-install-recommends chromium >&2
}

find_browser && exit 0
install_package && find_browser && exit 0
echo "Trying playwright's own download of Chromium ..." >&2
"$python" -m playwright install chromium >/dev/null 2>&1 && find_browser && exit 0
echo "Chromium is missing, and the browser tests need it: sudo apt-get install chromium" >&2
exit 1
