"""From the text of a .bib file to ``Publication`` objects: plain Python that knows nothing of Pelican."""

import re
from collections.abc import Sequence
from difflib import get_close_matches
from typing import Final
from urllib.parse import urlsplit

from . import annotations, bibtex, names
from .bibtex import Entry
from .latex import to_text
from .model import Author, Link, Problem, Publication

# The field that a paper's main link comes from, best first, and how it becomes an address.
MAIN_LINK: Final = {
    "url": "{}",
    "doi": "https://doi.org/{}",
    "eprint": "https://arxiv.org/abs/{}",
}
# Links beside the main one. These fields are ours; BibLaTeX has none for them.
LINK_FIELDS: Final = ("pdf", "code", "data", "slides", "poster", "video", "website")
# Where a paper appeared, the short name first.
VENUE_FIELDS: Final = (
    "eventtitle",
    "shortjournal",
    "journaltitle",
    "journal",
    "booktitle",
    "howpublished",
    "organization",
    "school",
    "institution",
    "publisher",
    "eprinttype",
)


class _Reader:
    """Reads one file's entries, noting problems."""

    def __init__(self, owner: names.Owner, roles: Sequence[str], source_path: str) -> None:
        self.owner = owner
        self.roles = roles
        self.source_path = source_path
        self.problems: list[Problem] = []

    def report(self, entry: Entry, field: str, message: str, *, is_error: bool = True) -> None:
        line = entry.line_of(field)
        self.problems.append(Problem(line, entry.key, field, message, is_error))

    def publication(self, entry: Entry) -> Publication:
        title = to_text(entry.fields.get("title", ""))
        if not title:
            self.report(entry, "title", "is missing; add title = {…}")
        year = self.year(entry)
        return Publication(
            key=entry.key,
            type=entry.type,
            title=title,
            authors=self.authors(entry),
            venue=self.venue(entry, year),
            year=year,
            links=tuple(self.links(entry)),
            source_path=self.source_path,
            line=entry.line,
        )

    def authors(self, entry: Entry) -> tuple[Author, ...]:
        field = "author" if entry.fields.get("author") else "editor"
        written = names.split(entry.fields.get(field, ""))
        if not written:
            self.report(entry, "author", "is missing; add author = {Last, First and Last, First}")
        roles = self.roles_by_item(entry, f"{field}+an", len(written))
        authors = []
        for item, text in enumerate(written, 1):
            name = names.parse(text)
            authors.append(Author(name, self.owner.is_named(name), tuple(roles.get(item, ()))))
        return tuple(authors)

    def roles_by_item(self, entry: Entry, field: str, count: int) -> dict[int, list[str]]:
        """Return the annotations of each item (from 1) of a list of ``count`` names."""
        roles: dict[int, list[str]] = {}
        try:
            found = annotations.parse(entry.fields.get(field, ""))
        except annotations.AnnotationError as error:
            self.report(entry, field, str(error))
            return roles
        for annotation in found:
            if annotation.item > count:
                message = f"there is no author {annotation.item}, only {count}; count from 1"
                self.report(entry, field, message)
            for value in annotation.values:
                if value in self.roles:
                    roles.setdefault(annotation.item, []).append(value)
                else:
                    close = get_close_matches(value, self.roles, 1)
                    hint = f'did you mean "{close[0]}"?' if close else ", ".join(self.roles)
                    self.report(entry, field, f'"{value}" is no annotation that is known; {hint}')
        return roles

    def year(self, entry: Entry) -> int:
        field = "date" if entry.fields.get("date") else "year"
        written = entry.fields.get(field, "")
        if found := re.match(r"\s*(\d{4})\b", to_text(written)):
            return int(found[1])
        if written:
            self.report(entry, field, f"{written!r} names no year; write 2025 or 2025-11")
        else:
            self.report(entry, "date", "is missing; add date = {2025} or date = {2025-11}")
        return 0

    def venue(self, entry: Entry, year: int) -> str:
        """Return where it appeared, as "EMNLP 2025 Main"."""
        places = (to_text(entry.fields.get(field, "")) for field in VENUE_FIELDS)
        place = next(filter(None, places), "")
        addition = to_text(entry.fields.get("eventtitleaddon", ""))
        # "Proceedings of ACL 2025" has the year in its name.
        date = str(year) if year and str(year) not in place else ""
        return " ".join(filter(None, (place, date, addition)))

    def links(self, entry: Entry) -> list[Link]:
        links = []
        archive = entry.fields.get("eprinttype") or entry.fields.get("archiveprefix") or "arxiv"
        fields = [field for field in MAIN_LINK if field != "eprint" or archive.lower() == "arxiv"]
        if main := next((field for field in fields if entry.fields.get(field)), None):
            value = re.sub(r"^https?://(dx\.)?doi\.org/", "", entry.fields[main])
            links.append((main, "link", MAIN_LINK[main].format(value)))
        links += [(field, field, entry.fields[field]) for field in LINK_FIELDS if entry.fields.get(field)]
        good = []
        for field, label, url in links:
            if is_web_address(url):
                good.append(Link(label, url))
            else:
                self.report(entry, field, f"{url!r} is no http(s) address; write it in full")
        return good


def is_web_address(url: str) -> bool:
    """Say whether ``url`` is an absolute http or https URL without spaces or control characters."""
    try:
        parts = urlsplit(url)
    except ValueError:
        return False
    return (
        parts.scheme in ("http", "https")
        and bool(parts.hostname)
        and not re.search(r'[\x00-\x20<>"\x7f]', url)
    )


def parse(
    text: str, owner: Sequence[str], roles: Sequence[str], source_path: str
) -> tuple[list[Publication], list[Problem]]:
    """Read the text of a .bib file.

    ``owner`` holds the owner's names, ``roles`` the annotations that are known, ``source_path`` is the
    file, for the publications to name. Returns the publications in the file's order, and what is wrong,
    by line. An entry with errors is among the publications with what could be read of it. Raises
    nothing.
    """
    entries, problems = bibtex.parse(text)
    reader = _Reader(names.Owner(owner), roles, source_path)
    publications = [reader.publication(entry) for entry in entries if entry.type != "xdata"]
    return publications, sorted(problems + reader.problems, key=lambda problem: problem.line)
