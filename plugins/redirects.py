"""Redirects: keeps addresses alive that a page or a news item had elsewhere.

A page or an article says in its metadata where it used to be, once or several times::

    Redirect_from: /about/
        /about.html

At each such address a small page then sends visitors and search engines on: a canonical link, a
``meta`` refresh, ``noindex``, and a link to click.
"""

import logging
import re
from dataclasses import dataclass
from itertools import chain
from pathlib import Path
from urllib.parse import unquote

from pelican import Pelican, signals
from pelican.contents import Content
from pelican.generators import Generator
from pelican.writers import Writer

logger = logging.getLogger(__name__)


class RedirectError(ValueError):
    """An address that cannot redirect; its text says why and what to write."""


@dataclass(frozen=True, slots=True)
class Redirect:
    """An old address, the file that answers there, and the content that it leads to."""

    path: str
    save_as: str
    target: Content
    source_path: str


def output_file(path: str) -> str:
    """Return the file, relative to the output, that answers at the address ``path`` of the site.

    "/about/" and "/about" are answered by "about/index.html", "/about.html" by "about.html". Raises
    ``RedirectError`` for what is no address of this site.
    """
    if not path.startswith("/") or path.startswith("//"):
        raise RedirectError(f"{path!r} must begin with one slash, as in /about/")
    if re.search(r"[?#,\\\x00-\x20]", path):
        raise RedirectError(
            f"{path!r} must be a path, without spaces, commas, query or fragment; write one a line"
        )
    parts = unquote(path).strip("/").split("/")
    if parts == [""] or any(part in ("", ".", "..") for part in parts):
        raise RedirectError(f"{path!r} is no path of a page; write one such as /about/")
    if path.endswith("/") or "." not in parts[-1]:
        parts.append("index.html")
    return "/".join(parts)


def line_of(text: str, path: Path) -> int:
    """Return the first line (from 1) of the file ``path`` that has ``text`` in it, or 1."""
    with path.open(encoding="utf-8-sig", errors="replace") as lines:
        return next((number for number, line in enumerate(lines, 1) if text in line), 1)


class RedirectsGenerator(Generator):  # type: ignore[misc]
    """Puts ``redirects`` into the context and writes a page for each."""

    def generate_context(self) -> None:
        """Collect the redirects of all published and hidden content."""
        kinds = ("pages", "hidden_pages", "articles", "hidden_articles")
        self.context["redirects"] = [
            redirect
            for content in chain.from_iterable(self.context.get(kind, []) for kind in kinds)
            for redirect in self._redirects_to(content)
        ]

    def _redirects_to(self, content: Content) -> list[Redirect]:
        written = content.metadata.get("redirect_from", [])
        redirects = []
        for path in (line.strip() for line in ([written] if isinstance(written, str) else written)):
            if not path:
                continue
            try:
                redirects.append(Redirect(path, output_file(path), content, content.source_path))
            except RedirectError as error:
                line = line_of(path, Path(content.source_path))
                logger.error("%s:%s: Redirect_from: %s", content.source_path, line, error)
        return redirects

    def generate_output(self, writer: Writer) -> None:
        """Write the pages; the writer sees to it that none takes another page's place."""
        template = self.get_template("redirect")
        for redirect in self.context["redirects"]:
            writer.write_file(
                redirect.save_as,
                template,
                self.context,
                self.settings["RELATIVE_URLS"],
                redirect=redirect,
            )


def get_generators(pelican: Pelican) -> type[Generator]:
    """Return our generator, as Pelican asks."""
    return RedirectsGenerator


def register() -> None:
    """Connect the plugin to Pelican."""
    signals.get_generators.connect(get_generators)
