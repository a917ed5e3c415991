"""Papers: from entries to objects, and from a file to pages."""

from collections.abc import Callable
from typing import Any

import pytest

from publications.model import Link
from publications.parser import parse
from sites import Site, texts

ROLES = ("equal", "corresponding")
BASE = {"author": "Zhao, Anhao and Lim, Andrew", "title": "T", "date": "2025"}


def entry(kind: str = "misc", key: str = "a", **fields: str) -> str:
    """Write an entry, a field on each line from the second; without the fields that are None."""
    lines = [f"  {name.replace('_an', '+an')} = {{{value}}}," for name, value in fields.items()]
    return "\n".join([f"@{kind}{{{key},", *lines, "}", ""])


def read(text: str) -> Any:
    return parse(text, ["Anhao Zhao"], ROLES, "content/publications.bib")


VENUES = {
    "conference": ({"eventtitle": "EMNLP", "eventtitleaddon": "Main"}, "EMNLP 2025 Main"),
    "event before book": ({"eventtitle": "ICML", "booktitle": "Proceedings of …"}, "ICML 2025"),
    "journal": ({"journaltitle": "Knowledge-Based Systems"}, "Knowledge-Based Systems 2025"),
    "BibTeX's journal": ({"journal": "Nature \\& Science"}, "Nature & Science 2025"),
    "short journal": ({"journaltitle": "Long Name", "shortjournal": "LN"}, "LN 2025"),
    "book with its year": ({"booktitle": "Proceedings of ACL 2025"}, "Proceedings of ACL 2025"),
    "thesis": ({"school": "PolyU"}, "PolyU 2025"),
    "archive": ({"eprinttype": "arXiv", "eprint": "2505.16782"}, "arXiv 2025"),
    "as published": ({"howpublished": "Arxiv"}, "Arxiv 2025"),
    "nothing but the year": ({}, "2025"),
}


@pytest.mark.parametrize(("fields", "venue"), VENUES.values(), ids=VENUES)
def test_venue(fields: dict[str, str], venue: str) -> None:
    (publication,), problems = read(entry(**BASE, **fields))
    assert (publication.venue, problems) == (venue, [])


LINKS = {
    "url": ({"url": "https://x.org/a_b%20c"}, [Link("link", "https://x.org/a_b%20c")]),
    "doi": ({"doi": "10.1000/a_(b)"}, [Link("link", "https://doi.org/10.1000/a_(b)")]),
    "doi as an address": (
        {"doi": "https://doi.org/10.1000/x"},
        [Link("link", "https://doi.org/10.1000/x")],
    ),
    "arXiv": ({"eprint": "2505.16782"}, [Link("link", "https://arxiv.org/abs/2505.16782")]),
    "another archive": ({"eprint": "5.1", "eprinttype": "hal"}, []),
    "url before doi": ({"doi": "10.1/x", "url": "https://x.org"}, [Link("link", "https://x.org")]),
    "code": ({"code": "https://x.org/c"}, [Link("code", "https://x.org/c")]),
}


@pytest.mark.parametrize(("fields", "links"), LINKS.values(), ids=LINKS)
def test_links(fields: dict[str, str], links: list[Link]) -> None:
    (publication,), problems = read(entry(**BASE, **fields))
    assert (list(publication.links), problems) == (links, [])


def test_authors() -> None:
    text = entry(
        **{**BASE, "author": "Chen, Xinghao and Zhao, A. and Shen, Xiaoyu"},
        author_an="1=equal; 2=equal; 3=corresponding",
    )
    (publication,), problems = read(text)
    assert problems == []
    assert [(str(a.name), a.is_owner, a.roles) for a in publication.authors] == [
        ("Xinghao Chen", False, ("equal",)),
        ("A. Zhao", True, ("equal",)),
        ("Xiaoyu Shen", False, ("corresponding",)),
    ]


TITLES = {
    "{SkipGPT}: Each {T}oken": "SkipGPT: Each Token",
    'Gr{\\"o}bner \\& Erd\\H{o}s': "Gröbner & Erdős",
    "Pages 1--2 --- ``quoted''": "Pages 1–2 — “quoted”",
    "A~B": "A B",
    "量化研究": "量化研究",
    "a < b & c": "a < b & c",
}


