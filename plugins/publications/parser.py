"""From the text of a .bib file to ``Publication`` objects: plain Python that knows nothing of Pelican."""

import gc
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from types import MappingProxyType
from typing import Final
from urllib.parse import quote

import imagesize
from markupsafe import Markup

from . import addresses, annotations, bibtex, dates, lint, names
from .bibtex import Entry
from .dates import Date
from .fields import (
    CONTAINERS,
    FIELD_ALIASES,
    LINK_FIELDS,
    NO_WORKS,
    NOT_INHERITED,
    TITLES_OF_PARENTS,
    TYPE_ALIASES,
)
from .latex import Text, decode, to_text
from .model import Author, Link, Problem, Publication

# Where a paper appeared, the short name first.
VENUE_FIELDS: Final = (
    "eventtitle",
    "shortjournal",
    "journaltitle",
    "booktitle",
    "howpublished",
    "organization",
    "institution",
    "publisher",
    "eprinttype",
)
# Fields that become text of ``Publication.details``.
DETAILS: Final = frozenset(
    (
        *VENUE_FIELDS,
        *("eventtitleaddon", "series", "volume", "number", "issue", "edition", "pages", "type"),
        *("location", "isbn", "issn"),
    )
)
# Disks take names of 255 bytes, and letters of up to four.
LONGEST_SLUG: Final = 60
# How many parents an entry may have above each other.
DEEPEST: Final = 8
# What bare @mastersthesis and the like say of themselves.
KINDS_OF_WORKS: Final = {
    "mastersthesis": "Master’s thesis",
    "phdthesis": "Ph.D. thesis",
    "techreport": "Technical report",
}
_NO_TEXT: Final = Text("", Markup(""))
_MARK: Final = re.compile("[*†‡§¶]")


@dataclass(frozen=True, slots=True)
class Options:
    """What the site says about its papers.

    ``owner`` holds the owner's names, the person's own first, ``orcid`` the owner's ORCID iD.
    ``roles`` maps the annotations that are known to the marks they are shown as. ``people`` maps names to
    pages. ``content`` is the folder that files are relative to. ``path`` is a paper's page below the
    site's root, with "{slug}" in it, and ``slug_source`` is "key" or "title".
    """

    owner: Sequence[str]
    roles: Mapping[str, str]
    content: Path
    orcid: str = ""
    people: Mapping[str, str] = field(default_factory=dict)
    path: str = "publications/{slug}/"
    slug_source: str = "key"


