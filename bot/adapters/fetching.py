"""Fetch a page over http or https, without trusting it: in time, of a size, and from nowhere else.

Addresses come from files that admins keep, so hosts on the inside are not shut out; other schemes than http and https
are, also in a redirect. Nothing is sent but the request: no cookies, no credentials, no scripts are run.
"""

from __future__ import annotations

import zlib
from http.client import HTTPException, InvalidURL
from socket import gaierror
from typing import TYPE_CHECKING, NamedTuple
from urllib.error import HTTPError, URLError
from urllib.parse import quote, urlsplit, urlunsplit
from urllib.request import (
    HTTPDefaultErrorHandler,
    HTTPErrorProcessor,
    HTTPHandler,
    HTTPRedirectHandler,
    HTTPSHandler,
    OpenerDirector,
    ProxyHandler,
    Request,
)

from bot.adapters import clock
from bot.errors import SourceError

if TYPE_CHECKING:
    from http.client import HTTPMessage, HTTPResponse
    from typing import IO

SIZE_MAX = 5_000_000
TIMEOUT, _WHOLE = 10.0, 20.0  # seconds for one answer of the host, and for all of the page
_PIECE, _REDIRECTS = 65_536, 5
_SCHEMES = ("http", "https")
_OUTSIDE = "adressen, eller den som siden viser videre til, er ikke på nettet (http eller https)"
_MISWRITTEN = "adressen kan ikke brukes, se etter skrivefeil i kilder.yaml"
_ASKED = {
    "User-Agent": "Kodevakt/0.1 (ser etter endringer i kilder, en gang i uken)",
    "Accept": "text/html, text/markdown, text/plain, application/json;q=0.9, */*;q=0.1",
    "Accept-Language": "nb, nn;q=0.9, en;q=0.5",
    "Accept-Encoding": "identity",
}


class Fetched(NamedTuple):
    """What came: its media type (``text/html``), the charset that it is said to have ("" for none), and the bytes."""

    kind: str
    charset: str
    content: bytes


def fetch(address: str, timeout: float = TIMEOUT) -> Fetched:
    """Return what is at *address*. *timeout* is how many seconds the host may keep silent.

    Raises:
        SourceError: it cannot be fetched; the message says why.
    """
    try:
        with _opener().open(Request(_ascii(address), headers=_ASKED), timeout=timeout) as response:  # noqa: S310
            return _received(response)
    except HTTPError as error:
        error.close()
        raise _refused(error.code) from error
    except InvalidURL as error:
        raise SourceError(_MISWRITTEN) from error
    except (OSError, HTTPException) as error:
        raise _unreached(error) from error
    except ValueError as error:  # a host that is too long, half a bracket
        raise SourceError(_MISWRITTEN) from error


class _Redirects(HTTPRedirectHandler):
    """Follows a few redirects, and only to where we would have gone by ourselves."""

    max_redirections = _REDIRECTS

    def redirect_request(  # noqa: PLR0913, PLR0917 - the library's own
        self, req: Request, fp: IO[bytes], code: int, msg: str, headers: HTTPMessage, newurl: str
    ) -> Request | None:
        """Return the next request."""
        with fp:
            return super().redirect_request(req, fp, code, msg, headers, _ascii(newurl))


def _opener() -> OpenerDirector:
    """Return what opens http and https, through the machine's proxy, and nothing else."""
    opener = OpenerDirector()
    opener.addheaders = []
    errors = (HTTPDefaultErrorHandler, HTTPErrorProcessor, _Redirects)
    for handler in (ProxyHandler, HTTPHandler, HTTPSHandler, *errors):
        opener.add_handler(handler())
    return opener


def _ascii(address: str) -> str:
    """Return *address* as it goes over the wire, ``/opplæring`` as ``/oppl%C3%A6ring``, without its ``#``."""
    parts = urlsplit(address)
    if parts.scheme not in _SCHEMES or not parts.hostname:
        raise SourceError(_OUTSIDE)
    host = parts.netloc.encode("idna").decode()
    return urlunsplit(
        (parts.scheme, host, quote(parts.path, "/%:@!$&'()*+,;=~"), quote(parts.query, "/%:@!$&'()*+,;=~?"), "")
    )


def _received(response: HTTPResponse) -> Fetched:
    """Return the answer, unpacked, as long as it comes in time and is of a size."""
    begins, content = clock.elapsed(), bytearray()
    while piece := response.read1(_PIECE):
        content += piece
        if len(content) > SIZE_MAX:
            raise SourceError(f"siden er større enn {SIZE_MAX // 1_000_000} MB")
        if clock.elapsed() - begins > _WHOLE:
            raise SourceError("siden kom for langsomt", lasting=False)
    if response.length:
        raise SourceError("siden kom ikke helt fram", lasting=False)
    kind, charset = response.headers.get_content_type(), response.headers.get_content_charset("")
    packed = (response.headers.get("Content-Encoding") or "identity").strip().lower()
    return Fetched(kind, charset, _unpacked(bytes(content), packed))


def _unpacked(content: bytes, packed: str) -> bytes:
    """Return *content* as it was before a host packed it, though it was asked not to."""
    if packed == "identity":
        return content
    if packed not in ("gzip", "x-gzip"):
        raise SourceError("siden er pakket på en måte som ikke kan leses")
    try:
        unpacker = zlib.decompressobj(wbits=31)
        result = unpacker.decompress(content, SIZE_MAX + 1)
    except zlib.error as error:
        raise SourceError("siden er ødelagt på veien", lasting=False) from error
    if len(result) > SIZE_MAX:
        raise SourceError(f"siden er større enn {SIZE_MAX // 1_000_000} MB")
    return result


def _refused(status: int) -> SourceError:
    if status in (404, 410):
        return SourceError(f"siden finnes ikke lenger ({status})")
    if status in (401, 403):
        return SourceError(f"nettstedet slipper ikke Kodevakt inn ({status})")
    if 300 <= status < 400:
        return SourceError(f"siden viser videre dit den ikke kan følges ({status})")
    return SourceError(f"nettstedet svarer med en feil ({status})", lasting=status < 500 and status != 429)


def _unreached(error: OSError | HTTPException) -> SourceError:
    reason = error.reason if isinstance(error, URLError) else error
    known = (
        (TimeoutError, "nettstedet svarer ikke i tide"),
        (gaierror, "finner ikke nettstedet, eller nettet er nede"),
    )
    said = (words for kind, words in known if isinstance(reason, kind))
    return SourceError(next(said, f"nettstedet kan ikke nås ({type(reason).__name__})"), lasting=False)
