"""What can be said of an entry before anything is made of it: fields that lack, fields nobody knows."""

import re
from collections.abc import Iterable, Iterator
from difflib import get_close_matches
from functools import cache

from .bibtex import Entry
from .fields import FIELD_ALIASES, KNOWN_FIELDS, OTHER_TYPES, REQUIRED, TYPE_ALIASES
from .model import Problem, Publication

_PART_OF_DATE = re.compile(r"(url|event|orig)?(end)?(year|month|day|date)")
# JabRef's OPT, and the prefixes of reference managers.
_IGNORED = re.compile(r"(opt|bdsk-|mendeley-|citeulike-|date-|__).*")


@cache
def _similar_field(name: str) -> str:
    close = get_close_matches(name, KNOWN_FIELDS, 1)
    return f'did you mean "{close[0]}"?' if close else "nothing is made of it"


def suggest(word: str, known: Iterable[str]) -> str:
    """Return a hint at which of the ``known`` words was meant."""
    close = get_close_matches(word, known, 1)
    return f'did you mean "{close[0]}"?' if close else f"there are {', '.join(known)}"


def entry(entry: Entry) -> Iterator[tuple[str, str, bool]]:
    """Yield a field, what is wrong with it, and whether that is an error, for all that is wrong.

    Without a title or an author there is nothing to show: an error. All else is a warning. Dates are
    looked at where they are read.
    """
    kind = TYPE_ALIASES.get(entry.type, entry.type)
    fields = {FIELD_ALIASES.get(name, name) for name, value in entry.fields.items() if value}
    if kind not in REQUIRED and kind not in OTHER_TYPES:
        close = get_close_matches(kind, [*REQUIRED, *TYPE_ALIASES], 1)
        hint = f'did you mean "{close[0]}"?' if close else "it is treated as @misc"
        yield "", f"nobody knows the entry type @{kind}; {hint}", False
    for needed in ("title", *REQUIRED.get(kind, REQUIRED["misc"])):
        alternatives = needed.split("|")
        if fields.isdisjoint(alternatives):
            name = alternatives[0]
            is_person = name in ("author", "editor")
            is_error = name == "title" or (is_person and fields.isdisjoint(("organization", "institution")))
            example = "{Last, First and Last, First}" if is_person else "{…}"
            yield name, f"is missing in this @{entry.type}; add {name} = {example}", is_error
    for name in entry.fields:
        base = name.partition("+an")[0]
        if base not in KNOWN_FIELDS and not _PART_OF_DATE.fullmatch(base) and not _IGNORED.fullmatch(base):
            yield name, f"nobody knows this field; {_similar_field(base)}", False


def duplicates(publications: Iterable[Publication]) -> Iterator[Problem]:
    """Yield a warning for every paper whose DOI or title another one has."""
    first: dict[tuple[str, str], Publication] = {}
    for paper in publications:
        title = re.sub(r"[\W_]+", "", paper.title.plain.casefold())
        for name, value in (("doi", paper.details.get("doi", "").casefold()), ("title", title)):
            other = first.setdefault((name, value), paper) if value else paper
            if other is not paper:
                message = f"{other.key} (line {other.line}) has the same {name}; is it the same paper?"
                yield Problem(paper.line, paper.key, name, message, is_error=False)
                break
