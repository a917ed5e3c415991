"""Serving: the site in a browser while one writes it.

A small server on 127.0.0.1, of Tornado and watchfiles. It adds a script to every page, which listens to
``/~events``: after a good build the page reloads, after a failed one it shows what is wrong.
"""

import asyncio
import json
import sys
from collections.abc import Awaitable
from pathlib import Path
from typing import Any, Final

from tornado.web import Application, RequestHandler, StaticFileHandler
from watchfiles import awatch

from .build import Report, build

WATCHED: Final = ("content", "theme", "plugins", "pelicanconf.py")
PORTS_TO_TRY: Final = 20
SCRIPT: Final = b'<script src="/~serve.js" defer></script>'


class Site:
    """The site that is served: its folder, its last build, and the pages that are open."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.report = Report(True, [])
        self.pages: set[asyncio.Queue[str]] = set()

    async def rebuild(self) -> None:
        """Build the site, say what is wrong in the terminal, and tell the open pages."""
        self.report = await asyncio.to_thread(build, self.root)
        self.report.print()
        if self.report.succeeded:
            print("The site is built.", flush=True)
        for page in self.pages:
            page.put_nowait(self.event("built"))

    def event(self, name: str) -> str:
        """Return the state of the site as a server-sent event."""
        state = {"succeeded": self.report.succeeded, "problems": self.report.problems}
        return f"event: {name}\ndata: {json.dumps(state)}\n\n"

    async def watch(self) -> None:
        """Rebuild on every change of a source, for ever."""
        paths = [path for path in (self.root / name for name in WATCHED) if path.exists()]
        async for _ in awatch(*paths, debounce=200, step=50):
            await self.rebuild()


class Events(RequestHandler):
    """Tells a page of every build, and first of the last one."""

    def initialize(self, site: Site) -> None:
        """Take the site."""
        self.site = site
        self.events: asyncio.Queue[str] = asyncio.Queue()

    async def get(self) -> None:
        """Send events until the page is closed."""
        self.set_header("Content-Type", "text/event-stream")
        self.set_header("Cache-Control", "no-store")
        self.events.put_nowait(self.site.event("state"))
        self.site.pages.add(self.events)
        while event := await self.events.get():
            self.write(event)
            await self.flush()

    def on_connection_close(self) -> None:
        """Forget the page."""
        self.site.pages.discard(self.events)
        self.events.put_nowait("")


class Script(RequestHandler):
    """Serves the script that is added to the pages."""

    def get(self) -> None:
        """Send it."""
        self.set_header("Content-Type", "text/javascript; charset=utf-8")
        self.set_header("Cache-Control", "no-store")
        self.write((Path(__file__).parent / "serve.js").read_bytes())


class Page(StaticFileHandler):
    """Serves the files of the output, pages with our script in them, and never from a cache."""

    @classmethod
    def get_content(cls, abspath: str, start: int | None = None, end: int | None = None) -> Any:
        """Return the bytes of a file; pages come whole, so that no range cuts the script off."""
        if abspath.endswith(".html"):
            return with_script(Path(abspath))
        return super().get_content(abspath, start, end)

    def get_content_size(self) -> int:
        """Return how many bytes ``get_content`` gives."""
        if self.absolute_path and self.absolute_path.endswith(".html"):
            return len(with_script(Path(self.absolute_path)))
        return super().get_content_size()

    def compute_etag(self) -> None:
        """Name no version: the next build has another."""

    def should_return_304(self) -> bool:
        """Send every file anew."""
        return False

    def set_extra_headers(self, path: str) -> None:
        """Keep browsers from keeping the page."""
        self.set_header("Cache-Control", "no-store")

    def write_error(self, status_code: int, **kwargs: Any) -> Awaitable[None] | None:  # type: ignore[override]
        """Send the site's own 404 page where there is one."""
        page = Path(self.root) / "404.html"
        if status_code == 404 and page.is_file():
            self.set_header("Content-Type", "text/html; charset=utf-8")
            return self.finish(with_script(page))
        super().write_error(status_code, **kwargs)
        return None


def with_script(page: Path) -> bytes:
    """Return the page with our script at its end."""
    head, end, tail = page.read_bytes().rpartition(b"</body>")
    return head + SCRIPT + end + tail


def listen(application: Application, port: int) -> int:
    """Listen on 127.0.0.1 at ``port`` or the next one that is free; return it.

    Raises ``OSError`` if none of twenty is.
    """
    for candidate in range(port, port + PORTS_TO_TRY):
        try:
            application.listen(candidate, address="127.0.0.1")
        except OSError:
            if candidate == port + PORTS_TO_TRY - 1:
                raise
        else:
            return candidate
    raise AssertionError("there is at least one port to try")


async def run(root: Path, port: int) -> None:
    """Build the site in ``root``, serve it, and build it anew whenever a source changes."""
    site = Site(root)
    await site.rebuild()
    application = Application(
        [
            ("/~events", Events, {"site": site}),
            ("/~serve.js", Script),
            ("/(.*)", Page, {"path": str(root / "output"), "default_filename": "index.html"}),
        ],
        log_function=lambda _handler: None,
    )
    chosen = listen(application, port)
    if chosen != port:
        print(f"Port {port} is taken.", file=sys.stderr)
    print(f"Serving on http://127.0.0.1:{chosen}/ (Ctrl+C stops)", flush=True)
    await site.watch()


def serve(root: Path, port: int) -> None:
    """Serve the site of the project in ``root`` on 127.0.0.1 until it is interrupted.

    Open pages reload after a build. A build that fails says why in the terminal and in the page, and
    the last good site stays.
    """
    try:
        asyncio.run(run(root, port))
    except KeyboardInterrupt:
        print()
    except OSError as error:
        sys.exit(f"error: cannot serve on port {port} or one of the next: {error.strerror}")
