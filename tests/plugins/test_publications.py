"""Papers: from entries to objects, and from a file to pages."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from publications.model import Link
from publications.parser import Options, parse
from sites import Site, texts

ROLES = {"equal": "*", "corresponding": "†"}
BASE = {"author": "Zhao, Anhao and Lim, Andrew", "title": "T", "date": "2025"}


def entry(kind: str = "misc", key: str = "a", **fields: str) -> str:
    """Write an entry, a field on each line from the second; without the fields that are None."""
    lines = [f"  {name.replace('_an', '+an')} = {{{value}}}," for name, value in fields.items()]
    return "\n".join([f"@{kind}{{{key},", *lines, "}", ""])


def read(text: str, content: Path = Path("content"), **options: Any) -> Any:
    """Parse ``text``; an entry of the owner's alone keeps the report about the missing owner away."""
    options = {"owner": ["Anhao Zhao"], "roles": ROLES, "content": content, **options}
    return parse(text, Options(**options), "content/publications.bib")


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
    "url before doi": ({"doi": "10.1000/x", "url": "https://x.org"}, [Link("link", "https://x.org")]),
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
    assert publication.title.plain == title


# What differs from a good @misc of two authors (author, title and date on lines 2 to 4); the line, the
# field and words of the report, and whether it is an error.
PROBLEMS: dict[str, tuple[dict[str, str], int, str, str, bool]] = {
    "no author": ({"author": ""}, 2, "author", "is missing in this @misc", True),
    "no title": ({"title": ""}, 3, "title", "is missing in this @misc", True),
    "no date": ({"date": ""}, 4, "date", "is missing", True),
    "a date that is none": ({"date": "soon"}, 4, "date", "'soon' is no date", True),
    "a month that is none": ({"date": "", "year": "2025", "month": "Smarch"}, 6, "month", "'Smarch'", False),
    "unknown annotation": ({"author_an": "1=equl"}, 5, "author+an", 'did you mean "equal"?', True),
    "annotation out of range": (
        {"author_an": "3=equal"},
        5,
        "author+an",
        "there is no author 3, only 2",
        True,
    ),
    "annotation of item 0": ({"author_an": "0=equal"}, 5, "author+an", "there is no author 0", True),
    "annotation that cannot be read": ({"author_an": "equal"}, 5, "author+an", "cannot read 'equal'", True),
    "unknown set": ({"author_an:cats": "1=x"}, 5, "author+an:cats", "nobody knows this set", False),
    "page that is none": ({"author_an:homepage": '1="x"'}, 5, "author+an:homepage", "'x' is no http", True),
    "link that is none": ({"url": "x.org"}, 5, "url", "'x.org' is no http(s) address", True),
    "script as a link": ({"code": "javascript:alert(1)"}, 5, "code", "is neither an http(s) address", True),
    "quote in a link": ({"url": 'https://x.org/"onclick='}, 5, "url", "is no http(s) address", True),
    "file that is not there": ({"pdf": "papers/x.pdf"}, 5, "pdf", "there is no file 'papers/x.pdf'", True),
    "file outside": ({"pdf": "../secret.pdf"}, 5, "pdf", "is outside of the content folder", True),
    "absolute file": ({"pdf": "/etc/x.conf"}, 5, "pdf", "is outside of the content folder", True),
    "DOI that is none": ({"doi": "182"}, 5, "doi", "'182' is no DOI", True),
    "arXiv number that is none": (
        {"eprint": "25.1", "eprinttype": "arXiv"},
        5,
        "eprint",
        "'25.1' is no arXiv number",
        True,
    ),
    "number of an unknown archive": ({"eprint": "25.1"}, 5, "eprint", "say with eprinttype", False),
    "and without a name": ({"author": "Zhao, Anhao and"}, 2, "author", 'has an "and" with no name', True),
    "several people": (
        {"author": "Anhao Zhao, Fanghua Ye, Xiaoyu Shen"},
        2,
        "author",
        "several people",
        True,
    ),
    "semicolons": ({"author": "Zhao, Anhao; Ye, Fanghua"}, 2, "author", "several people", True),
    "unknown field": ({"autor": "X"}, 5, "autor", 'did you mean "author"?', False),
    "unknown macro": ({"note": "\\foo"}, 5, "note", "the macro \\foo is unknown", True),
    "unknown parent": ({"crossref": "b"}, 5, "crossref", '"b" is no entry of this file', True),
    "its own parent": ({"crossref": "a"}, 5, "crossref", '"a" leads back here', True),
}


