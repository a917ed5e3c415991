"""Dates of papers: BibLaTeX's ``date``, and BibTeX's ``year`` and ``month`` in all their spellings."""

import re
from dataclasses import dataclass
from datetime import date
from typing import Final

MONTHS: Final = "jan feb mar apr may jun jul aug sep oct nov dec".split()
SEASONS: Final = ("spr", "sum", "aut", "fal", "win")

# What stands where a date should, and what it is called in BibLaTeX's field pubstate.
PUBSTATES: Final = {
    "toappear": "to appear",
    "forthcoming": "to appear",
    "inpress": "in press",
    "press": "in press",
    "accepted": "accepted",
    "submitted": "submitted",
    "underreview": "under review",
    "inpreparation": "in preparation",
    "inprep": "in preparation",
    "prepublished": "prepublished",
}
_ISO: Final = re.compile(r"(?P<year>\d{4})(?:-(?P<month>\d\d)(?:-(?P<day>\d\d))?)?[?~%]?(?:T.*)?")


@dataclass(frozen=True, slots=True)
class Date:
    """A date as precise as it is known; 0 is what is not known. No year, no date."""

    year: int = 0
    month: int = 0
    day: int = 0

    def __bool__(self) -> bool:
        return bool(self.year)

    def __str__(self) -> str:
        """Return the date in ISO 8601, "2025-11", or nothing."""
        parts = [f"{self.year:04}"] if self.year else []
        parts += [f"{part:02}" for part in (self.month, self.day) if part]
        return "-".join(parts)


def pubstate(text: str) -> str:
    """Return BibLaTeX's word for "to appear" and the like, or nothing if ``text`` says no such thing."""
    return PUBSTATES.get(re.sub(r"[\W_]", "", text.casefold()), "")


def parse_date(text: str) -> Date:
    """Read BibLaTeX's ``date`` (ISO 8601-2, its seasons included); of a range the beginning counts.

    Raises ``ValueError`` for what is no date.
    """
    found = _ISO.fullmatch(text.split("/")[0].strip())
    if not found:
        raise ValueError(text)
    year, month, day = (int(found[part] or 0) for part in ("year", "month", "day"))
    if 21 <= month <= 24 and not day:  # spring to winter
        return Date(year)
    if found["month"]:
        try:
            date(year, month, day or 1)  # there is no month 13 and no February 30
        except ValueError:
            raise ValueError(text) from None
    return Date(year, month, day)


def parse_year_and_month(year: str, month: str) -> Date:
    """Read BibTeX's ``year`` ("2025", "c. 2025") and ``month`` ("November", "nov", "11", "7 nov.").

    Raises ``ValueError`` for a year that is none, and for a month that is none.
    """
    found = re.search(r"(?<!\d)\d{4}(?!\d)", year)
    if not found:
        raise ValueError(year)
    number = 0
    if month.strip():
        name = next((word.lower()[:3] for word in re.findall(r"[^\W\d_]{3,}", month)), "")
        digits = re.search(r"\d+", month)
        if name in MONTHS:
            number = MONTHS.index(name) + 1
        elif name in SEASONS:
            number = 0
        elif found_iso := re.fullmatch(r"\d{4}-(0[1-9]|1[0-2])", month.strip()):
            number = int(found_iso[1])
        elif digits and not re.search(r"[^\W\d_]", month) and 1 <= int(digits[0]) <= 12:
            number = int(digits[0])
        else:
            raise ValueError(month)
    return Date(int(found[0]), number)
