"""Fixtures that more than one folder of tests uses."""

from collections.abc import Callable, Iterator
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from typing import Any

import pytest

from sites import Site, build, copy_project, make_project


class Handler(SimpleHTTPRequestHandler):
    """Serves a built site as a static host does, its 404 page included."""

    def send_error(self, code: int, message: str | None = None, explain: str | None = None) -> None:
        page = Path(self.directory) / "404.html"
        if code != 404 or not page.is_file():
            super().send_error(code, message, explain)
            return
        self.send_response(404)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.end_headers()
        self.wfile.write(page.read_bytes())

    def log_message(self, format: str, *args: Any) -> None:  # noqa: A002  (the library's name)
        pass


@pytest.fixture
def make_site(tmp_path: Path) -> Callable[..., Site]:
    """Return a function that makes and builds a site of the given content files."""

    def make(
        files: dict[str, str | bytes | None], settings: str = "", *, production: bool = False, **env: str
    ) -> Site:
        return build(make_project(tmp_path / "site", files, settings), production=production, **env)

    return make


@pytest.fixture(scope="session")
def serve(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Callable[[Path], str]]:
    """Return a function that serves a folder on 127.0.0.1 until the tests end, and gives the address."""
    servers = []

    def start(folder: Path) -> str:
        server = ThreadingHTTPServer(("127.0.0.1", 0), partial(Handler, directory=str(folder)))
        Thread(target=server.serve_forever, daemon=True).start()
        servers.append(server)
        return f"http://127.0.0.1:{server.server_port}"

    yield start
    for server in servers:
        server.shutdown()
        server.server_close()


@pytest.fixture(scope="session")
def seed(tmp_path_factory: pytest.TempPathFactory) -> Site:
    """The owner's site, as it is published."""
    root = copy_project(tmp_path_factory.mktemp("seed") / "site")
    site = build(root, production=True, SITEURL="")
    assert (site.status, site.report) == (0, [])
    return site


@pytest.fixture(scope="session")
def address(tmp_path_factory: pytest.TempPathFactory, serve: Callable[[Path], str]) -> str:
    """The address at which the owner's site, as it is published, is served."""
    root = copy_project(tmp_path_factory.mktemp("served") / "site")
    url = serve(root / "output")
    site = build(root, production=True, SITEURL=url)
    assert (site.status, site.report) == (0, [])
    return url
