"""Links: a link within the site that leads nowhere stops the build.

Pelican leaves a ``{filename}``, ``{static}`` or ``{attach}`` link to a file that is not there in the page
as it is, and does not say in which file it stands; of other links it says nothing.
"""

import logging
import posixpath
import re
from collections.abc import Iterator
from html import unescape
from itertools import chain
from pathlib import Path
from urllib.parse import unquote, urlsplit

from pelican import Pelican, signals
from pelican.contents import Content
from pelican.generators import ArticlesGenerator, Generator, PagesGenerator

logger = logging.getLogger(__name__)

# The content of the build that runs: Pelican's last signal does not name it.
_contents: list[Content] = []

PLAIN_LINK = re.compile(r"""<[^>]+\s(?:href|src|poster|data)\s*=\s*(["'])(?P<url>.*?)\1""")


def is_there(content: Content, what: str, path: str) -> bool:
    """Say whether the content file that ``path`` names in ``content`` exists and was read."""
    path = unquote(urlsplit(path).path)
    folder = "" if path.startswith("/") else content.relative_dir
    source = posixpath.normpath(posixpath.join(folder, path.lstrip("/")))
    if what == "filename" and content._context["generated_content"].get(source):
        return True
    # Pelican takes a file that is linked for one that exists.
    return source in content._context["static_content"] and Path(content.settings["PATH"], source).is_file()


def line_of(text: str, path: Path) -> int:
    """Return the first line (from 1) of the file ``path`` that has ``text`` in it, or 1."""
    with path.open(encoding="utf-8-sig", errors="replace") as lines:
        return next((number for number, line in enumerate(lines, 1) if text in line), 1)


def check_content(content: Content) -> None:
    """Report every link in ``content`` to a content file that is not there."""
    source = Path(content.source_path)
    for link in content._get_intrasite_link_regex().finditer(content._content or ""):
        what, path = link["what"], link["value"]
        if what in ("filename", "static", "attach") and not is_there(content, what, path):
            logger.error(
                "%s:%s: there is no file for the link {%s}%s; correct the path, which is relative "
                "to this file or, with a slash before it, to content/",
                source,
                line_of(path, source),
                what,
                path,
            )


def check_plain_links(content: Content, output: Path) -> None:
    """Report every link in ``content`` that begins with a slash and leads nowhere in ``output``.

    A link without a slash, a scheme or braces is reported too: it leads elsewhere on every page that
    shows it.
    """
    source = Path(content.source_path)
    for link in PLAIN_LINK.finditer(content._content or ""):
        url = unescape(link["url"])
        if re.match(r"[a-z][a-z0-9+.-]*:|//|#|[{|]|$", url, re.IGNORECASE):
            continue
        path = unquote(urlsplit(url).path)
        target = output / path.lstrip("/")
        if not path.startswith("/"):
            problem = "leads elsewhere on every page; write {filename} or {static} before the file's path"
        elif not (target.is_file() or (target / "index.html").is_file()):
            problem = "leads to no page and no file of the site; correct it"
        elif urlsplit(content.settings["CANONICAL_URL"]).path:
            problem = "leaves the site's own folder; write {filename} or {static} before the file's path"
        else:
            continue
        logger.error("%s:%s: the link %s %s", source, line_of(url, source), url, problem)


def contents(generators: list[Generator]) -> Iterator[Content]:
    """Yield all pages and articles."""
    for generator in generators:
        if isinstance(generator, ArticlesGenerator):
            kinds = (generator.articles, generator.hidden_articles, generator.drafts)
        elif isinstance(generator, PagesGenerator):
            kinds = (generator.pages, generator.hidden_pages, generator.draft_pages)
        else:
            continue
        yield from chain.from_iterable(kinds)


def check_all(generators: list[Generator]) -> None:
    """Check the links to content files, now that all are known; keep the rest for ``check_written``."""
    _contents[:] = contents(generators)
    for content in _contents:
        check_content(content)


def check_written(pelican: Pelican) -> None:
    """Check the other links, now that all is written."""
    for content in _contents:
        check_plain_links(content, Path(pelican.output_path))


def register() -> None:
    """Connect the plugin to Pelican."""
    signals.all_generators_finalized.connect(check_all)
    signals.finalized.connect(check_written)
