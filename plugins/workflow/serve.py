"""Serving: the site in a browser while one writes it."""

from pathlib import Path

from livereload import Server

from .build import build

WATCHED = ("content", "theme", "plugins", "pelicanconf.py")


def serve(root: Path, port: int) -> None:
    """Build the site in ``root``, serve it on 127.0.0.1, and build it anew whenever a source changes.

    Open pages reload after a build. A build that fails says why in the terminal, and the last good
    site stays. Runs until it is interrupted.
    """
    build(root)
    server = Server()
    for name in WATCHED:
        path = root / name
        server.watch(str(path if path.is_file() else path / "**" / "*"), lambda: build(root))
    server.serve(host="127.0.0.1", port=port, root=str(root / "output"))
