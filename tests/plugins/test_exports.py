"""Papers in the formats of other programs, and on their own pages."""

import json
import os
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import Any

import feedparser
import pytest

from publications import bibtex, exports
from publications.fields import EXPORTED, OWN_FIELDS
from publications.parser import Options, parse
from sites import ROOT, SVG, Site, texts

FULL = (ROOT / "tests/data/full.bib").read_text(encoding="utf-8")
CROSSREF = """
@inproceedings{child, author = {Zhao, Anhao}, title = {Child}, pages = {1--2}, crossref = {parent}}
@proceedings{parent, title = {Proceedings}, year = 2025, month = {June}, publisher = {ACL}}
"""


def read(text: str) -> Any:
    options = Options(["Anhao Zhao"], {"equal": "*", "corresponding": "†"}, Path("content"))
    return parse(text, options, "content/publications.bib")[0]


@pytest.mark.parametrize("text", [FULL, CROSSREF, (ROOT / "content/publications.bib").read_text()])
def test_bibtex_is_read_back_as_the_same_entry(text: str) -> None:
    for paper in read(text):
        (again,), problems = bibtex.parse(exports.bibtex(paper))
        assert problems == []
        expected = {name: paper.fields[name] for name in EXPORTED if name in paper.fields}
        assert (again.type, again.key, again.fields) == (paper.written_type, paper.key, expected)


def test_bibtex_leaks_nothing_of_the_site() -> None:
    (paper,) = read(FULL)
    (again,), _ = bibtex.parse(exports.bibtex(paper))
    assert not set(again.fields) & (OWN_FIELDS | {"author+an", "keywords", "abstract", "file", "crossref"})
    assert "month        = nov," in exports.bibtex(paper)


def test_csl() -> None:
    (paper,) = read(FULL)
    assert exports.csl(paper) == {
        "id": "zhao2024full",
        "type": "article-journal",
        "title": "A O(n^2) Title with LLMs & an áccent: And More",
        "author": [
            {"family": "Zhao", "given": "Anhao"},
            {"family": "Berg", "given": "Jan", "non-dropping-particle": "van der", "suffix": "Jr."},
            {"literal": "EIT NLP and Friends"},
            {"family": "Müller", "given": "Jörg"},
        ],
        "issued": {"date-parts": [[2024, 11]]},
        "container-title": "Knowledge-Based Systems",
        "volume": "12",
        "issue": "3",
        "page": "101–115",
        "publisher": "Elsevier",
        "DOI": "10.1000/abc_(1)",
        "ISSN": "0950-7051",
        "number": "arXiv:2505.16782v2",
        "abstract": "We show that x < y & more, 50% of the time.",
        "URL": "https://example.org/a_b%20c~d?x=1&y=2#z",
    }


MakeSite = Callable[..., Site]


def full_site(make_site: MakeSite, **options: Any) -> Site:
    files = {"publications.bib": FULL + CROSSREF, "papers/full paper.pdf": "%PDF", "images/full.svg": SVG}
    site = make_site(files, **options)
    assert (site.status, site.report) == (0, [])
    return site


