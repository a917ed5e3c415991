"""Service: reviewing, teaching and other roles, from ``content/service.toml``.

The file holds three lists of tables, each may be left out::

    [[reviewing]]
    role = "Reviewer"                # what one was
    venues = { ICLR = [2025, 2026] } # for whom, and in which years

    [[teaching]]
    role = "Teaching Assistant"
    course = "COMP 5311: Internet Infrastructure and Protocols"
    term = "Fall 2025"               # optional
    place = "PolyU"                  # optional

    [[other]]
    role = "Organizer"
    what = "Reading group on efficient LLMs"
    term = "2025"                    # optional
    place = "PolyU"                  # optional
    url = "https://…"                # optional

Templates find the lists as ``service.reviewing``, ``service.teaching`` and ``service.other``, in the
order of the file; where there is nothing to show, ``service`` is false.
"""

import logging
import re
import tomllib
from collections.abc import Callable
from dataclasses import dataclass, field
from difflib import get_close_matches
from pathlib import Path
from typing import Any, Final

from pelican import Pelican, signals
from pelican.generators import Generator

logger = logging.getLogger(__name__)

Report = Callable[[str, str, str], None]
"""Takes the table ("reviewing[0]"), the key ("venues") and what is wrong, with what to do."""


@dataclass(frozen=True, slots=True)
class Venue:
    """A journal or conference that one reviewed for, and the years, ascending."""

    name: str
    years: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Reviewing:
    """A role at venues."""

    role: str
    venues: tuple[Venue, ...]


@dataclass(frozen=True, slots=True)
class Activity:
    """A role in something: a course that was taught, or anything else (``what``)."""

    role: str
    what: str
    term: str = ""
    place: str = ""
    url: str = ""


@dataclass(frozen=True, slots=True)
class Service:
    """All of the service, in the order of the file."""

    reviewing: tuple[Reviewing, ...] = field(default=())
    teaching: tuple[Activity, ...] = field(default=())
    other: tuple[Activity, ...] = field(default=())

    def __bool__(self) -> bool:
        return bool(self.reviewing or self.teaching or self.other)


# The keys of each list's tables: the ones that are needed, and the ones that may be left out.
KEYS: Final[dict[str, tuple[tuple[str, ...], tuple[str, ...]]]] = {
    "reviewing": (("role", "venues"), ()),
    "teaching": (("role", "course"), ("term", "place", "url")),
    "other": (("role", "what"), ("term", "place", "url")),
}


def parse(text: str, report: Report) -> Service:
    """Read the text of a ``service.toml``.

    What is wrong goes to ``report``, and the table that it is in is left out of the result. Raises
    ``tomllib.TOMLDecodeError`` where the text is not TOML.
    """
    data = tomllib.loads(text)
    tables: dict[str, list[dict[str, Any]]] = {name: [] for name in KEYS}
    for name, value in data.items():
        if name not in KEYS:
            report(name, "", f"nobody knows this table; {_suggest(name, KEYS)}")
        elif not isinstance(value, list) or not all(isinstance(table, dict) for table in value):
            report(name, "", f"must be a list of tables; begin each with [[{name}]]")
        else:
            tables[name] = [
                table
                for number, table in enumerate(value)
                if _is_complete(name, f"{name}[{number}]", table, report)
            ]
    return Service(
        reviewing=tuple(
            Reviewing(
                table["role"],
                tuple(Venue(name, tuple(sorted(years))) for name, years in table["venues"].items()),
            )
            for table in tables["reviewing"]
        ),
        teaching=tuple(_activity(table, "course") for table in tables["teaching"]),
        other=tuple(_activity(table, "what") for table in tables["other"]),
    )


def _activity(table: dict[str, Any], what: str) -> Activity:
    rest = {key: table[key] for key in ("term", "place", "url") if key in table}
    return Activity(table["role"], table[what], **rest)