class _Reader:
    """Reads one file's entries, noting problems."""

    def __init__(self, options: Options, entries: Sequence[Entry], source_path: str) -> None:
        self.options = options
        self.owner = names.Owner(options.owner)
        self.people = {names.parse(name): url for name, url in options.people.items()}
        self.entries = {entry.key.lower(): entry for entry in entries}
        self.source_path = source_path
        self.inherited: dict[str, Entry] = {}
        self.slugs: dict[str, Entry] = {}
        self.problems: list[Problem] = []

    def report(self, entry: Entry, field: str, message: str, *, is_error: bool = True) -> None:
        self.problems.append(Problem(entry.line_of(field), entry.key, field, message, is_error))

    def publication(self, written: Entry) -> Publication:
        entry = self.inherit(written)
        inherited = entry.fields
        for field_name, message, is_error in lint.entry(entry):
            self.report(written, field_name, message, is_error=is_error)
        if not FIELD_ALIASES.keys().isdisjoint(entry.fields):
            # The names of BibLaTeX win over BibTeX's where an entry has both.
            fields = {
                FIELD_ALIASES[name]: value for name, value in inherited.items() if name in FIELD_ALIASES
            }
            fields |= {name: value for name, value in inherited.items() if name not in FIELD_ALIASES}
            lines = {FIELD_ALIASES.get(name, name): line for name, line in entry.lines.items()}
            entry = Entry(entry.type, entry.key, fields, entry.line, lines)
        fields = entry.fields
        date, pubstate = self.date(entry)
        details = {name: self.text(entry, name).plain for name in fields if name in DETAILS and fields[name]}
        if entry.type in KINDS_OF_WORKS:
            details.setdefault("type", KINDS_OF_WORKS[entry.type])
        title, subtitle = self.text(entry, "title"), self.text(entry, "subtitle")
        if subtitle:
            title = Text(f"{title.plain}: {subtitle.plain}", title.html + ": " + subtitle.html)
        slug = self.slug(entry, title.plain)
        path = self.options.path.format(slug=slug)
        author_field = "author" if fields.get("author") else "editor"
        authors, has_more = self.people_of(entry, author_field)
        details |= self.identifiers(entry)
        image, image_size = self.image(entry)
        return Publication(
            key=entry.key,
            type=TYPE_ALIASES.get(entry.type, entry.type),
            written_type=entry.type,
            slug=slug,
            path=path,
            title=title,
            authors=authors,
            has_more_authors=has_more,
            editors=self.people_of(entry, "editor")[0] if author_field == "author" else (),
            venue=venue(details, date, pubstate),
            date=date,
            pubstate=pubstate,
            details=MappingProxyType(details),
            abstract=self.text(entry, "abstract"),
            award=self.text(entry, "award"),
            note=self.text(entry, "note"),
            links=tuple(self.links(entry, path, details)),
            keywords=tuple(filter(None, re.split(r"\s*[,;]\s*", to_text(fields.get("keywords", ""))))),
            image=image,
            image_alt=self.text(entry, "image_alt").plain,
            image_size=image_size,
            fields=MappingProxyType(inherited),
            source_path=self.source_path,
            line=entry.line,
        )

    def inherit(self, entry: Entry, seen: tuple[str, ...] = ()) -> Entry:
        """Return ``entry`` with the fields that it takes from its xdata and its crossref.

        ``seen`` holds the keys on the way here.
        """
        if known := self.inherited.get(entry.key.lower()):
            return known
        parents = [
            *((key, "xdata") for key in re.split(r"\s*,\s*", entry.fields.get("xdata", "")) if key),
            *((key, "crossref") for key in [entry.fields.get("crossref", "")] if key),
        ]
        if not parents:
            return entry
        fields = dict(entry.fields)
        for key, kind in parents:
            parent = self.entries.get(key.lower())
            if parent is None or parent.key in (*seen, entry.key) or len(seen) > DEEPEST:
                problem = "is no entry of this file" if parent is None else "leads back here, or too far"
                self.report(entry, kind, f'"{key}" {problem}; correct the key')
                continue
            for name, value in self.inherit(parent, (*seen, entry.key)).fields.items():
                if name in NOT_INHERITED:
                    continue
                if kind == "crossref" and TYPE_ALIASES.get(entry.type, entry.type).startswith("in"):
                    # A child's own title is never its parent's.
                    name = TITLES_OF_PARENTS.get(name, name)
                fields.setdefault(name, value)
        fields.pop("crossref", None)
        fields.pop("xdata", None)
        whole = Entry(entry.type, entry.key, fields, entry.line, entry.lines)
        self.inherited[entry.key.lower()] = whole
        return whole

    def text(self, entry: Entry, name: str) -> Text:
        if not (value := entry.fields.get(name)):
            return _NO_TEXT
        text, problems = decode(value)
        for problem in problems:
            self.report(entry, name, problem)
        return text

    def slug(self, entry: Entry, title: str) -> str:
        """Return the last part of the address of the paper's page; report one that is taken."""
        source = title if self.options.slug_source == "title" else entry.key
        slug = names.slugify(entry.fields.get("slug") or source) or names.slugify(entry.key) or "paper"
        slug = slug[:LONGEST_SLUG].rstrip("-")
        first = self.slugs.setdefault(slug, entry)
        if first is not entry:
            message = f'the address "{slug}" is that of {first.key} (line {first.line}); write slug = {{…}}'
            self.report(entry, "slug", message)
        return slug

    def people_of(self, entry: Entry, field: str) -> tuple[tuple[Author, ...], bool]:
        """Return the authors or editors, and whether the list ends with "and others"."""
        written = names.split(entry.fields.get(field, ""))
        has_more = bool(written) and written[-1].lower().rstrip(".") in ("others", "et al")
        written = written[:-1] if has_more else written
        if re.search(r"(^|\band)\s+and\b|\band\s*$", entry.fields.get(field, "")):
            self.report(entry, field, 'has an "and" with no name beside it; remove it')
        said = self.annotations(entry, field, len(written))
        roles, pages, orcids = said.get("", {}), said.get("homepage", {}), said.get("orcid", {})
        people = []
        for item, text in enumerate(written, 1):
            # Files made for other themes put the mark of a role beside the name.
            marks = "".join(_MARK.findall(text))
            name = names.parse(_MARK.sub("", text).strip() or text if marks else text)
            marked = [role for role, mark in self.options.roles.items() if mark in marks and mark]
            if problem := names.problem(text):
                self.report(entry, field, problem)
            url = next(iter(pages.get(item, ())), self.people.get(name, ""))
            if url and not addresses.is_web(url):
                self.report(entry, f"{field}+an:homepage", f"{url!r} is no http(s) address; write it in full")
                url = ""
            is_owner = self.owner.is_named(name)
            if item in orcids and self.options.orcid:
                is_owner = any(orcid.rsplit("/", 1)[-1] == self.options.orcid for orcid in orcids[item])
            all_roles = tuple(dict.fromkeys((*marked, *roles.get(item, ()))))
            people.append(Author(name, is_owner, all_roles, url))
        return tuple(people), has_more

    def annotations(self, entry: Entry, field: str, count: int) -> dict[str, dict[int, list[str]]]:
        """Return what each annotation set ("" is BibLaTeX's default) says of each of ``count`` names."""
        found: dict[str, dict[int, list[str]]] = {}
        for name, value in entry.fields.items():
            base, plus, set_name = name.partition("+an")
            if base != field or not plus:
                continue
            set_name = set_name.removeprefix(":")
            if set_name not in ("", "homepage", "orcid"):
                message = "nobody knows this set of annotations; there are author+an, :homepage and :orcid"
                self.report(entry, name, message, is_error=False)
                continue
            try:
                annotated = annotations.parse(value)
            except annotations.AnnotationError as error:
                self.report(entry, name, str(error))
                continue
            items = found.setdefault(set_name, {})
            for annotation in annotated:
                if not 1 <= annotation.item <= count:
                    message = f"there is no {field} {annotation.item}, only {count}; count from 1"
                    self.report(entry, name, message)
                    continue
                values = list(annotation.values)
                if not set_name:
                    values = [value for value in values if self.is_role(entry, name, value)]
                items.setdefault(annotation.item, []).extend(values)
        return found

    def is_role(self, entry: Entry, field: str, value: str) -> bool:
        """Say whether ``value`` is an annotation that is known; report it if not."""
        if value in self.options.roles:
            return True
        hint = lint.suggest(value, self.options.roles)
        self.report(entry, field, f'"{value}" is no annotation that is known; {hint}')
        return False

    def date(self, entry: Entry) -> tuple[Date, str]:
        """Return the date, and the state of a paper that is not published yet."""
        written, year = entry.fields.get("date", ""), entry.fields.get("year", "")
        state = entry.fields.get("pubstate", "")
        state = (dates.pubstate(state) or to_text(state)) if state else ""
        name, value = ("date", written) if written else ("year", to_text(year))
        try:
            if written:
                return dates.parse_date(written), state
            if year:
                return dates.parse_year_and_month(value, to_text(entry.fields.get("month", ""))), state
        except ValueError as error:
            if said := dates.pubstate(value):
                return Date(), said
            wrong = "month" if name == "year" and str(error) != value else name
            hint = "write 2025, 2025-11 or 2025-11-07" if name == "date" else "write a year, as 2025"
            hint = "write nov or 11" if wrong == "month" else hint
            self.report(entry, wrong, f"{str(error)!r} is no {wrong}; {hint}", is_error=wrong != "month")
            if wrong == "month":
                return dates.parse_year_and_month(value, ""), state
        else:
            if not state:
                self.report(entry, "date", "is missing; add date = {2025} or date = {2025-11}")
        return Date(), state

    def identifiers(self, entry: Entry) -> dict[str, str]:
        """Return the DOI and the arXiv number."""
        found = {}
        if doi := addresses.doi(entry.fields.get("doi", "")):
            if addresses.is_doi(doi):
                found["doi"] = doi
            else:
                self.report(entry, "doi", f"{doi!r} is no DOI; it begins with 10., as in 10.1000/182")
        eprint = addresses.arxiv(entry.fields.get("eprint", ""))
        archive = entry.fields.get("eprinttype", "").lower()
        if addresses.is_arxiv(eprint) and archive in ("", "arxiv"):
            found["arxiv"] = eprint
        elif eprint and archive == "arxiv":
            message = f"{eprint!r} is no arXiv number, as in 2505.16782 or cs/0112017"
            self.report(entry, "eprint", message)
        elif eprint and not archive:
            message = f"{eprint!r} is no arXiv number; say with eprinttype what it is"
            self.report(entry, "eprint", message, is_error=False)
        return found

    def links(self, entry: Entry, path: str, details: Mapping[str, str]) -> list[Link]:
        links = []
        howpublished = addresses.without_escapes(entry.fields.get("howpublished", ""))
        url = addresses.without_escapes(entry.fields.get("url", "")) or (
            howpublished if addresses.is_web(howpublished) else ""
        )
        if url:
            if addresses.is_web(url):
                links.append(Link("link", url))
            else:
                self.report(entry, "url", f"{url!r} is no http(s) address; write it in full")
        elif doi := details.get("doi"):
            links.append(Link("link", addresses.of_doi(doi)))
        elif arxiv := details.get("arxiv"):
            links.append(Link("link", addresses.of_arxiv(arxiv)))
        for name in LINK_FIELDS:
            value = addresses.without_escapes(entry.fields.get(name, ""))
            if not value:
                continue
            if addresses.is_web(value):
                links.append(Link(name, value))
            elif file := self.file(entry, name, value):
                links.append(Link(name, path + quote(Path(file).name), file))
        return links

    def file(self, entry: Entry, name: str, value: str) -> str:
        """Return the path, relative to the content folder, of the file that a field names."""
        content = self.options.content.resolve()
        problem = f"there is no file {value!r} in the content folder"
        if re.match(r"[a-z][a-z0-9+.-]*:", value, re.IGNORECASE) or not re.search(r"\.\w+$", value):
            problem = f"{value!r} is neither an http(s) address nor a file of the content folder"
        else:
            try:
                path = (content / value).resolve()
                if not path.is_relative_to(content):
                    problem = f"{value!r} is outside of the content folder; move it there"
                elif path.is_file():
                    return path.relative_to(content).as_posix()
            except (OSError, ValueError):  # a name that no disk takes
                pass
        self.report(entry, name, problem)
        return ""

    def image(self, entry: Entry) -> tuple[str, tuple[int, int] | None]:
        if not (value := entry.fields.get("image", "")):
            return "", None
        file = self.file(entry, "image", value)
        if not file:
            return "", None
        if not entry.fields.get("image_alt"):
            message = "has no description for those who cannot see it; add image_alt = {…}"
            self.report(entry, "image", message, is_error=False)
        try:
            width, height = map(round, imagesize.get(self.options.content / file))
        except (ValueError, OSError):
            width = height = -1
        return file, (width, height) if width > 0 and height > 0 else None