@pytest.mark.parametrize(("written", "title"), TITLES.items())
def test_title(written: str, title: str) -> None:
    (publication,), _ = read(entry(**{**BASE, "title": written}))
    assert publication.title == title


# The fields that differ from a good entry's; the line, the field and words of the report.
PROBLEMS = {
    "no author": ({"author": ""}, 2, "author", "is missing"),
    "no title": ({"title": ""}, 3, "title", "is missing"),
    "no date": ({"date": ""}, 4, "date", "is missing"),
    "a date that is none": ({"date": "soon"}, 4, "date", "'soon' names no year"),
    "unknown annotation": ({"author_an": "1=equl"}, 5, "author+an", 'did you mean "equal"?'),
    "annotation out of range": ({"author_an": "3=equal"}, 5, "author+an", "there is no author 3, only 2"),
    "annotation that cannot be read": ({"author_an": "equal"}, 5, "author+an", "cannot read 'equal'"),
    "link that is none": ({"url": "x.org"}, 5, "url", "'x.org' is no http(s) address"),
    "script as a link": ({"code": "javascript:alert(1)"}, 5, "code", "is no http(s) address"),
}


@pytest.mark.parametrize(("fields", "line", "field", "words"), PROBLEMS.values(), ids=PROBLEMS)
def test_problems(fields: dict[str, str], line: int, field: str, words: str) -> None:
    (publication,), (problem,) = read(entry(**{**BASE, **fields}))
    assert publication.key == "a"
    assert (problem.line, problem.key, problem.field, problem.is_error) == (line, "a", field, True)
    assert words in problem.message


MakeSite = Callable[..., Site]


def test_file_on_the_pages(make_site: MakeSite) -> None:
    bib = entry(key="one", **BASE, author_an="1=equal; 2=equal") + entry(
        key="two", **{**BASE, "title": "U <b>&"}, url="https://x.org/"
    )
    site = make_site({"publications.bib": bib})
    assert (site.status, site.report) == (0, [])
    for url in ("", "publications/"):
        page = site.page(url)
        assert texts(page.select(".publication-title")) == ["T", "U <b>&"]
        assert texts(page.select(".publication:first-child .publication-authors")) == [
            "Anhao Zhao*, Andrew Lim*"
        ]
        assert texts(page.select(".owner")) == ["Anhao Zhao"] * 2
        assert {mark["aria-label"] for mark in page.select(".role")} == {"equal contribution"}
        assert "* indicates equal contribution" in page.select_one(".legend").get_text()  # type: ignore[union-attr]
        assert "†" not in page.get_text()


EMPTY = {
    "missing": (None, "warning: content/publications.bib: there is no such file"),
    "empty": ("", "warning: content/publications.bib:1: holds no entry"),
    "only a comment": ("% nothing yet\n", "warning: content/publications.bib:1: holds no entry"),
}


@pytest.mark.parametrize(("bib", "report"), EMPTY.values(), ids=EMPTY)
def test_without_papers_the_section_vanishes(make_site: MakeSite, bib: str | None, report: str) -> None:
    site = make_site({"publications.bib": bib})
    assert site.status == 0
    assert [line for line in site.report if not line.startswith(report)] == []
    assert len(site.report) == 1
    assert site.page("").select("#publications") == []
    assert "There are no publications yet." in site.page("publications/").get_text()


BROKEN = {
    "unclosed brace": (b"@misc{a,\n  title = {T,\n}\n", "error: content/publications.bib:2: a: title: "),
    "missing author": (
        entry(title="T", date="2025").encode(),
        "error: content/publications.bib:1: a: author: ",
    ),
    "not UTF-8": (
        b"@misc{a,\n  title = {caf\xe9}}",
        "error: content/publications.bib:2: byte 0xe9 is not UTF-8",
    ),
}


@pytest.mark.parametrize(("bib", "report"), BROKEN.values(), ids=BROKEN)
def test_broken_file_stops_the_build(make_site: MakeSite, bib: bytes, report: str) -> None:
    site = make_site({"publications.bib": bib})
    assert site.status == 1
    assert len(site.report) == 1
    assert site.report[0].startswith(report)
