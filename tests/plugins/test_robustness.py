"""Whatever a .bib file holds: a report and no traceback, escaped text and no markup."""

import os
import re
from pathlib import Path
from typing import Any

import pytest
from bs4 import BeautifulSoup
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from publications import exports, read
from publications.fields import KNOWN_FIELDS
from publications.latex import decode
from publications.model import Publication
from publications.parser import Options, parse
from sites import ROOT, Site, build, make_project

OPTIONS = Options(["Anhao Zhao"], {"equal": "*", "corresponding": "†"}, Path("content"))
SEED = (ROOT / "content/publications.bib").read_text(encoding="utf-8")

# Where TeX Live and BibLaTeX keep their files on Debian, and where biber's sources have theirs.
REAL_FILES = sorted(
    path
    for folder in (
        "/usr/share/texlive",
        "/usr/share/texmf",
        "/usr/share/doc/biber",
        "/usr/share/doc/texlive-doc",
    )
    for path in Path(folder).rglob("*.bib")
)

# CI has them, and fails without.
with_real_files = pytest.mark.skipif(
    not REAL_FILES and not os.environ.get("CI"),
    reason="no TeX Live here (Debian: apt-get install texlive-bibtex-extra)",
)


def look_at(papers: list[Publication]) -> None:
    """Ask everything of every paper that a page or an export asks."""
    for paper in papers:
        exports.bibtex(paper)
        exports.csl(paper)
        exports.schema_org(paper, "https://example.org")
        exports.page_range(paper.details.get("pages", ""))
        assert (paper.kind, paper.roles, paper.addresses, str(paper.date)) is not None
        for link in paper.links:
            assert re.match(r"https?://[^\s<>\"]+$", link.url), link


@settings(max_examples=300, deadline=None)
@given(st.text())
def test_any_text(text: str) -> None:
    look_at(parse(text, OPTIONS, "x.bib")[0])


SNIPPETS = st.sampled_from(
    [
        *(
            "@misc{a, ",
            "@article{b,",
            "@string{s = ",
            "@comment{",
            "@preamble{",
            "@",
            "title = ",
            "author = ",
        ),
        *("author+an = ", "1=equal;", "{", "}", '"', ",", "=", "#", "\n", "%", "$", "\\", "~", "&", "^", "_"),
        *("\\foo", "\\'e", "\\begin{x}", "\\[", "\\(", "\\)", " and ", "others", ", Jr, ", "{A B}"),
        *("http://", "javascript:", "<b>", "'", "date = {2025}", "crossref = {a}", "xdata = {b}", "url = {"),
        *("doi = {10.1/", "eprint = {", "pdf = {../", "é", "𝒪", "\0", "🎉", "\u202e"),
    ]
)


@settings(max_examples=400, deadline=None)
@given(st.lists(SNIPPETS, max_size=40).map("".join))
def test_anything_like_bibtex(text: str) -> None:
    look_at(parse(text, OPTIONS, "x.bib")[0])


@settings(max_examples=200, deadline=None)
@given(
    st.integers(0, len(SEED) - 1),
    st.integers(1, 30),
    st.sampled_from(["", "{", "}", '"', ",", "@", "=", "\\"]),
)
def test_broken_anywhere(position: int, length: int, instead: str) -> None:
    text = SEED[:position] + instead + SEED[position + length :]
    papers, problems = parse(text, OPTIONS, "x.bib")
    look_at(papers)
    # Each of the eight is read or reported.
    assert len(papers) >= 8 or problems
    assert len(papers) >= 6


@settings(max_examples=200, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.binary(max_size=300))
def test_any_bytes(tmp_path: Path, data: bytes) -> None:
    path = tmp_path / "x.bib"
    path.write_bytes(data)
    papers, problems = read(path, OPTIONS)
    look_at(papers)
    assert papers or problems


@settings(max_examples=300, deadline=None)
@given(st.text(), st.sampled_from(["{}", "${}$", r"\({}\)", r"$\text{{{}}}$", r"\emph{{{}}}", r"\'{{{}}}"]))
def test_text_comes_out_escaped(text: str, around: str) -> None:
    html = decode(around.format(text))[0].html
    soup = BeautifulSoup(str(html), "html.parser")
    inside = {node for formula in soup.find_all("math") for node in (formula, *formula.find_all(True))}
    assert set(soup.find_all(True)) <= inside
    for node in inside:
        assert not {name for name in node.attrs if name.startswith("on") or name in ("href", "style", "src")}


