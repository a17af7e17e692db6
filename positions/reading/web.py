"""Pages fetched from the web, with the limits that keep a hostile server from doing harm.

Owned here: which addresses may be asked, and how much of an answer is taken. Only http and https; every address that a
host's name resolves to, also after a redirect, has to be a public one, and the connection is made to the address that
was checked, so that a name which resolves to something else a moment later gains nothing. Proxies and cookies are not
used. What an answer means is for `documents` to say.
"""

from __future__ import annotations

import ipaddress
import os
import socket
import threading
import time
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor, as_completed
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import SplitResult, urljoin, urlsplit, urlunsplit

from positions.errors import InputError, PositionsError, UsageError, reason_of
from positions.reading.unpacking import LARGEST, inflated

if TYPE_CHECKING:
    from urllib3.connection import HTTPConnection
    from urllib3.response import BaseHTTPResponse

TIMEOUT_S = 30.0
"""For one page, all its redirects included."""
_STEP_S = 10.0
"""Without a byte for so long, a server counts as dead."""
_REDIRECTS = 5
_AT_ONCE, _PER_HOST = 8, 2
"""Requests under way; two a host is what a browser's reader would cause."""
_AGENT = "positions (a reader of single pages)"
_ASCII_KEPT = "/%:=&?~#+!$,;'@()*[]"
"""What stays as it is in a URL's path and query, beside letters and digits."""
_NAT64 = ipaddress.ip_network("64:ff9b::/96")


@dataclass(frozen=True)
class Page:
    """What a server answered."""

    url: str
    """Where it was found in the end."""
    data: bytes
    kind: str
    """The media type that the server declares, in lower case and without parameters; may be empty, may be wrong."""
    charset: str | None
    """The encoding that the server declares."""


def is_url(source: str) -> bool:
    """Does a source name something on the web, rather than a file?"""
    return "://" in source


def fetch_all(
    urls: Sequence[str], *, allow_private: bool = False, watch: Callable[[int, int], None] = lambda _done, _total: None
) -> Iterator[tuple[str, Page | PositionsError]]:
    """Each URL with its page, or with why there is none, in the order in which they arrive; several at a time, but two
    a host at most. `watch` is told how many of how many are through."""
    turns: defaultdict[str, threading.Semaphore] = defaultdict(lambda: threading.Semaphore(_PER_HOST))
    asked: Counter[str] = Counter()
    queue: list[tuple[int, str]] = []
    for url in dict.fromkeys(urls):
        queue.append((asked[_host_of(url)], url))
        asked[_host_of(url)] += 1
    queue.sort(key=lambda place: place[0])  # the hosts by turns, so that one with many pages keeps no other waiting
    with ThreadPoolExecutor(_AT_ONCE) as pool:
        jobs = {pool.submit(_in_turn, url, turns[_host_of(url)], allow_private): url for _, url in queue}
        try:
            for done, job in enumerate(as_completed(jobs), 1):
                watch(done, len(jobs))
                yield jobs[job], job.result()
        finally:
            pool.shutdown(wait=False, cancel_futures=True)


def _host_of(url: str) -> str:
    """The host whose turn it is; none for what is no URL, which `fetch` tells."""
    try:
        return urlsplit(url).hostname or ""
    except ValueError:
        return ""


def _in_turn(url: str, turn: threading.Semaphore, allow_private: bool) -> Page | PositionsError:
    with turn:
        try:
            return fetch(url, allow_private=allow_private)
        except PositionsError as error:
            return error


def fetch(url: str, *, allow_private: bool = False, timeout_s: float = TIMEOUT_S) -> Page:
    """The page at a URL.

    Raises UsageError for a URL that is none or that may not be asked, InputError for whatever goes wrong on the way,
    and for a page that is too large or takes more than `timeout_s` seconds.
    """
    deadline = time.monotonic() + timeout_s
    at = url
    for _ in range(_REDIRECTS + 1):
        parts = _checked(at)
        with _answer(parts, _addresses(parts, allow_private), deadline) as answer:
            if answer.status in (301, 302, 303, 307, 308) and "location" in answer.headers:
                at = urljoin(at, _sent(answer.headers["location"]))
                continue
            if answer.status != 200:
                hint = "open it in a browser; a page that needs a login can be saved and added as a file"
                raise InputError(
                    f"{url}: the server answered {answer.status} {answer.reason or ''}".rstrip(), hint=hint
                )
            return _page(at, answer, deadline)
    raise InputError(f"{url}: more than {_REDIRECTS} redirects", hint="open it in a browser and add where it ends up")


