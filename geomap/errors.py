"""What can go wrong between a file and a map; the command line catches `GeomapError` once."""

from __future__ import annotations


class GeomapError(Exception):
    """Base of every error of this package; its text is one line for a person to read."""


class InputError(GeomapError, ValueError):
    """An input is missing, unreadable, too large or not what it claims to be."""


class OutputError(GeomapError, OSError):
    """An output can't be written where it was asked for."""


class PageError(GeomapError, ValueError):
    """A map asks for something that can't be put into one offline file."""