def _suggest(word: str, known: Any) -> str:
    close = get_close_matches(word, known, 1)
    return f'did you mean "{close[0]}"?' if close else f"use one of {', '.join(known)}"


def _is_complete(name: str, where: str, table: dict[str, Any], report: Report) -> bool:
    """Report all that is wrong with one table; say whether nothing is."""
    needed, optional = KEYS[name]
    problems = [(key, "is missing; add it") for key in needed if key not in table]
    for key, value in table.items():
        if key not in needed + optional:
            problems.append((key, f"nobody knows this key; {_suggest(key, needed + optional)}"))
        elif key == "venues":
            problems += _venue_problems(value)
        elif not isinstance(value, str) or not value.strip():
            problems.append((key, f"must be text in quotes, not {value!r}"))
        elif key == "url" and not re.match(r"https?://[^\s/]+", value):
            problems.append((key, f"{value!r} is no http(s) address; write it in full"))
    for key, problem in problems:
        report(where, key, problem)
    return not problems


def _venue_problems(venues: object) -> list[tuple[str, str]]:
    if not isinstance(venues, dict) or not venues:
        return [("venues", "must name venues and years, as in { ICLR = [2025, 2026] }")]
    return [
        (f"venues.{venue}", f"must be a list of years, as in [2025, 2026], not {years!r}")
        for venue, years in venues.items()
        if not isinstance(years, list)
        # In Python, and not in TOML, true is a number.
        or not all(type(year) is int and 1900 <= year <= 2999 for year in years)
    ]


def line_of(table: str, key: str, text: str) -> int:
    """Return the line (from 1) of ``text`` on which ``key`` of ``table``, as "other[1]", stands.

    If the table has no such key it is the table's line, and 1 if that cannot be told.
    """
    name, _, number = table.rstrip("]").partition("[")
    heads = list(re.finditer(rf"^[ \t]*\[+[ \t]*{re.escape(name)}[ \t]*\]+", text, re.MULTILINE))
    if len(heads) <= int(number or 0):
        found = re.search(rf"^[ \t]*{re.escape(name)}\b", text, re.MULTILINE)
        return text.count("\n", 0, found.start()) + 1 if found else 1
    head = heads[int(number or 0)]
    key = re.escape(key.rpartition(".")[2] or "role")
    found = re.compile(rf"(?<![\w-])[\"']?{key}[\"']?[ \t]*=").search(text, head.end())
    return text.count("\n", 0, found.start() if found else head.start()) + 1


class ServiceGenerator(Generator):  # type: ignore[misc]
    """Puts ``service`` into the context."""

    def generate_context(self) -> None:
        """Read the file that ``SERVICE_PATH`` names; without it there is no service to show."""
        path = Path(self.path) / self.settings.get("SERVICE_PATH", "service.toml")
        self.context["service"] = Service()
        if not path.exists():
            return

        def report(table: str, key: str, problem: str) -> None:
            what = ": ".join(filter(None, (table, key)))
            logger.error("%s:%s: %s: %s", path, line_of(table, key, text), what, problem)

        try:
            text = path.read_bytes().decode("utf-8-sig")
            self.context["service"] = parse(text, report)
        except tomllib.TOMLDecodeError as error:
            line = re.search(r"at line (\d+)", str(error))
            where = line[1] if line else len(text.splitlines())
            logger.error("%s:%s: is no TOML: %s", path, where, error)
        except UnicodeDecodeError as error:
            line_number = error.object[: error.start].count(b"\n") + 1
            byte = error.object[error.start]
            logger.error("%s:%s: byte %#04x is not UTF-8; save the file as UTF-8", path, line_number, byte)


def get_generators(pelican: Pelican) -> type[Generator]:
    """Return our generator, as Pelican asks."""
    return ServiceGenerator


def register() -> None:
    """Connect the plugin to Pelican."""
    signals.get_generators.connect(get_generators)