def _checked(url: str) -> SplitResult:
    """The parts of a URL that may be asked. Raises UsageError for others."""
    shown = url[:200]
    try:
        parts = urlsplit(url)
        _ = parts.port
    except ValueError as error:
        raise UsageError(f"{shown}: is no URL: {error}", hint="copy it from the browser's address bar") from None
    if parts.scheme not in ("http", "https"):
        raise UsageError(f"{shown}: only http and https are fetched", hint="save the page and add the file")
    if not parts.hostname:
        raise UsageError(f"{shown}: has no host", hint="copy it from the browser's address bar")
    if parts.username is not None or parts.password is not None:
        hint = "leave them out; a page that needs a login can be saved and added as a file"
        raise UsageError(f"{parts.scheme}://{parts.hostname}: names or passwords in a URL are not sent", hint=hint)
    if any(ord(char) <= 32 or ord(char) == 127 for char in url):
        raise UsageError(f"{shown!r}: has blanks or control characters", hint="copy it from the browser's address bar")
    return parts if parts.netloc.isascii() else _in_ascii(parts)


def _in_ascii(parts: SplitResult) -> SplitResult:
    """The parts with the host's name as it is looked up, sent and certified: xn--… for other letters, as browsers have
    it (UTS #46). Raises UsageError where it is none."""
    import idna

    try:
        host = idna.encode(parts.hostname or "", uts46=True).decode("ascii")
    except idna.IDNAError:
        hint = "copy it from the browser's address bar"
        raise UsageError(f"{(parts.hostname or '')[:200]}: is no host name", hint=hint) from None
    return parts._replace(netloc=host if parts.port is None else f"{host}:{parts.port}")


def _sent(location: str) -> str:
    """Where a redirect leads: header lines are read as Latin-1, though what servers send is UTF-8, or else bytes that
    are asked for as they are."""
    from urllib.parse import quote

    sent = location.encode("latin-1", "replace")
    try:
        return sent.decode("utf-8")
    except UnicodeDecodeError:
        return quote(sent, safe=_ASCII_KEPT)


def _addresses(parts: SplitResult, allow_private: bool) -> list[str]:
    """Every address of the host. Raises InputError where there is none, or where one of them is not public."""
    host = parts.hostname or ""
    try:
        found = socket.getaddrinfo(host, parts.port or 0, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError) as error:
        why = error.strerror if isinstance(error, OSError) else "this is no host name"
        raise InputError(
            f"{host}: cannot be found: {why}", hint="is the address right, and is there a network?"
        ) from None
    addresses = list(dict.fromkeys(str(address[0]) for *_, address in found))
    private = [address for address in addresses if not is_public(address)]
    if private and not allow_private:
        hint = "if you trust it, `positions add --allow-private` fetches it all the same"
        raise InputError(f"{host}: its address {private[0]} is not a public one", hint=hint)
    return addresses


def is_public(address: str) -> bool:
    """May this be asked? An address that wraps an IPv4 address is as public as that."""
    ip = ipaddress.ip_address(address.partition("%")[0])
    if isinstance(ip, ipaddress.IPv6Address):
        wrapped = ip.ipv4_mapped or ip.sixtofour or (ip.teredo[1] if ip.teredo else None)
        if wrapped is None and ip in _NAT64:
            wrapped = ipaddress.IPv4Address(int(ip) & 0xFFFFFFFF)
        if wrapped is not None:
            return is_public(str(wrapped))
    return ip.is_global and not ip.is_multicast and not ip.is_reserved


@contextmanager
def _answer(parts: SplitResult, addresses: Sequence[str], deadline: float) -> Iterator[BaseHTTPResponse]:
    """The head of an answer, from the first of these addresses that answers; the connection is closed in the end.

    A server that sends a byte now and then keeps every single read short, so a timer cuts the connection at the
    deadline.
    """
    import urllib3

    where = f"{parts.scheme}://{parts.netloc}"
    connection = None
    try:
        connection = _connected(parts, addresses, deadline)
        timer = threading.Timer(max(0.0, deadline - time.monotonic()), _cut, [connection])
        timer.daemon = True
        timer.start()
        try:
            target = urlunsplit(("", "", parts.path or "/", parts.query, ""))
            headers = {"Host": parts.netloc, "User-Agent": _AGENT, "Accept-Encoding": "gzip", "Accept": "*/*"}
            connection.request("GET", _ascii(target), headers=headers, preload_content=False, decode_content=False)
            yield connection.getresponse()
        finally:
            timer.cancel()
    except (urllib3.exceptions.HTTPError, OSError, ValueError) as error:
        raise _failure(where, error, deadline) from None
    except Exception as error:  # http.client has faults of its own for answers that are no HTTP
        if type(error).__module__ != "http.client":
            raise
        raise _failure(where, error, deadline) from None
    finally:
        if connection is not None:
            connection.close()


