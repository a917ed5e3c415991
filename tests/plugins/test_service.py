"""Service: what is read from service.toml, and what is said of what cannot be."""

import tomllib
from collections.abc import Callable

import pytest

from service import Activity, Reviewing, Service, Venue, parse
from sites import Site, texts

GOOD = """
[[reviewing]]
role = "Reviewer"
venues = { ICLR = [2026, 2025], "ACL Rolling Review" = [2025] }

[[teaching]]
role = "Teaching Assistant"
course = "COMP 5311: Internet"
term = "Fall 2025"
place = "PolyU"

[[teaching]]
role = "Teaching Assistant"
course = "COMP 1"

[[other]]
role = "Organizer"
what = "Reading <group>"
url = "https://x.org/"
"""


def test_reads() -> None:
    reports: list[tuple[str, str, str]] = []
    service = parse(GOOD, lambda *report: reports.append(report))
    assert reports == []
    assert service == Service(
        reviewing=(
            Reviewing("Reviewer", (Venue("ICLR", (2025, 2026)), Venue("ACL Rolling Review", (2025,)))),
        ),
        teaching=(
            Activity("Teaching Assistant", "COMP 5311: Internet", "Fall 2025", "PolyU"),
            Activity("Teaching Assistant", "COMP 1"),
        ),
        other=(Activity("Organizer", "Reading <group>", url="https://x.org/"),),
    )


PROBLEMS = {
    "unknown table": ("[[reviewin]]", "reviewin", "", 'did you mean "reviewing"?'),
    "a table for a list": ("[teaching]\nrole = 'TA'", "teaching", "", "[[teaching]]"),
    "a word for a list": ("teaching = 'TA'", "teaching", "", "[[teaching]]"),
    "missing key": ("[[teaching]]\nrole = 'TA'", "teaching[0]", "course", "is missing"),
    "unknown key": (
        "[[teaching]]\nrole = 'TA'\ncourse = 'C'\nplac = 'P'",
        "teaching[0]",
        "plac",
        'did you mean "place"?',
    ),
    "number for text": (
        "[[other]]\nrole = 1\nwhat = 'W'",
        "other[0]",
        "role",
        "must be text in quotes, not 1",
    ),
    "empty text": ("[[other]]\nrole = ' '\nwhat = 'W'", "other[0]", "role", "must be text"),
    "address": (
        "[[other]]\nrole = 'R'\nwhat = 'W'\nurl = 'javascript:alert(1)'",
        "other[0]",
        "url",
        "is no http(s) address",
    ),
    "venues as text": (
        "[[reviewing]]\nrole = 'R'\nvenues = 'ICLR'",
        "reviewing[0]",
        "venues",
        "[2025, 2026]",
    ),
    "one year": ("[[reviewing]]\nrole = 'R'\nvenues = { A = 2025 }", "reviewing[0]", "venues.A", "not 2025"),
    "year as text": (
        "[[reviewing]]\nrole = 'R'\nvenues = { A = ['2025'] }",
        "reviewing[0]",
        "venues.A",
        "list of years",
    ),
    "truth for a year": (
        "[[reviewing]]\nrole = 'R'\nvenues = { A = [true] }",
        "reviewing[0]",
        "venues.A",
        "years",
    ),
}


@pytest.mark.parametrize(("text", "table", "key", "words"), PROBLEMS.values(), ids=PROBLEMS)
def test_reports(text: str, table: str, key: str, words: str) -> None:
    reports: list[tuple[str, str, str]] = []
    service = parse(text, lambda *report: reports.append(report))
    assert not service
    assert [report[:2] for report in reports] == [(table, key)]
    assert words in reports[0][2]


def test_what_is_good_is_read_beside_what_is_not() -> None:
    service = parse(f"{GOOD}\n[[other]]\nrole = 'R'", lambda *_: None)
    assert len(service.other) == 1


def test_raises_for_what_is_no_toml() -> None:
    with pytest.raises(tomllib.TOMLDecodeError):
        parse("[[reviewing", lambda *_: None)


MakeSite = Callable[..., Site]


def test_on_the_home_page(make_site: MakeSite) -> None:
    site = make_site({"service.toml": GOOD})
    service = site.page("").select("section:has(#service) :is(dt, dd)")
    assert texts(service) == [
        "Reviewer:",
        "ICLR 2025, 2026, ACL Rolling Review 2025",
        "Teaching Assistant:",
        "COMP 5311: Internet, Fall 2025, PolyU",
        "COMP 1",
        "Organizer:",
        "Reading <group>",
    ]


@pytest.mark.parametrize("files", [{}, {"service.toml": ""}, {"service.toml": "# nothing yet"}])
def test_without_service_the_section_vanishes(make_site: MakeSite, files: dict[str, str]) -> None:
    site = make_site(files)
    assert (site.status, site.report) == (0, [])
    assert site.page("").select("#service") == []


BROKEN = {
    "no TOML": ("a = 1\n[[reviewing\n", "content/service.toml:2: is no TOML"),
    "no end": ('a = """', "content/service.toml:1: is no TOML"),
    "wrong key": ("[[other]]\nrole = 'R'", "content/service.toml:1: other[0]: what: is missing"),
    "key of the second table": (
        "[[other]]\nrole = 'R'\nwhat = 'W'\n\n[[other]]\nrole = 'R'\nwhta = 'W'\nwhat = 'X'",
        "content/service.toml:7: other[1]: whta: nobody knows this key",
    ),
    "venue": (
        "[[reviewing]]\nrole = 'R'\n[reviewing.venues]\nACL = [2025]\nICLR = 2025",
        "content/service.toml:5: reviewing[0]: venues.ICLR: must be a list of years",
    ),
    "not UTF-8": (b"a = 1\n# caf\xe9", "content/service.toml:2: byte 0xe9 is not UTF-8"),
}


@pytest.mark.parametrize(("toml", "report"), BROKEN.values(), ids=BROKEN)
def test_broken_file_stops_the_build(make_site: MakeSite, toml: str | bytes, report: str) -> None:
    site = make_site({"service.toml": toml})
    assert site.status == 1
    assert [line.startswith(f"error: {report}") for line in site.report] == [True]
