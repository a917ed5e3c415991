"""Links: a link to a file of the content that is not there stops the build.

Pelican leaves such a ``{filename}``, ``{static}`` or ``{attach}`` link in the page as it is, and does
not say in which file it stands.
"""

import logging
import posixpath
from itertools import chain
from pathlib import Path
from urllib.parse import unquote, urlsplit

from pelican import signals
from pelican.contents import Content
from pelican.generators import ArticlesGenerator, Generator, PagesGenerator

logger = logging.getLogger(__name__)


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


def check_all(generators: list[Generator]) -> None:
    """Check all pages and articles, now that all files are known."""
    for generator in generators:
        if isinstance(generator, ArticlesGenerator):
            kinds = (generator.articles, generator.hidden_articles, generator.drafts)
        elif isinstance(generator, PagesGenerator):
            kinds = (generator.pages, generator.hidden_pages, generator.draft_pages)
        else:
            continue
        for content in chain.from_iterable(kinds):
            check_content(content)


def register() -> None:
    """Connect the plugin to Pelican."""
    signals.all_generators_finalized.connect(check_all)