def test_page_of_a_paper(make_site: MakeSite) -> None:
    site = full_site(make_site, production=True, SITEURL="https://example.org/me")
    page = site.page("publications/zhao2024full/")
    base = "https://example.org/me/publications/zhao2024full/"
    assert page.select_one("h1 math msup")
    meta: dict[str, list[str]] = {}
    for tag in page.select("meta[name^=citation_]"):
        meta.setdefault(str(tag["name"]), []).append(str(tag["content"]))
    assert meta == {
        "citation_title": ["A O(n^2) Title with LLMs & an áccent: And More"],
        "citation_author": ["Anhao Zhao", "Jan van der Berg Jr.", "EIT NLP and Friends", "Jörg Müller"],
        "citation_publication_date": ["2024/11"],
        "citation_journal_title": ["Knowledge-Based Systems"],
        "citation_volume": ["12"],
        "citation_issue": ["3"],
        "citation_firstpage": ["101"],
        "citation_lastpage": ["115"],
        "citation_publisher": ["Elsevier"],
        "citation_issn": ["0950-7051"],
        "citation_doi": ["10.1000/abc_(1)"],
        "citation_arxiv_id": ["2505.16782v2"],
        "citation_pdf_url": [f"{base}full%20paper.pdf"],
    }
    # Google Scholar wants the PDF in the folder of the page.
    assert site.files["publications/zhao2024full/full paper.pdf"] == b"%PDF"
    assert [path for path in site.files if "papers/" in path] == []
    assert page.select_one("meta[property='og:type']")["content"] == "article"  # type: ignore[index]
    assert "We show that x < y" in page.select_one("meta[name=description]")["content"]  # type: ignore[index]
    image = page.select_one("figure img")
    assert image
    assert image.attrs == {
        "src": "https://example.org/me/images/full.svg",
        "alt": "A curve that falls",
        "width": "40",
        "height": "30",
    }
    assert {(a.get_text(), a["href"]) for a in page.select(".publication-link")} == {
        ("link", "https://example.org/a_b%20c~d?x=1&y=2#z"),
        ("pdf", f"{base}full%20paper.pdf"),
        ("code", "https://example.org/code"),
    }
    assert texts(page.select(".award")) == ["Best Paper"]
    assert "We show that" in texts(page.select("#abstract + p"))[0]
    assert page.select_one("pre code").get_text() == site.files["publications/zhao2024full/cite.bib"].decode()  # type: ignore[union-attr]
    assert [(a["rel"], a["href"]) for a in page.select("[rel=prev], [rel=next]")] == [
        (["next"], "https://example.org/me/publications/child/")
    ]


def test_schema_org(make_site: MakeSite) -> None:
    site = full_site(make_site, production=True, SITEURL="https://example.org/me")
    script = site.page("publications/zhao2024full/").select_one("script[type='application/ld+json']")
    assert script
    data = json.loads(script.get_text())
    assert data["@type"] == "ScholarlyArticle"
    assert data["url"] == data["@id"] == "https://example.org/me/publications/zhao2024full/"
    assert [author["name"] for author in data["author"]][:2] == ["Anhao Zhao", "Jan van der Berg Jr."]
    assert data["author"][0]["url"] == "https://example.org/me/"
    assert data["datePublished"] == "2024-11"
    assert data["isPartOf"] == {"@type": "Periodical", "name": "Knowledge-Based Systems"}
    assert data["sameAs"] == [
        "https://doi.org/10.1000/abc_(1)",
        "https://arxiv.org/abs/2505.16782v2",
        "https://example.org/a_b%20c~d?x=1&y=2#z",
    ]
    assert data["keywords"] == ["LLM"]


def test_files_of_all_papers(make_site: MakeSite) -> None:
    site = full_site(make_site, production=True, SITEURL="https://example.org/me")
    entries, problems = bibtex.parse(site.files["publications.bib"].decode())
    assert ([entry.key for entry in entries], problems) == (["zhao2024full", "child"], [])
    assert [item["id"] for item in json.loads(site.files["publications.json"])] == ["zhao2024full", "child"]
    feed = feedparser.parse(site.files["feeds/publications.atom.xml"])
    assert (feed.bozo, feed.version) == (False, "atom10")
    assert feed.feed.updated == "2025-06-01T00:00:00Z"
    assert [(entry.title, entry.link, entry.published) for entry in feed.entries] == [
        ("Child", "https://example.org/me/publications/child/", "2025-06-01T00:00:00Z"),
        (
            "A O(n^2) Title with LLMs & an áccent: And More",
            "https://example.org/me/publications/zhao2024full/",
            "2024-11-01T00:00:00Z",
        ),
    ]
    assert feed.entries[1].authors[0].name == "Anhao Zhao"