@pytest.mark.parametrize(("fields", "line", "field", "words", "is_error"), PROBLEMS.values(), ids=PROBLEMS)
def test_problems(fields: dict[str, str], line: int, field: str, words: str, is_error: bool) -> None:
    (publication,), problems = read(entry(**{**BASE, **fields}))
    problems = [problem for problem in problems if problem.key]
    assert publication.key == "a"
    assert [(p.line, p.key, p.field, p.is_error) for p in problems] == [(line, "a", field, is_error)]
    assert words in problems[0].message


# What an entry of a type lacks, beside author, title and date.
REQUIRED = {
    "article": "journaltitle",
    "inproceedings": "booktitle",
    "incollection": "booktitle",
    "phdthesis": "institution",
    "techreport": "institution",
    "online": "url",
    "patent": "number",
    "book": "",
    "misc": "",
    "software": "",
}


@pytest.mark.parametrize(("kind", "field"), REQUIRED.items())
def test_required_fields(kind: str, field: str) -> None:
    _, problems = read(entry(kind, **BASE))
    assert [(p.field, p.is_error) for p in problems] == ([(field, False)] if field else [])


def test_aliases_satisfy_what_is_required() -> None:
    assert read(entry("article", **BASE, journal="J"))[1] == []
    assert read(entry("phdthesis", **BASE, school="S"))[1] == []


def test_unknown_type() -> None:
    _, (problem,) = read(entry("inprocedings", **BASE))
    assert (problem.line, problem.is_error) == (1, False)
    assert 'did you mean "inproceedings"?' in problem.message


@pytest.mark.parametrize(
    ("field", "value", "other"), [("doi", "10.1000/ABC", "10.1000/abc"), ("title", "A {T}itle", "a title.")]
)
def test_duplicates(field: str, value: str, other: str) -> None:
    text = entry(**{**BASE, field: value}) + entry(key="b", **{**BASE, "title": "Other", field: other})
    _, (problem,) = read(text)
    assert (problem.key, problem.field, problem.is_error) == ("b", field, False)
    assert "a (line 1)" in problem.message


def test_owner_who_is_nowhere_is_reported() -> None:
    _, (problem,) = read(entry(**{**BASE, "author": "Lim, Andrew"}))
    assert problem.message.startswith("no entry names Anhao Zhao")
    assert not problem.is_error


def test_slug() -> None:
    text = entry(key="DBLP:conf/acl/Zhao25", **BASE) + entry(
        key="b", **{**BASE, "title": "U"}, slug="My Páper"
    )
    publications, problems = read(text)
    assert [paper.path for paper in publications] == [
        "publications/dblp-conf-acl-zhao25/",
        "publications/my-paper/",
    ]
    assert problems == []
    by_title, _ = read(
        entry(**{**BASE, "title": "{SkipGPT}: Each Token, 研究"}), slug_source="title", path="p/{slug}/"
    )
    assert by_title[0].path == "p/skipgpt-each-token-研究/"


def test_slug_that_is_taken_is_reported() -> None:
    _, problems = read(entry(key="a:b", **BASE) + entry(key="a-b", **{**BASE, "title": "U"}))
    assert [(p.line, p.key, p.field, p.is_error) for p in problems] == [(6, "a-b", "slug", True)]
    assert 'the address "a-b" is that of a:b (line 1)' in problems[0].message


