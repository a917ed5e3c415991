"""Names of people: from BibTeX's author lists to ``Name``, and which of them is the owner's."""

import re
import unicodedata
from collections.abc import Iterable
from functools import cache

import pybtex.errors
from pybtex.bibtex.utils import split_name_list
from pybtex.database import Person

from .latex import to_text
from .model import Name

# DBLP numbers people of one name: "Kaiming He 0001".
_HOMONYM = re.compile(r"\s+0\d{3}(?=\s*(,|$))")


def split(field: str) -> list[str]:
    """Split the value of an ``author`` or ``editor`` field at its "and"s, those in braces excepted."""
    return [name for name in (name.strip() for name in split_name_list(field)) if name]


def slugify(text: str) -> str:
    """Return ``text`` as a part of an address: small letters and digits of any script, and hyphens."""
    plain = unicodedata.normalize("NFKD", to_text(text)).casefold()
    plain = "".join(letter for letter in plain if not unicodedata.combining(letter))
    return re.sub(r"[\W_]+", "-", unicodedata.normalize("NFC", plain)).strip("-")


def _is_in_braces(written: str) -> bool:
    """Say whether one pair of braces holds all of ``written``, with more than one word in it."""
    depth = 0
    for position, letter in enumerate(written):
        depth += {"{": 1, "}": -1}.get(letter, 0)
        if depth == 0:
            return 0 < position == len(written) - 1
    return False


@cache
def problem(written: str) -> str:
    """Return what is wrong with a name as it is written, or nothing."""
    if not parse(written).family:
        return f"{written!r} is an empty name; remove it"
    suffixes = {"jr", "jr.", "sr", "sr.", "ii", "iii", "iv", "v", "esq", "esq."}
    parts = [part.strip() for part in re.sub(r"\{[^{}]*\}", "", written).split(",")]
    if (
        ";" in written
        or len(parts) > 3
        or (len(parts) == 3 and parts[1].lower() not in suffixes and parts[1])
    ):
        return f'{written!r} looks like several people; put "and" between them'
    return ""


@cache
def parse(written: str) -> Name:
    """Read one name in any of BibTeX's orders: "First von Last", "von Last, Jr, First".

    BibLaTeX's extended format, "family=Last, given=First", is understood too.

    A name in braces is an organisation's and stays whole. Names with more than two commas keep what
    stands behind the second as the given name.
    """
    written = _HOMONYM.sub("", written)
    if _is_in_braces(written):
        return Name(to_text(written))
    if parts := dict(re.findall(r"(family|given|prefix|suffix)\s*=\s*\"?([^,\"=]+)\"?", written)):
        return Name(**{"family": "", **{part: to_text(text.strip()) for part, text in parts.items()}})
    with pybtex.errors.capture():
        person = Person(written)
    return Name(
        family=to_text(" ".join(person.last_names)),
        given=to_text(" ".join(person.bibtex_first_names)),
        prefix=to_text(" ".join(person.prelast_names)),
        suffix=to_text(" ".join(person.lineage_names)),
    )


def _fold(text: str) -> str:
    """Return ``text`` without what spellings of one name differ in: case, hyphens, dots, spaces."""
    return re.sub(r"[\W_]+", "", unicodedata.normalize("NFKC", text)).casefold()


def _initials(given: str) -> list[str]:
    words = re.split(r"[\s.\-‐‑]+", unicodedata.normalize("NFKC", given).casefold())
    return [word[0] for word in words if word]


def _is_abbreviated(given: str) -> bool:
    return all(len(word) == 1 for word in re.split(r"[\s.\-‐‑]+", given) if word)


def is_same(name: Name, known: Name) -> bool:
    """Say whether ``name``, as a paper prints it, is the person ``known``, whose name is written out.

    Given names may be shortened to initials, some of which may be missing: "A. Zhao" and "Zhao, A."
    are Anhao Zhao.
    """
    if _fold(f"{name.prefix} {name.family}") != _fold(f"{known.prefix} {known.family}"):
        return False
    if _fold(name.given) == _fold(known.given):
        return True
    if not name.given or not known.given or not _is_abbreviated(name.given):
        return False
    mine, theirs = _initials(name.given), _initials(known.given)
    return mine == theirs[: len(mine)]


class Owner:
    """The person whose site it is, to be found among authors by name and aliases."""

    def __init__(self, names: Iterable[str]) -> None:
        """Take the names in any order that BibTeX knows; the first is the person's own."""
        self.names = [parse(name) for name in names if name.strip()]
        self._answers: dict[Name, bool] = {}

    def is_named(self, name: Name) -> bool:
        """Say whether ``name`` is one of the owner's."""
        if name not in self._answers:
            self._answers[name] = any(is_same(name, known) for known in self.names)
        return self._answers[name]
