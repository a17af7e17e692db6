"""Who is let in: whoever has the key, from a page of ours, at an address of this machine. Knows no server.

Every program and every user of a machine can reach its loopback, and so can any web page that a browser shows: by a
request across sites, or by a name of its own that it points to 127.0.0.1 (DNS rebinding). Hence three questions: is the
`Host` one that we serve, is the page that asks (`Origin`) ours, and is the key there, which only the person was told.
"""

from __future__ import annotations

import ipaddress
import secrets
from dataclasses import dataclass, field
from hmac import compare_digest

from positions.errors import UsageError

_LOCALHOST = "localhost"


@dataclass(frozen=True)
class Gate:
    """What a request is measured against."""

    host: str
    """A loopback address, as in a URL without the brackets of version 6."""
    port: int
    key: str = field(default_factory=lambda: secrets.token_urlsafe(24), repr=False)
    """Told to the person, and never asked for twice: the browser keeps it in a cookie."""

    @property
    def url(self) -> str:
        """The address to open, key included."""
        return f"http://{self._names()[0]}/?key={self.key}"

    @property
    def cookie(self) -> str:
        """The cookie's name; cookies know no ports, so that two servers would otherwise take each other's."""
        return f"positions-{self.port}"

    def knows_host(self, host: str | None) -> bool:
        """Is it one of our own names that was asked for?"""
        return host is not None and host.lower() in self._names()

    def knows_page(self, origin: str | None, host: str | None) -> bool:
        """Does a page of ours ask? Browsers always name the page that opens a websocket."""
        return self.knows_host(host) and origin is not None and origin.lower() == f"http://{host}".lower()

    def knows_key(self, *offered: str | None) -> bool:
        """Is the key among what was offered? Takes as long for any wrong one."""
        return any(compare_digest(self.key.encode(), each.encode("utf-8", "replace")) for each in offered if each)

    def _names(self) -> tuple[str, ...]:
        hosts = (f"[{self.host}]" if ":" in self.host else self.host, _LOCALHOST)
        return tuple(host if self.port == 80 else f"{host}:{self.port}" for host in hosts)


def loopback(host: str) -> str:
    """The address to listen on. Raises UsageError for any that others can reach, and for a name."""
    if host == _LOCALHOST:
        return "127.0.0.1"  # not looked up: a name may lead anywhere
    try:
        address = ipaddress.ip_address(host.strip("[]"))
    except ValueError:
        address = None
    if address is None or not address.is_loopback:
        raise UsageError(
            f"serve listens on this machine only, not on “{host}”",
            hint="from elsewhere, log in with: ssh -L 8765:127.0.0.1:8765 THIS-MACHINE",
        )
    return str(address)


def policy(host: str) -> str:
    """The page's policy (CSP): it may load and reach this server and nothing else, whatever stands in an article.

    Styles in the page are allowed because the terminal's script writes some; the websocket is named because not every
    browser counts it as `self`.
    """
    return (
        "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; font-src 'self'; "
        f"img-src 'self' data:; connect-src 'self' ws://{host}; "
        "base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
    )