PAPERS = """
@misc{pre, author = {Zhao, Anhao}, title = {Preprint}, date = {2024}, eprint = {2401.00001}}
@article{new, author = {Zhao, Anhao}, title = {New}, journal = {J}, date = {2026}, keywords = {selected}}
@article{soon, author = {Zhao, Anhao}, title = {Soon}, journal = {J}, pubstate = {forthcoming}}
@inproceedings{conf, author = {Zhao, Anhao}, title = {Conf}, booktitle = {B}, date = {2024}}
@phdthesis{phd, author = {Zhao, Anhao}, title = {Thesis}, school = {S}, date = {2026}}
"""
ORDERS = {
    "newest": [("Forthcoming", ["Soon"]), ("2026", ["New", "Thesis"]), ("2024", ["Preprint", "Conf"])],
    "type": [
        ("Conference & journal papers", ["New", "Soon", "Conf"]),
        ("Preprints", ["Preprint"]),
        ("Theses", ["Thesis"]),
    ],
    "file": [("", ["Preprint", "New", "Soon", "Conf", "Thesis"])],
}


@pytest.mark.parametrize(("order", "groups"), ORDERS.items())
def test_order_of_the_list(make_site: MakeSite, order: str, groups: list[tuple[str, list[str]]]) -> None:
    site = make_site({"publications.bib": PAPERS}, f"PUBLICATIONS_ORDER = {order!r}")
    assert (site.status, site.report) == (0, [])
    page = site.page("publications/")
    shown = [
        (
            " ".join(texts(group.select("h2:not(.publication-title)"))),
            texts(group.select(".publication-title")),
        )
        for group in page.select(".publication-group")
    ]
    assert shown == groups
    jumps = [(a.get_text(), page.select_one(str(a["href"])).get_text()) for a in page.select(".jump-links a")]  # type: ignore[union-attr]
    assert jumps == ([(heading, heading) for heading, _ in groups] if order != "file" else [])


def test_selected_papers_on_the_home_page(make_site: MakeSite) -> None:
    site = make_site({"publications.bib": PAPERS}, 'PUBLICATIONS_ON_HOME = "selected"')
    home = site.page("")
    assert texts(home.select(".publication-title")) == ["New"]
    assert [a["href"] for a in home.select(".more a")] == ["/publications/"]


def test_roles_are_settings(make_site: MakeSite) -> None:
    bib = "@misc{a, author = {Zhao, Anhao and Lim, Andrew}, title = {T}, date = {2025}, author+an = {2=lead}}"
    site = make_site({"publications.bib": bib}, 'PUBLICATIONS_ROLES = {"lead": ("‡", "project lead")}')
    assert (site.status, site.report) == (0, [])
    page = site.page("publications/a/")
    assert texts(page.select(".publication-authors")) == ["Anhao Zhao, Andrew Lim‡"]
    assert texts(page.select(".legend")) == ["‡ indicates project lead"]


SETTINGS = {
    'PUBLICATIONS_ORDER = "date"': "PUBLICATIONS_ORDER: 'date' is unknown; use 'newest' or 'type' or 'file'",
    'PUBLICATION_URL = "papers"': "PUBLICATION_URL: 'papers' is no folder for each paper",
    'PUBLICATION_URL = "../{slug}/"': "PUBLICATION_URL: '../{slug}/' is no folder",
}


@pytest.mark.parametrize(("setting", "error"), SETTINGS.items())
def test_wrong_settings(make_site: MakeSite, setting: str, error: str) -> None:
    site = make_site({}, setting)
    assert site.status == 1
    assert [line.startswith(f"error: pelicanconf.py: {error}") for line in site.report] == [True]


PEOPLE = {
    '"Andrew Lim" = "x.org"': "error: content/people.toml: Andrew Lim: 'x.org' is no http(s) address",
    "Andrew Lim": "error: content/people.toml: is no TOML",
}


@pytest.mark.parametrize(("toml", "error"), PEOPLE.items())
def test_wrong_people(make_site: MakeSite, toml: str, error: str) -> None:
    site = make_site({"people.toml": toml})
    assert site.status == 1
    assert [line.startswith(error) for line in site.report] == [True]


