"""What a paper is: frozen facts, which the parser makes and the templates show."""

from dataclasses import dataclass


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
    """An author of one paper: the name, whether it is the site's owner, and the roles in the paper.

    ``roles`` are the words of the ``author+an`` annotation, as "equal" or "corresponding".
    """

    name: Name
    is_owner: bool = False
    roles: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Link:
    """A link of a paper; the label is one word, as "link" or "code"."""

    label: str
    url: str


@dataclass(frozen=True, slots=True)
class Publication:
    """A paper. All text is Unicode without LaTeX; an empty string is a fact that is not known.

    ``year`` is 0 where there is none. ``source_path`` is the .bib file, ``line`` the entry's first.
    """

    key: str
    type: str
    title: str
    authors: tuple[Author, ...]
    venue: str
    year: int
    links: tuple[Link, ...]
    source_path: str
    line: int

    @property
    def roles(self) -> frozenset[str]:
        """The roles that any author has in this paper."""
        return frozenset(role for author in self.authors for role in author.roles)