def test_crossref_and_xdata() -> None:
    text = (
        entry("inproceedings", author="Zhao, Anhao", title="T", pages="1--2", crossref="acl25")
        + entry("inproceedings", key="b", author="Zhao, Anhao", title="U", xdata="common", crossref="ACL25")
        + entry(
            "proceedings", key="acl25", title="Proceedings of ACL", date="2025", publisher="ACL", keywords="x"
        )
        + entry("xdata", key="common", location="Vienna")
    )
    (first, second), problems = read(text)
    assert problems == []
    assert first.title.plain == "T"
    assert first.date.year == 2025
    assert dict(first.details) == {
        "booktitle": "Proceedings of ACL",
        "publisher": "ACL",
        "pages": "1–2",
    }
    assert first.keywords == ()
    assert second.details["location"] == "Vienna"


def test_what_is_deep_or_doubled_costs_little() -> None:
    chain = "".join(entry(key=f"k{n}", **BASE, crossref=f"k{n + 1}") for n in range(1500))
    papers, problems = read(chain)
    assert len(papers) == 1500
    assert any("leads back here, or too far" in problem.message for problem in problems)
    tree = "".join(
        entry("xdata", key=f"{side}{n}", xdata=f"a{n + 1},b{n + 1}") for n in range(30) for side in "ab"
    )
    assert len(read(tree + entry(**BASE, xdata="a0"))[0]) == 1


EXPORTS: dict[str, tuple[str, dict[str, Any]]] = {
    "DBLP": (
        "@inproceedings{DBLP:conf/cvpr/He16, author = {Kaiming He 0001 and\n Xiangyu Zhang},"
        " title = {Deep {R}esidual}, booktitle = {2016 {IEEE} Conference, {CVPR} 2016}, pages = {770--778},"
        " publisher = {{IEEE} Computer Society}, year = {2016}, url = {https://doi.org/10.1109/CVPR.2016.90},"
        " doi = {10.1109/CVPR.2016.90}, timestamp = {Wed, 16 Oct 2019}, biburl = {https://dblp.org/x.bib},"
        " bibsource = {dblp}}",
        {"names": ["Kaiming He", "Xiangyu Zhang"], "venue": "2016 IEEE Conference, CVPR 2016"},
    ),
    "ACL Anthology": (
        '@inproceedings{zhao-etal-2024, title = "Unveiling {I}n-Context", author = "Zhao, Anhao  and\n'
        '      Ye, Fanghua", editor = "Al-Onaizan, Yaser", booktitle = "Proceedings of EMNLP", month = nov,'
        ' year = "2024", address = "Miami", publisher = "ACL", url = "https://aclanthology.org/x",'
        ' doi = "10.18653/v1/2024.emnlp-main.689", pages = "12375--12400"}',
        {"names": ["Anhao Zhao", "Fanghua Ye"], "venue": "Proceedings of EMNLP 2024", "date": "2024-11"},
    ),
    "arXiv": (
        "@misc{zhao2025, title={SkipGPT}, author={Anhao Zhao}, year={2025}, eprint={2506.04179},"
        " archivePrefix={arXiv}, primaryClass={cs.CL}, url={https://arxiv.org/abs/2506.04179}}",
        {"names": ["Anhao Zhao"], "venue": "arXiv 2025", "arxiv": "2506.04179"},
    ),
    "Zotero": (
        "@article{zhao_2024, title = {A {Dynamic} framework}, volume = {299}, issn = {0950-7051},"
        " url = {https://x.org/a_b}, doi = {10.1016/j.knosys.2024.111990}, urldate = {2025-01-01},"
        " journal = {Knowledge-Based Systems}, author = {Zhao, Anhao}, month = sep, year = {2024},"
        " note = {Read\\_Status: New}, pages = {111990}, file = {Full Text:files/1/x.pdf:application/pdf}}",
        {"names": ["Anhao Zhao"], "venue": "Knowledge-Based Systems 2024", "date": "2024-09"},
    ),
    "Mendeley": (
        "@article{Zhao2024, author = {Zhao, Anhao}, doi = {10.1016/j.x{\\_}y}, journal = {J},"
        " mendeley-groups = {a}, title = {{A Title}}, url = {https://x.org/a{\\_}b}, year = {2024}}",
        {"names": ["Anhao Zhao"], "links": ["https://x.org/a_b"], "doi": "10.1016/j.x_y"},
    ),
    "Google Scholar": (
        "@article{zhao2024dynamic, title={A dynamic}, author={Zhao, Anhao and Li, Tianrui and others},"
        " journal={Knowledge-Based Systems}, volume={299}, pages={111990}, year={2024}}",
        {"names": ["Anhao Zhao", "Tianrui Li"], "venue": "Knowledge-Based Systems 2024"},
    ),
    "al-folio": (
        "---\n---\n@article{e, abbr={AJP}, title={T}, author={Einstein*†, Albert and Zhao*, Anhao},"
        " journal={J}, year={1935}, selected={true}, html={https://x.org}, preview={x.gif}}",
        {"names": ["Albert Einstein", "Anhao Zhao"], "roles": [("equal", "corresponding"), ("equal",)]},
    ),
    "web page": (
        "@misc{w, author = {{World Health Organization}}, title = {Report}, year = {2020},"
        " howpublished = {\\url{https://x.org/~me/a--b}}}",
        {"names": ["World Health Organization"], "venue": "2020", "links": ["https://x.org/~me/a--b"]},
    ),
    "thesis": (
        "@mastersthesis{m, author = {Garc\\'\\i a, Jos\\'e}, title = {T}, school = {S},"
        " year = 2020, month = {Mai}}",
        {"names": ["José García"], "venue": "S 2020", "type": "Master’s thesis"},
    ),
    "money and control characters": (
        "@misc{m, author = {A B}, title = {Costs \x02$5 million}, year = {2020}}",
        {"title": "Costs $5 million"},
    ),
}