def test_long_author_list_is_folded_and_loses_nothing(make_site: MakeSite) -> None:
    names = [f"Author{letter}, Given" for letter in "ABCDEFGHIJ"]
    authors = " and ".join([*names[:6], "Zhao, Anhao", *names[6:], "others"])
    bib = (
        f"@misc{{a, author = {{{authors}}}, title = {{T}}, date = {{2025}}, author+an = {{6=equal; 7=equal}},"
        ' author+an:homepage = {6="https://f.org/"}}'
    )
    site = make_site({"publications.bib": bib}, "PUBLICATIONS_MAX_AUTHORS = 4")
    assert (site.status, site.report) == (0, [])
    box = site.page("publications/").select_one(".publication-authors")
    assert box
    assert [span.get_text() for span in box.select("span")][5:8] == [
        "Given AuthorF*, ",
        "Anhao Zhao*, ",
        "Given AuthorG, ",
    ]
    folded = [span.get_text(strip=True) for span in box.select("span.extra-author")]
    assert len(folded) == 6
    assert not any("Zhao" in name for name in folded)
    assert [a["href"] for a in box.select("a")] == ["https://f.org/"]
    assert texts(box.select("summary")) == ["all 11 authors"]
    assert "et al." in box.get_text()


def tool(name: str) -> str:
    """Return the path of a LaTeX tool; skip the test where there is none, but not in CI."""
    path = shutil.which(name)
    if not path and not os.environ.get("CI"):
        packages = "biber texlive-bibtex-extra texlive-latex-recommended"
        pytest.skip(f"{name} is not installed (Debian: apt-get install {packages})")
    assert path, f"CI must have {name}"
    return path


@pytest.fixture
def exported(seed: Site, tmp_path: Path) -> Path:
    """The owner's exported papers."""
    path = tmp_path / "publications.bib"
    path.write_bytes(seed.files["publications.bib"])
    return path


def test_biber_reads_the_export(exported: Path) -> None:
    command = [tool("biber"), "--tool", "--validate-datamodel", "--nolog", exported.name]
    run = subprocess.run(command, cwd=exported.parent, capture_output=True, text=True, check=False)
    assert run.returncode == 0, run.stdout
    assert "WARN" not in run.stdout, run.stdout
    assert "ERROR" not in run.stdout, run.stdout


def test_bibtex_typesets_the_export(exported: Path) -> None:
    aux = "\\citation{*}\n\\bibstyle{plain}\n\\bibdata{publications}\n"
    (exported.parent / "paper.aux").write_text(aux)
    command = [tool("bibtex"), "paper"]
    run = subprocess.run(command, cwd=exported.parent, capture_output=True, text=True, check=False)
    assert run.returncode == 0, run.stdout
    assert (exported.parent / "paper.bbl").read_text().count("\\bibitem") == 8


DOCUMENT = r"""
\documentclass{article}
\usepackage[backend=biber]{biblatex}
\addbibresource{publications.bib}
\begin{document}\nocite{*}\printbibliography\end{document}
"""


@pytest.mark.parametrize("which", ["export", "content"])
def test_latex_typesets_the_file(exported: Path, which: str) -> None:
    """The owner's own file, annotations and all, compiles like what is exported."""
    if which == "content":
        shutil.copy(ROOT / "content/publications.bib", exported)
    latex = [tool("pdflatex"), "-interaction=nonstopmode", "-halt-on-error", "paper"]
    (exported.parent / "paper.tex").write_text(DOCUMENT)
    for command in (latex, [tool("biber"), "paper"], latex):
        run = subprocess.run(command, cwd=exported.parent, capture_output=True, text=True, check=False)
        assert run.returncode == 0, run.stdout
        assert "WARN" not in run.stdout, run.stdout
    assert (exported.parent / "paper.bbl").read_text().count("\\entry{") == 8
    assert (exported.parent / "paper.pdf").stat().st_size > 10_000