def venue(details: Mapping[str, str], date: Date, pubstate: str) -> str:
    """Return where it appeared, as "EMNLP 2025 Main"."""
    places = (details[name] for name in VENUE_FIELDS if name in details)
    place = next((place for place in places if not place.startswith(("http://", "https://"))), "")
    # "Proceedings of ACL 2025" has the year in its name.
    year = str(date.year) if date and str(date.year) not in place else ""
    state = f"({pubstate})" if pubstate else ""
    return " ".join(filter(None, (place, year, details.get("eventtitleaddon", ""), state)))


def parse(text: str, options: Options, source_path: str) -> tuple[list[Publication], list[Problem]]:
    """Read the text of a .bib file.

    ``source_path`` is the file, for the publications to name. Returns the publications in the file's
    order, and what is wrong, by line. An entry whose fields have errors is among the publications with
    what could be read of it. Entries that others inherit from, such as @proceedings, are no
    publications. Raises nothing.
    """
    # Nearly all that is made here stays: looking through it again and again finds nothing.
    threshold = gc.get_threshold()
    gc.set_threshold(200_000, 50, 100)
    try:
        return _parse(text, options, source_path)
    finally:
        gc.set_threshold(*threshold)


def _parse(text: str, options: Options, source_path: str) -> tuple[list[Publication], list[Problem]]:
    entries, problems = bibtex.parse(text)
    reader = _Reader(options, entries, source_path)
    parents = {
        key.lower()
        for entry in entries
        for name in ("crossref", "xdata")
        for key in re.split(r"\s*,\s*", entry.fields.get(name, ""))
    }
    publications = [
        reader.publication(entry)
        for entry in entries
        if entry.type not in NO_WORKS and not (entry.type in CONTAINERS and entry.key.lower() in parents)
    ]
    problems += reader.problems
    problems += lint.duplicates(publications)
    authors = [author for paper in publications for author in paper.authors]
    if authors and not any(author.is_owner for author in authors):
        message = f"no entry names {options.owner[0]}; add how the papers print the name to alternateName"
        problems.append(Problem(publications[0].line, "", "author", message, is_error=False))
    return publications, sorted(problems, key=lambda problem: problem.line)