HOSTILE = "<script>alert(1)</script><img src=x onerror=alert(1)>\"'><b>"


def hostile_bib() -> str:
    """Write an entry with hostile text in every field that is known, and hostile links."""
    written = {
        name: HOSTILE for name in sorted(KNOWN_FIELDS) if name not in ("crossref", "xdata", "date", "year")
    }
    written |= {
        "author": f"Zhao, Anhao and {{{HOSTILE}}} and {HOSTILE}, {HOSTILE}",
        "date": "2025",
        "slug": "../../x",
    }
    # What is reported as an error never reaches a page.
    for name in (
        "url",
        "doi",
        "eprint",
        "month",
        "image",
        "pdf",
        "code",
        "data",
        "slides",
        "poster",
        "video",
        "website",
    ):
        del written[name]
    lines = [f"  {name} = {{{value}}}," for name, value in written.items()]
    return "\n".join(["@article{a<b>\"'&,", *lines, "}"])


@pytest.fixture(scope="module")
def hostile_site(tmp_path_factory: pytest.TempPathFactory) -> Site:
    root = make_project(
        tmp_path_factory.mktemp("hostile") / "site", {"publications.bib": hostile_bib().replace("\"'&", "")}
    )
    return build(root, production=True, SITEURL="https://example.org")


def test_hostile_text_injects_nothing(hostile_site: Site) -> None:
    assert [line for line in hostile_site.report if line.startswith("error")] == []
    pages = [path for path in hostile_site.files if path.endswith(".html")]
    assert len(pages) > 3
    for path in pages:
        page = hostile_site.page(path)
        assert page.select("[onerror], img[src=x], main script:not([src])") == [], path
        for script in page.select("script"):
            assert "alert" not in script.get_text() or "<" not in script.get_text()
    assert b"<script>" not in hostile_site.files["feeds/publications.atom.xml"]
    assert all(path.startswith("publications/x/") for path in hostile_site.files if "/x/" in path)


LINKS: dict[str, Any] = {
    "javascript": "javascript:alert(1)",
    "upper case": "JaVaScRiPt:alert(1)",
    "data": "data:text/html,<script>alert(1)</script>",
    "control character": "java\tscript:alert(1)",
    "userinfo": "https://x.org\\@evil.com/",
    "turned": "https://x.org/\u202egpj.exe",
    "hidden": "https://x.org/\u200b",
    "quote": 'https://x.org/"onmouseover="a',
    "no host": "https:///x",
    "vbscript": "vbscript:a",
    "bracket": "//[",
    "endless": "x" * 300 + ".pdf",
}


@pytest.mark.parametrize("url", LINKS.values(), ids=LINKS)
@pytest.mark.parametrize("field", ["url", "code", "author+an:homepage"])
def test_hostile_links_are_refused(field: str, url: str) -> None:
    value = f'1="{url}"' if "+" in field else url
    text = f"@misc{{a, author = {{Zhao, Anhao}}, title = {{T}}, date = {{2025}}, {field} = {{{value}}}}}"
    (paper,), problems = parse(text, OPTIONS, "x.bib")
    assert (paper.links, paper.authors[0].url) == ((), "")
    assert any(problem.is_error for problem in problems)


@with_real_files
def test_real_files_are_read() -> None:
    """BibLaTeX's examples, and all other .bib files that TeX Live brings."""
    read_papers = 0
    for path in REAL_FILES:
        if path.stat().st_size > 500_000:
            continue
        papers, _ = parse(path.read_bytes().decode("utf-8", "replace"), OPTIONS, str(path))
        look_at(papers)
        read_papers += len(papers)
    assert read_papers > 1000


@with_real_files
def test_biblatex_examples_are_read_whole() -> None:
    (path,) = [path for path in REAL_FILES if path.name == "biblatex-examples.bib"][:1]
    text = path.read_text(encoding="utf-8")
    papers, problems = parse(text, OPTIONS, str(path))
    written = re.findall(
        r"^@(?!string|comment|preamble|set\b|xdata)(\w+)\{([^,]+),", text, re.MULTILINE | re.IGNORECASE
    )
    left_out = {key for _, key in written} - {paper.key for paper in papers}
    # They are what others refer to: where papers stand.
    assert all(f"crossref     = {{{key}}}" in text or f"= {{{key}}}" in text for key in left_out)
    assert len(papers) > 80
    # Some of the examples lack an author on purpose, and one has a macro of biblatex's styles.
    errors = {problem.message.split(" in this")[0] for problem in problems if problem.is_error}
    assert errors <= {"is missing"}