def _failure(where: str, error: Exception, deadline: float) -> InputError:
    if time.monotonic() >= deadline or isinstance(error, TimeoutError) or "timed out" in str(error):
        return InputError(f"{where}: takes too long", hint="try again later, or save the page and add the file")
    if "IncompleteRead" in str(error):
        return InputError(f"{where}: the answer breaks off", hint="try again later, or save the page and add the file")
    if "CERTIFICATE_VERIFY_FAILED" in str(error) or "certificate verify failed" in str(error):
        _, _, told = str(error).rpartition("certificate verify failed: ")
        hint = "if you trust the server, name a file with its certificate in SSL_CERT_FILE"
        return InputError(f"{where}: its certificate is not trusted: {told.partition(' (')[0][:120]}", hint=hint)
    why = reason_of(error) if isinstance(error, (OSError, ValueError)) else str(error)
    why = why.rpartition(": ")[2] if "Connection" in why else why
    return InputError(
        f"{where}: cannot be fetched: {why[:200] or type(error).__name__}", hint="does it open in a browser?"
    )


def _connected(parts: SplitResult, addresses: Sequence[str], deadline: float) -> HTTPConnection:
    """A connection to one of the addresses, which presents itself as the host and checks the host's certificate."""
    from urllib3.connection import HTTPConnection, HTTPSConnection

    failed: Exception = OSError("it has no address")
    for address in addresses:
        patience = min(_STEP_S, max(0.001, deadline - time.monotonic()))
        if parts.scheme == "https":
            connection: HTTPConnection = HTTPSConnection(
                address,
                parts.port,
                timeout=patience,
                server_hostname=parts.hostname,
                assert_hostname=parts.hostname,
                cert_reqs="CERT_REQUIRED",
                ca_certs=_trusted(),
            )
        else:
            connection = HTTPConnection(address, parts.port, timeout=patience)
        try:
            connection.connect()
        except Exception as error:  # whatever it is, the next address may do
            connection.close()
            failed = error
        else:
            return connection
    raise failed


def _trusted() -> str:
    """The certificates that are trusted: those that OpenSSL's variable names, else the usual ones."""
    import certifi

    return os.environ.get("SSL_CERT_FILE") or certifi.where()


def _cut(connection: HTTPConnection) -> None:
    with suppress(OSError, AttributeError):  # it may be closed already
        connection.sock.shutdown(socket.SHUT_RDWR)


def _ascii(target: str) -> str:
    from urllib.parse import quote

    return quote(target, safe=_ASCII_KEPT)


def _page(url: str, answer: BaseHTTPResponse, deadline: float) -> Page:
    """The body of an answer. Raises InputError for one that is too large, or that takes too long."""
    data = bytearray()
    while chunk := answer.read1(65_536, decode_content=False):
        data += chunk
        if len(data) > LARGEST:
            raise InputError(f"{url}: is larger than {LARGEST / 1e6:g} MB", hint="save what matters of it as a text")
        if time.monotonic() >= deadline:
            break
    length = answer.headers.get("content-length", "")
    if time.monotonic() >= deadline or (length.isdecimal() and len(data) < int(length)):
        hint = "try again later, or save the page and add the file"
        raise InputError(f"{url}: the answer takes too long, or breaks off", hint=hint)
    coding = answer.headers.get("content-encoding", "identity").strip().casefold()
    if coding in ("gzip", "x-gzip"):
        body = inflated(bytes(data), url)
    elif coding in ("identity", ""):
        body = bytes(data)
    else:
        raise InputError(
            f"{url}: is packed as {coding[:20]}, which was not asked for", hint="save the page, add the file"
        )
    declared = answer.headers.get("content-type", "")
    kind, _, parameters = declared.partition(";")
    _, _, charset = parameters.casefold().partition("charset=")
    return Page(urlunsplit(urlsplit(url)._replace(fragment="")), body, kind.strip().casefold(), _bare(charset))


def _bare(charset: str) -> str | None:
    return charset.partition(";")[0].strip().strip("\"'") or None
