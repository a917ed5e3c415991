"""News: articles whose title, date and slug need not be typed twice.

A file ``content/news/2025-11-attended-emnlp.md`` (or ``2025-11-07-…``) is the news item of November
2025 (or of the 7th) with the address ``/news/2025-11-attended-emnlp/``. Where it has no ``Title:``, its
first paragraph is its title. ``Date:`` in the file wins over the date in its name.

Templates find on each article, beside what Pelican puts there:

``date_iso``
    "2025-11" or "2025-11-07", as precise as the author wrote it.
``is_short``
    Whether the author wrote no title, and one paragraph of at most ``SUMMARY_MAX_LENGTH`` words: such
    an item is its own title, and is shown whole in lists.

and the filter ``inline``, which takes the paragraph off a one-paragraph body.
"""

import logging
import re
from collections.abc import Iterator
from datetime import datetime
from difflib import get_close_matches
from pathlib import Path
from typing import Any, Final

from bs4 import BeautifulSoup
from markupsafe import Markup
from pelican import Pelican, signals
from pelican.contents import Article
from pelican.generators import ArticlesGenerator, Generator
from pelican.readers import MarkdownReader, Readers
from pelican.utils import slugify

logger = logging.getLogger(__name__)

# What may stand at the head of a file; more than once those of which there may be many.
KEYS: Final = frozenset(
    "author authors category date description lang modified redirect_from save_as slug status summary tags "
    "template title translation url".split()
)
LISTS: Final = frozenset(("author", "authors", "redirect_from", "tags"))
TEXT_FILES: Final = frozenset((*MarkdownReader.file_extensions, "txt", "text", ""))

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
        path = Path(source_path)
        html, metadata = super().read(source_path)
        lines = path.read_text(encoding="utf-8-sig", errors="replace").splitlines()
        if lines and lines[0].startswith("---"):  # Jekyll's YAML
            for key in ("title", "description"):
                if isinstance(value := metadata.get(key), str):
                    metadata[key] = re.sub(r"""^(["'])(.*)\1$""", r"\2", value)
        problems = list(self._problems(lines, metadata))
        if not problems:
            is_article = path.relative_to(self.settings["PATH"]).parts[0] in self.settings["ARTICLE_PATHS"]
            complete = self._complete_article if is_article else self._complete_page
            problems = list(complete(path, html, metadata))
        for key, problem in problems:
            logger.error("%s:%s: %s: %s", path, line_of(key, path), key.capitalize(), problem)
            metadata["status"] = "skip"
            metadata.pop("title", None)
        return html, metadata

    def _problems(self, lines: list[str], metadata: dict[str, Any]) -> Iterator[tuple[str, str]]:
        """Yield a key and what is wrong with it, for all that is wrong; read the dates.

        ``lines`` are the file's.
        """
        for key, value in list(metadata.items()):
            if key not in KEYS:
                close = get_close_matches(key, KEYS, 1)
                hint = f'did you mean "{close[0].capitalize()}"?' if close else "if it is text,"
                yield key, f"nobody knows this key; {hint} put an empty line before text that has a colon"
            elif isinstance(value, list) and key not in LISTS:
                yield key, "stands more than once; leave one"
            elif key in ("date", "modified"):
                try:
                    metadata[key], metadata[f"{key}_iso"] = parse_date(value)
                except DateError as error:
                    yield key, str(error)
        for line in lines:
            if re.match(r" {1,3}\S", line):
                yield "redirect_from", f"{line.strip()!r} must be indented by four spaces to belong to it"
            if not re.match(r"---|\s*[\w-]+\s*:| {4}", line):
                break

    def _complete_page(self, path: Path, html: str, metadata: dict[str, Any]) -> Iterator[tuple[str, str]]:
        """Yield what a page lacks."""
        source = path.relative_to(self.settings["PATH"]).as_posix()
        known = self.settings["EXTRA_PATH_METADATA"].get(source, {})
        if not metadata.get("title") and "title" not in known:
            yield "title", 'is missing; begin the file with "Title: …"'

    def _complete_article(self, path: Path, html: str, metadata: dict[str, Any]) -> Iterator[tuple[str, str]]:
        """Fill in the slug, the date and the title that the author did not type; yield what lacks."""
        named = FILE_NAME.fullmatch(path.stem)
        if named and "date" not in metadata:
            try:
                metadata["date"], metadata["date_iso"] = parse_date(named["date"])
            except DateError as error:
                yield "date", str(error)
        elif "date" not in metadata and str(metadata.get("status", "")).lower() != "draft":
            short = re.fullmatch(r"(\d{4})-(\d)-(.+)", path.stem)
            name = f"{short[1]}-0{short[2]}-{short[3]}" if short else f"2025-11-{path.stem}"
            yield "date", f'is missing; name the file {name}.md, or write "Date: 2025-11"'
        metadata.setdefault(
            "slug",
            slugify(path.stem, regex_subs=self.settings["SLUG_REGEX_SUBSTITUTIONS"], use_unicode=True),
        )
        text = first_paragraph(html)
        metadata["is_short"] = (
            not metadata.get("title")
            and is_one_paragraph(html)
            and len(text.split()) <= self.settings["SUMMARY_MAX_LENGTH"]
        )
        metadata["title"] = metadata.get("title") or text
        if not metadata["title"]:
            yield "title", 'is missing, and there is no text to take it from; write the news, or "Title: …"'


def check_files(generator: Generator) -> None:
    """Report files that look like pages or news, and that no reader reads."""
    settings = generator.settings
    for file in sorted(
        generator.get_files([*settings["ARTICLE_PATHS"], *settings["PAGE_PATHS"]], extensions=False)
    ):
        suffix = Path(file).suffix.removeprefix(".")
        if suffix not in generator.readers.extensions and suffix.lower() in TEXT_FILES:
            logger.error("content/%s: is not read; give it a name that ends in .md", file)


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
    signals.article_generator_finalized.connect(check_files)
