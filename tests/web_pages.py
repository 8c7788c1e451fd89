"""A web server on this machine that says what it is told to say, and remembers what it was asked for."""

from __future__ import annotations

import threading
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator


class Says(NamedTuple):
    """An answer. With *status* 0 there is none: the connection is held until the server goes away."""

    body: bytes
    kind: str = "text/html; charset=utf-8"
    status: int = 200
    headers: tuple[tuple[str, str], ...] = ()


class Pages:
    """What is served, by path, and the paths that were asked for with their headers."""

    def __init__(self, base: str) -> None:
        self.base = base
        self.says: dict[str, Says] = {}
        self.asked: list[tuple[str, dict[str, str]]] = []

    def put(self, path: str, body: str | bytes, kind: str = "text/html; charset=utf-8", **more: object) -> str:
        """Serve *body* there, and return its address."""
        content = body.encode() if isinstance(body, str) else body
        self.says[path] = Says(content, kind, **more)  # type: ignore[arg-type]
        return self.base + path


@contextmanager
def served() -> Iterator[Pages]:
    """Serve pages until the end."""
    over = threading.Event()

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            """Say what was put there."""
            pages.asked.append((self.path, dict(self.headers)))
            says = pages.says.get(self.path, Says(b"borte", status=404))
            if not says.status:
                over.wait()
                return
            self.send_response(says.status)
            for name, value in (("Content-Type", says.kind), ("Content-Length", str(len(says.body))), *says.headers):
                self.send_header(name, value)
            self.end_headers()
            self.wfile.write(says.body)

        def log_message(self, *_: object) -> None:
            """Say nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.handle_error = lambda *_: None  # type: ignore[method-assign] # a reader that has seen enough hangs up
    pages = Pages(f"http://127.0.0.1:{server.server_port}")
    thread = threading.Thread(target=server.serve_forever, args=(0.01,))
    thread.start()
    try:
        yield pages
    finally:
        over.set()
        server.shutdown()
        server.server_close()
        thread.join()
