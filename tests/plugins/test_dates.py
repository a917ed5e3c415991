"""Dates of papers in all their spellings."""

import pytest

from publications.dates import Date, parse_date, parse_year_and_month, pubstate

DATES = {
    "2025": Date(2025),
    "2025-11": Date(2025, 11),
    "2025-11-07": Date(2025, 11, 7),
    "2025-11-07T10:00:00Z": Date(2025, 11, 7),
    "2025-11/2026-02": Date(2025, 11),
    "2025/": Date(2025),
    "2025~": Date(2025),
    "2025-21": Date(2025),
    " 2025 ": Date(2025),
}


@pytest.mark.parametrize(("text", "date"), DATES.items())
def test_date(text: str, date: Date) -> None:
    assert parse_date(text) == date


@pytest.mark.parametrize("text", ["", "soon", "2025-13", "2025-02-30", "25", "November 2025", "2025-1"])
def test_no_date(text: str) -> None:
    with pytest.raises(ValueError, match=r"^"):
        parse_date(text)


YEARS = {
    ("2025", ""): Date(2025),
    ("2025", "November"): Date(2025, 11),
    ("2025", "nov"): Date(2025, 11),
    ("2025", "Nov."): Date(2025, 11),
    ("2025", "11"): Date(2025, 11),
    ("2025", "7 November"): Date(2025, 11),
    ("2025", "October--November"): Date(2025, 10),
    ("c. 2025", ""): Date(2025),
    ("2025a", "June"): Date(2025, 6),
    ("2025", "Winter"): Date(2025),
}


@pytest.mark.parametrize(("written", "date"), YEARS.items())
def test_year_and_month(written: tuple[str, str], date: Date) -> None:
    assert parse_year_and_month(*written) == date


@pytest.mark.parametrize(
    "written", [("", ""), ("soon", ""), ("20255", ""), ("2025", "Smarch"), ("2025", "13")]
)
def test_no_year_or_month(written: tuple[str, str]) -> None:
    with pytest.raises(ValueError, match=r"^"):
        parse_year_and_month(*written)


@pytest.mark.parametrize(
    ("text", "state"),
    [("to appear", "to appear"), ("In Press", "in press"), ("forthcoming", "to appear"), ("2025", "")],
)
def test_pubstate(text: str, state: str) -> None:
    assert pubstate(text) == state


def test_as_text() -> None:
    assert [str(date) for date in (Date(), Date(2025), Date(2025, 1), Date(2025, 1, 2))] == [
        "",
        "2025",
        "2025-01",
        "2025-01-02",
    ]
