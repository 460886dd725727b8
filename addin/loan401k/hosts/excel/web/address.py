"""The address from which the add-in is served."""

from __future__ import annotations

from urllib.parse import urlsplit

#: Machines whose pages a browser takes for safe without HTTPS.
_HERE = ("localhost", "127.0.0.1")


class BadAddress(ValueError):
    """The address cannot be that of the add-in; the text says why."""


def base_of(url: str) -> str:
    """Return the address without a slash at its end.

    >>> base_of("https://tools.example.com/loan401k/")
    'https://tools.example.com/loan401k'
    """
    try:
        parts = urlsplit(url)
        host, port = parts.hostname or "", parts.port
    except ValueError as error:
        raise BadAddress(f"{url} is no address: {error}") from error
    del port  # asked for because a wrong one raises
    if parts.scheme != "https" and not (parts.scheme == "http" and host in _HERE):
        raise BadAddress(f"{url} must begin with https://, which Excel asks of every add-in.")
    if not host or parts.username is not None or parts.query or parts.fragment:
        raise BadAddress(f"{url} must be https://, a host and a path, and nothing else.")
    if not url.isascii() or any(sign.isspace() for sign in url):
        raise BadAddress(f"{url} must be spelled in ASCII without blanks, as browsers send it.")
    return url.rstrip("/")
