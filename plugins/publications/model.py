"""What a paper is: frozen facts, which the parser makes and the templates show."""

from collections.abc import Mapping
from dataclasses import dataclass

from . import addresses
from .dates import Date
from .latex import Text


@dataclass(frozen=True, slots=True)
class Problem:
    """Something wrong in a .bib file.

    ``line`` counts from 1; ``key`` is the entry's, ``field`` the field's name, either may be empty.
    An error must not be published; a warning tells of an entry that shows less than it could.
    """

    line: int
    key: str
    field: str
    message: str
    is_error: bool = True


@dataclass(frozen=True, slots=True)
class Name:
    """A person's name in BibTeX's four parts, as Unicode text. An organisation has a family alone."""

    family: str
    given: str = ""
    prefix: str = ""
    suffix: str = ""

    def __str__(self) -> str:
        return " ".join(filter(None, (self.given, self.prefix, self.family, self.suffix)))


@dataclass(frozen=True, slots=True)
class Author:
    """An author of one paper: the name, whether it is the site's owner, the roles in the paper, a page.

    ``roles`` are the words of the ``author+an`` annotation, as "equal" or "corresponding".
    """

    name: Name
    is_owner: bool = False
    roles: tuple[str, ...] = ()
    url: str = ""


@dataclass(frozen=True, slots=True)
class Link:
    """A link of a paper; the label is one word, as "link" or "code".

    ``file`` is the file's path in the content folder if the link leads to a file of this site; ``url``
    is then relative to the site's root.
    """

    label: str
    url: str
    file: str = ""


@dataclass(frozen=True, slots=True)
class Publication:
    """A paper. Empty text is a fact that is not known.

    ``type`` is BibLaTeX's, ``written_type`` the entry's own ("phdthesis"). ``details`` holds further
    fields by BibLaTeX's names, as Unicode text: journaltitle, booktitle, volume, number, pages, … and
    "doi" and "arxiv" without prefixes. ``fields`` are the entry's own, as written, inherited ones
    included. ``image`` is a file in the content folder, and ``image_size`` its width and height in
    pixels. ``path`` is the paper's page, relative to the site's root; ``source_path`` is the .bib file,
    ``line`` the entry's first.
    """

    key: str
    type: str
    written_type: str
    slug: str
    path: str
    title: Text
    authors: tuple[Author, ...]
    has_more_authors: bool
    editors: tuple[Author, ...]
    venue: str
    date: Date
    pubstate: str
    details: Mapping[str, str]
    abstract: Text
    award: Text
    note: Text
    links: tuple[Link, ...]
    keywords: tuple[str, ...]
    image: str
    image_alt: str
    image_size: tuple[int, int] | None
    fields: Mapping[str, str]
    source_path: str
    line: int

    @property
    def roles(self) -> frozenset[str]:
        """The roles that any author has in this paper."""
        return frozenset(role for author in self.authors for role in author.roles)

    @property
    def is_selected(self) -> bool:
        """Whether the entry has the keyword "selected"."""
        return "selected" in self.keywords

    @property
    def pdf(self) -> Link | None:
        """The PDF on this site, if there is one."""
        return next((link for link in self.links if link.label == "pdf" and link.file), None)

    @property
    def identifiers(self) -> tuple[tuple[str, str, str], ...]:
        """The DOI and the arXiv number, each with its name and its address.

        The arXiv number is left out where a link of the paper leads there already.
        """
        found = []
        if doi := self.details.get("doi"):
            found.append(("DOI", doi, addresses.of_doi(doi)))
        if arxiv := self.details.get("arxiv"):
            url = addresses.of_arxiv(arxiv)
            if not {url, url.replace("/abs/", "/pdf/")} & {link.url for link in self.links}:
                found.append(("arXiv", arxiv, url))
        return tuple(found)

    @property
    def addresses(self) -> tuple[str, ...]:
        """Where else the paper is: its DOI, its arXiv page, its main link."""
        doi, arxiv = self.details.get("doi"), self.details.get("arxiv")
        known = (addresses.of_doi(doi) if doi else "", addresses.of_arxiv(arxiv) if arxiv else "")
        main = [link.url for link in self.links if link.label == "link"]
        return tuple(dict.fromkeys(filter(None, (*known, *main))))

    @property
    def kind(self) -> str:
        """What it is to a reader: "paper", "preprint", "book", "thesis" or "other"."""
        if self.type in ("article", "inproceedings", "incollection", "inbook", "inreference"):
            return "paper"
        if self.type in ("misc", "online", "unpublished") and not self.details.get("eventtitle"):
            return "preprint"
        if self.type in ("book", "mvbook", "collection", "proceedings", "booklet"):
            return "book"
        return "thesis" if self.type == "thesis" else "other"
