"""Redirects from addresses that content used to have."""

from collections.abc import Callable

import pytest

from redirects import RedirectError, output_file
from sites import Site

PATHS = {
    "/about/": "about/index.html",
    "/about": "about/index.html",
    "/about.html": "about.html",
    "/old/paper.html": "old/paper.html",
    "/a%20b/": "a b/index.html",
    "/关于/": "关于/index.html",
}


@pytest.mark.parametrize(("path", "file"), PATHS.items())
def test_output_file(path: str, file: str) -> None:
    assert output_file(path) == file


@pytest.mark.parametrize(
    "path",
    [
        "about",
        "/",
        "//x.org/",
        "https://x.org/",
        "/../x",
        "/a/%2e%2e/b",
        "/a b",
        "/a?b",
        "/a#b",
        "/a//b",
        "/a\\b",
    ],
)
def test_rejects(path: str) -> None:
    with pytest.raises(RedirectError):
        output_file(path)


MakeSite = Callable[..., Site]


def test_page_and_article_redirect_from_several_addresses(make_site: MakeSite) -> None:
    site = make_site(
        {
            "pages/cv.md": "Title: CV & more\nRedirect_from: /resume/\n    /resume.html\n\nText.",
            "news/2025-11-talk.md": "Redirect_from: /2025/talk.html\n\nA talk.",
        },
        production=True,
        SITEURL="https://example.org/me",
    )
    assert (site.status, site.report) == (0, [])
    targets = {
        "resume/": "https://example.org/me/cv/",
        "resume.html": "https://example.org/me/cv/",
        "2025/talk.html": "https://example.org/me/news/2025-11-talk/",
    }
    for url, target in targets.items():
        page = site.page(url)
        assert [link["href"] for link in page.select("link[rel=canonical], body a")] == [target, target]
        assert page.select_one("meta[http-equiv=refresh]")["content"] == f"0; url={target}"  # type: ignore[index]
        assert page.select("meta[name=robots][content=noindex]")
    assert site.page("resume/").select_one("body a").get_text() == "CV & more"  # type: ignore[union-attr]
    assert "resume" not in (site.output / "sitemap.xml").read_text()


CV = "Title: CV\nRedirect_from: {}\n\nText."
PROBLEMS = {
    "no path": (
        {"pages/cv.md": CV.format("https://x.org/")},
        "content/pages/cv.md:2: Redirect_from: 'https://x.org/' must begin with one slash",
    ),
    "out of the output": (
        {"pages/cv.md": CV.format("/../x.html")},
        "content/pages/cv.md:2: Redirect_from: '/../x.html' is no path",
    ),
    "another page's address": (
        {"pages/cv.md": CV.format("/news/")},
        "content/pages/cv.md: wants the address /news/index.html, which theme/templates/news.html has",
    ),
    "the home page's address": (
        {"pages/cv.md": CV.format("/index.html")},
        "content/pages/cv.md: wants the address /index.html, which content/pages/home.md has",
    ),
    "its own address": (
        {"pages/cv.md": CV.format("/cv/")},
        "content/pages/cv.md: wants the address /cv/index.html, which content/pages/cv.md has",
    ),
    "a file's address": (
        {"pages/cv.md": CV.format("/cv.pdf"), "extra/cv.pdf": "PDF"},
        "content/pages/cv.md: wants the address /cv.pdf, which content/extra/cv.pdf has",
    ),
    "one address twice": (
        {"pages/a.md": CV.format("/x/"), "pages/b.md": CV.format("/X/")},
        "content/pages/b.md: wants the address /X/index.html, which content/pages/a.md has",
    ),
}


@pytest.mark.parametrize(("files", "report"), PROBLEMS.values(), ids=PROBLEMS)
def test_problems_stop_the_build(make_site: MakeSite, files: dict[str, str], report: str) -> None:
    site = make_site(files)
    assert site.status == 1
    assert [line.startswith(f"error: {report}") for line in site.report] == [True]