@pytest.mark.parametrize(("text", "expected"), EXPORTS.values(), ids=EXPORTS)
def test_files_of_other_programs(text: str, expected: dict[str, Any]) -> None:
    (paper,), problems = read(text)
    assert [problem for problem in problems if problem.is_error] == []
    shown = {
        "names": [str(author.name) for author in paper.authors],
        "roles": [author.roles for author in paper.authors],
        "venue": paper.venue,
        "date": str(paper.date),
        "links": [link.url for link in paper.links],
        "title": paper.title.plain,
        **paper.details,
    }
    assert {key: shown[key] for key in expected} == expected


def test_to_appear() -> None:
    for fields in ({"year": "to appear"}, {"date": "forthcoming"}, {"pubstate": "forthcoming"}):
        (paper,), problems = read(entry("article", author="Zhao, Anhao", title="T", journal="J", **fields))
        assert (paper.venue, paper.pubstate, bool(paper.date), problems) == (
            "J (to appear)",
            "to appear",
            False,
            [],
        )


def test_links_of_people() -> None:
    text = entry(**BASE, author_an="1=equal", **{"author_an:homepage": '2="https://x.org/?a=1;b=2"'})
    (paper,), problems = read(text, people={"Lim, Andrew": "https://other.org/", "A. Zhao": "https://z.org/"})
    assert problems == []
    assert [author.url for author in paper.authors] == ["", "https://x.org/?a=1;b=2"]
    (paper,), _ = read(entry(**BASE), people={"Andrew Lim": "https://other.org/"})
    assert [author.url for author in paper.authors] == ["", "https://other.org/"]


def test_owner_by_orcid() -> None:
    said = {"author_an:orcid": '1="0000-0001"; 2="https://orcid.org/0000-0002"'}
    (paper,), _ = read(entry(**BASE, **said), orcid="0000-0002")
    assert [author.is_owner for author in paper.authors] == [False, True]


def test_and_others_and_marks_of_other_themes() -> None:
    (paper,), problems = read(entry(**{**BASE, "author": "*Zhao, Anhao and Lim, Andrew† and others"}))
    assert problems == []
    assert paper.has_more_authors
    assert [(str(a.name), a.roles) for a in paper.authors] == [
        ("Anhao Zhao", ("equal",)),
        ("Andrew Lim", ("corresponding",)),
    ]


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
