"""BibLaTeX's data annotations: ``author+an = {1=equal; 2=equal; 8=corresponding}``.

The grammar is that of the biblatex manual, section "Data Annotations": specifications split by
semicolons, each ``[item[:part]]=annotation[, annotation …]``. Items count from 1; without an item the
annotation is for the whole field. Quoted annotations are literals, which may hold any character.
"""

import re
from dataclasses import dataclass
from functools import cache
from typing import Final

# Runs of what is no separator, or a literal in double quotes.
_ATOM: Final = r'(?:[^;,="]|"(?:[^"\\]|\\.)*")*'
_SPECIFICATION: Final = re.compile(
    rf"\s*(?:(?P<item>\d{{1,6}})\s*(?::\s*(?P<part>\w+)\s*)?)?=(?P<values>{_ATOM}(?:,{_ATOM})*)"
)
_REST: Final = re.compile(r"\s*(\S?)")
_LITERAL: Final = re.compile(r'"((?:[^"\\]|\\.)*)"')


class AnnotationError(ValueError):
    """An annotation that is none; its text says what is wrong."""


@dataclass(frozen=True, slots=True)
class Annotation:
    """What is said of an item (from 1; 0 for the whole field) or of one part of its name."""

    item: int
    part: str
    values: tuple[str, ...]


@cache
def parse(text: str) -> tuple[Annotation, ...]:
    """Read the value of a ``…+an`` field. Raises ``AnnotationError`` if it does not follow the grammar."""
    annotations = []
    position = 0
    while text[position : position + 1]:
        if not (rest := _REST.match(text, position)) or not rest[1]:
            break
        found = _SPECIFICATION.match(text, position)
        if not found or text[found.end() : found.end() + 1] not in ("", ";"):
            raise AnnotationError(
                f"cannot read {text[position : position + 40].strip()!r}; write it as in 1=equal; 2=equal"
            )
        position = found.end() + 1
        values = tuple(
            literal[1] if (literal := _LITERAL.fullmatch(value)) else value
            for value in (value.strip() for value in re.findall(rf"(?:^|,)({_ATOM})", found["values"]))
        )
        if not all(values):
            raise AnnotationError(f"{found[0].strip()!r} names no annotation; write 1=equal")
        annotations.append(Annotation(int(found["item"] or 0), found["part"] or "", values))
    return tuple(annotations)
