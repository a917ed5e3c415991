"""News: articles whose title, date and slug need not be typed twice.

A file ``content/news/2025-11-attended-emnlp.md`` (or ``2025-11-07-…``) is the news item of November
2025 (or of the 7th) with the address ``/news/2025-11-attended-emnlp/``. Where it has no ``Title:``, its
first paragraph is its title. ``Date:`` in the file wins over the date in its name.

Templates find on each article, beside what Pelican puts there:

``date_iso``
    "2025-11" or "2025-11-07", as precise as the author wrote it.
``is_short``
    Whether the body is one paragraph of at most ``SUMMARY_MAX_LENGTH`` words: such an item is shown
    whole in lists.
``is_titled``
    Whether the author wrote a title.

and the filter ``inline``, which takes the paragraph off a one-paragraph body.
"""

import logging
import re
from datetime import datetime
from pathlib import Path
from typing import Any, Final

from bs4 import BeautifulSoup
from markupsafe import Markup
from pelican import Pelican, signals
from pelican.contents import Article
from pelican.generators import ArticlesGenerator
from pelican.readers import MarkdownReader, Readers

logger = logging.getLogger(__name__)

FILE_NAME: Final = re.compile(r"(?P<date>\d{4}-\d\d(?:-\d\d)?)-(?P<words>.*\w.*)")
MONTH: Final = re.compile(r"\d{4}-\d\d")


class DateError(ValueError):
    """A date that is none; its text says what was expected."""


def parse_date(text: str) -> tuple[datetime, str]:
    """Read an ISO 8601 date: a month, a day, or a day and a time.

    Returns the moment (the first of the month for a month; never a part of today's date) and the
    date as it shall be shown, "2025-11" or "2025-11-07". Raises ``DateError`` for anything else.
    """
    text = text.strip()
    try:
        if MONTH.fullmatch(text):
            return datetime.fromisoformat(f"{text}-01"), text
        moment = datetime.fromisoformat(text)
    except ValueError:
        raise DateError(f"{text!r} is no date; write a month as 2025-11 or a day as 2025-11-07") from None
    return moment, moment.date().isoformat()


def line_of(key: str, path: Path) -> int:
    """Return the line (from 1) of ``path`` on which the metadata key ``key`` stands, or 1."""
    pattern = re.compile(rf"\s*{re.escape(key)}\s*:", re.IGNORECASE)
    with path.open(encoding="utf-8-sig", errors="replace") as lines:
        return next((number for number, line in enumerate(lines, 1) if pattern.match(line)), 1)


def first_paragraph(html: str) -> str:
    """Return the text of the first paragraph of ``html`` on one line, without footnote marks."""
    paragraph = BeautifulSoup(html, "html.parser").find("p")
    if paragraph is None:
        return ""
    for mark in paragraph.select("sup[id^=fnref]"):
        mark.decompose()
    return " ".join(paragraph.get_text().split())


def is_one_paragraph(html: str) -> bool:
    """Say whether ``html`` is a single paragraph and nothing else."""
    blocks = BeautifulSoup(html, "html.parser").find_all(True, recursive=False)
    return [block.name for block in blocks] == ["p"]


def inline(html: str) -> Markup:
    """Return the inside of ``html``'s only paragraph, as HTML; ``html`` itself if it is not one."""
    if is_one_paragraph(html):
        html = html.strip().removeprefix("<p>").removesuffix("</p>")
    return Markup(html)  # noqa: S704  (the HTML that Pelican made of the author's Markdown)


class NewsReader(MarkdownReader):  # type: ignore[misc]
    """Pelican's Markdown reader, which asks us what a date is and what a news item is called."""

    def process_metadata(self, name: str, value: Any) -> Any:
        """Leave dates as written: Pelican would fill in today's day for a month."""
        return value if name in ("date", "modified") else super().process_metadata(name, value)

    def read(self, source_path: str) -> tuple[str, dict[str, Any]]:
        """Return the HTML and the metadata of the file at ``source_path``.

        What is wrong is reported, and the file then gets the status "skip", which keeps Pelican from
        reporting it once more without a reason.
        """
        html, metadata = super().read(source_path)
        path = Path(source_path)
        folder = path.relative_to(self.settings["PATH"]).parts[0]
        if folder in self.settings["ARTICLE_PATHS"]:
            self._complete(path, html, metadata)
        for key in ("date", "modified"):
            if isinstance(metadata.get(key), str):
                try:
                    metadata[key], iso = parse_date(metadata[key])
                    metadata[f"{key}_iso"] = iso
                except DateError as error:
                    logger.error("%s:%s: %s: %s", path, line_of(key, path), key.title(), error)
                    metadata["status"] = "skip"
        return html, metadata

    def _complete(self, path: Path, html: str, metadata: dict[str, Any]) -> None:
        """Fill in the slug, the date and the title that the author did not type."""
        if named := FILE_NAME.fullmatch(path.stem):
            metadata.setdefault("date", named["date"])
        if "date" not in metadata and metadata.get("status", "").lower() != "draft":
            logger.error(
                "%s:1: Date: is missing; begin the file's name with it, as in 2025-11-%s.md, "
                'or write "Date: 2025-11"',
                path,
                path.stem,
            )
            metadata["status"] = "skip"
        metadata.setdefault("slug", path.stem)
        metadata["is_titled"] = bool(str(metadata.get("title", "")).strip())
        if not metadata["is_titled"]:
            metadata["title"] = first_paragraph(html)
        if not metadata["title"]:
            logger.error(
                "%s:1: Title: is missing, and there is no text to take it from; write the news "
                'below the metadata, or "Title: …"',
                path,
            )
            metadata["status"] = "skip"
        words = len(first_paragraph(html).split())
        metadata["is_short"] = is_one_paragraph(html) and words <= self.settings["SUMMARY_MAX_LENGTH"]


def newest_first(article: Article) -> tuple[float, str]:
    """Sort key: the newest date first; what has the same date keeps the order of the file names."""
    return -article.date.timestamp(), Path(article.source_path).name


def sort_articles(generator: ArticlesGenerator) -> None:
    """Put the articles in the order in which every list and the feed show them."""
    generator.articles.sort(key=newest_first)


def use_reader(readers: Readers) -> None:
    """Read Markdown with ``NewsReader``."""
    for extension in NewsReader.file_extensions:
        readers.reader_classes[extension] = NewsReader


def add_filters(pelican: Pelican) -> None:
    """Give the templates the filter ``inline``."""
    pelican.settings["JINJA_FILTERS"]["inline"] = inline


def register() -> None:
    """Connect the plugin to Pelican."""
    signals.initialized.connect(add_filters)
    signals.readers_init.connect(use_reader)
    signals.article_generator_pretaxonomy.connect(sort_articles)
