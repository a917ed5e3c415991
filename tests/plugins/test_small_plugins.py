"""The plugins that guard a build: links, unique_paths, person, typography; and visitor_map's setting."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from person import initials, person_problems
from sites import HOME, Site, texts
from visitor_map import parse_setting

MakeSite = Callable[..., Site]


def errors(site: Site) -> list[str]:
    return [line.removeprefix("error: ") for line in site.report if line.startswith("error: ")]


# --- links ---


def test_links_to_content_files(make_site: MakeSite) -> None:
    site = make_site(
        {
            "pages/home.md": HOME
            + "\n[Talk]({filename}/news/2025-11-talk.md) [CV]({static}/images/cv.pdf)\n",
            "news/2025-11-talk.md": "See [home]({filename}../pages/home.md#top).",
            "images/cv.pdf": "PDF",
        }
    )
    assert errors(site) == []
    assert [a["href"] for a in site.page("").select(".prose a")] == ["/news/2025-11-talk/", "/images/cv.pdf"]
    assert [a["href"] for a in site.page("news/2025-11-talk/").select("h1 a")] == ["/#top"]


BROKEN_LINKS = {
    "filename": "[x]({filename}talk.md)",
    "static": "[x]({static}/images/talk.md)",
    "image": "![x]({static}/talk.md)",
    "attach": "[x]({attach}talk.md)",
}


@pytest.mark.parametrize("link", BROKEN_LINKS.values(), ids=BROKEN_LINKS)
def test_broken_link_stops_the_build(make_site: MakeSite, link: str) -> None:
    site = make_site({"news/2025-11-a.md": f"Title: A\n\nOne.\n\n{link}\n"})
    assert site.status == 1
    (error,) = errors(site)
    assert error.startswith("content/news/2025-11-a.md:5: there is no file for the link {")


PLAIN_LINKS = {
    "[x](/nothing/)": "the link /nothing/ leads to no page and no file of the site",
    "![x](/images/nope.png)": "the link /images/nope.png leads to no page",
    "[x](cv.md)": "the link cv.md leads elsewhere on every page",
    '<img src="../images/a.png" alt="x">': "the link ../images/a.png leads elsewhere",
}


@pytest.mark.parametrize(("link", "problem"), PLAIN_LINKS.items())
def test_plain_link_that_leads_nowhere(make_site: MakeSite, link: str, problem: str) -> None:
    site = make_site({"news/2025-11-a.md": f"Title: A\n\nOne.\n\n{link}\n"})
    assert site.status == 1
    assert [line.startswith(f"content/news/2025-11-a.md:5: {problem}") for line in errors(site)] == [True]


def test_plain_links_that_lead_somewhere(make_site: MakeSite) -> None:
    text = (
        "[a](/news/) [b](/cv.pdf?x#y) [c](#top) [d](mailto:a@b.org) [e](https://x.org) [f](/) <http://x.org/>"
    )
    assert errors(make_site({"news/2025-11-a.md": f"Title: A\n\n{text}", "extra/cv.pdf": "PDF"})) == []


def test_plain_link_out_of_a_site_in_a_folder(make_site: MakeSite) -> None:
    site = make_site({"news/2025-11-a.md": "[x](/news/)"}, SITEURL="https://x.org/me")
    assert "the link /news/ leaves the site's own folder" in errors(site)[0]


# --- unique_paths ---

COLLISIONS = {
    "two pages": (
        {"pages/a.md": "Title: A\nSave_as: x.html\n\nA", "pages/b.md": "Title: B\nSave_as: x.html\n\nB"},
        "content/pages/b.md: wants the address /x.html, which content/pages/a.md has",
    ),
    "two news items": (
        {"news/2025-11-a.md": "Slug: a\n\nA", "news/2025-12-a.md": "Slug: a\n\nB"},
        "content/news/2025-11-a.md: wants the address /news/a/index.html, "
        "which content/news/2025-12-a.md has",
    ),
    "a page and a file": (
        {"pages/a.md": "Title: A\nSave_as: a.html\n\nA", "extra/a.html": "A"},
        "content/pages/a.md: wants the address /a.html, which content/extra/a.html has",
    ),
    "a page and a list": (
        {"pages/news.md": "Title: News\n\nA"},
        "content/pages/news.md: wants the address /news/index.html, which theme/templates/news.html has",
    ),
    "a file and the robots.txt": (
        {"extra/robots.txt": "User-agent: *"},
        "theme/templates/robots.txt: wants the address /robots.txt, which content/extra/robots.txt has",
    ),
}


@pytest.mark.parametrize(("files", "error"), COLLISIONS.values(), ids=COLLISIONS)
def test_collision_stops_the_build(make_site: MakeSite, files: dict[str, str], error: str) -> None:
    site = make_site(files)
    assert site.status == 1
    assert [line.startswith(error) for line in errors(site)] == [True]


def test_files_in_extra_go_to_the_root(make_site: MakeSite) -> None:
    names = ("CNAME", ".nojekyll", "slides/a.pdf", "slides/b.pdf", ".well-known/x", ".DS_Store")
    site = make_site({"images/a.png": b"PNG", **{f"extra/{name}": "example.org" for name in names}})
    assert errors(site) == []
    assert {".nojekyll", "slides/a.pdf", "slides/b.pdf", ".well-known/x"} <= set(site.files)
    assert (site.files["CNAME"], site.files["images/a.png"]) == (b"example.org", b"PNG")
    assert not [path for path in site.files if ".DS_Store" in path]


# --- person ---

INITIALS = {
    "Anhao Zhao": "AZ",
    "Ada": "A",
    "Martin Luther King": "MK",
    "赵安浩": "赵",
    "": "",
    "élodie q": "ÉQ",
}


@pytest.mark.parametrize(("name", "letters"), INITIALS.items())
def test_initials(name: str, letters: str) -> None:
    assert initials(name) == letters


PERSON: dict[str, tuple[dict[str, Any], list[str]]] = {
    "good": ({"name": "A", "sameAs": {"GitHub": "https://x.org/a"}}, []),
    "no name": ({}, ["name"]),
    "misspelt": ({"name": "A", "jobtitle": "Dr."}, ["jobtitle"]),
    "wrong kind": ({"name": "A", "sameAs": ["https://x.org"]}, ["sameAs"]),
    "no address": (
        {"name": "A", "sameAs": {"X": "x.org", "Y": "javascript:a()"}},
        ['sameAs["X"]', 'sameAs["Y"]'],
    ),
    "no portrait": ({"name": "A", "image": "images/me.jpg"}, ["image"]),
    "affiliation without a name": ({"name": "A", "affiliation": [{"url": "x"}]}, ["affiliation[0]"]),
    "department as text": (
        {"name": "A", "affiliation": [{"name": "U", "department": "D"}]},
        ["affiliation[0].department"],
    ),
    "affiliation's address": (
        {"name": "A", "affiliation": [{"name": "U", "url": "u"}]},
        ["affiliation[0].url"],
    ),
    "e-mail": ({"name": "A", "email": "a b"}, ["email"]),
}


@pytest.mark.parametrize(("person", "keys"), PERSON.values(), ids=PERSON)
def test_person(tmp_path: Path, person: dict[str, Any], keys: list[str]) -> None:
    assert [key for key, _ in person_problems(person, tmp_path)] == keys


SETTINGS = {
    "person": ("PERSON['name'] = ''", {}, "pelicanconf.py: PERSON: name: is missing"),
    "address": ("", {"SITEURL": "example.org"}, "pelicanconf.py: CANONICAL_URL: 'example.org' is no public"),
    "slash": ("CANONICAL_URL += '/'", {}, "pelicanconf.py: CANONICAL_URL: 'https://anhaozhao"),
    "time zone": ("TIMEZONE = 'Ningbo'", {}, "pelicanconf.py: TIMEZONE: 'Ningbo' is no time zone"),
    "section": (
        "HOME_SECTIONS = ['content', 'newz']",
        {},
        "pelicanconf.py: HOME_SECTIONS: there is no section 'newz'; use content, news,",
    ),
    "syntax": ("NEWS_URL = = 1", {}, "pelicanconf.py:"),
    "plugin": ("PLUGINS.append('nonesuch')", {}, "Cannot load plugin `nonesuch`"),
}


@pytest.mark.parametrize(("settings", "env", "error"), SETTINGS.values(), ids=SETTINGS)
def test_bad_settings_stop_the_build(
    make_site: MakeSite, settings: str, env: dict[str, str], error: str
) -> None:
    site = make_site({}, settings, **env)
    assert site.status == 1
    assert errors(site)[0].startswith(error)


def test_order_of_the_sections_and_a_missing_plugin(make_site: MakeSite) -> None:
    site = make_site(
        {"news/2025-11-a.md": "A", "service.toml": "[[other]]\nrole = 'R'\nwhat = 'W'\n"},
        "HOME_SECTIONS = ['service', 'publications', 'news', 'content']\nPLUGINS.remove('publications')",
    )
    assert (site.status, site.report) == (0, [])
    assert texts(site.page("").select(".home-content h2")) == ["Service", "News"]
    assert "Hello." in texts(site.page("").select(".home-content > *"))[-1]


def test_home_page_that_is_missing_stops_the_build(make_site: MakeSite) -> None:
    site = make_site({"pages/home.md": None, "pages/404.md": None})
    assert site.status == 1
    assert sorted(line.split(",")[0] for line in site.report) == [
        "error: content/pages/home.md: is missing",
        "warning: content/pages/404.md: is missing",
    ]


def test_little_is_needed(make_site: MakeSite) -> None:
    gone = "del VISITOR_MAP, SERVICE_PATH, VISITOR_MAP_SAVE_AS"
    site = make_site(
        {"pages/home.md": "Hello."}, f"PERSON = {{'name': 'Ada'}}\n{gone}", SITEURL="https://x.org/"
    )
    assert site.status == 0
    home = site.page("")
    assert texts(home.select("h1, .monogram")) == ["A", "Ada"]
    assert home.select_one("link[rel=canonical]")["href"] == "https://x.org/"  # type: ignore[index]


# --- typography ---

TYPOGRAPHY = {
    "ICML'25": "ICML’25",
    '"Quoted" -- and---so on...': "“Quoted” – and—so on…",
    "don't": "don’t",
    '`a\'1 -- "b"`': 'a\'1 -- "b"',
}


@pytest.mark.parametrize(("written", "shown"), TYPOGRAPHY.items())
def test_typography(make_site: MakeSite, written: str, shown: str) -> None:
    site = make_site({"pages/home.md": f"{HOME}\n{written}\n"})
    assert texts(site.page("").select(".prose p:last-child")) == [shown]


# --- visitor_map ---

MAPS: dict[str, tuple[dict[str, Any], str | None, list[str]]] = {
    "none": ({}, None, []),
    "no id": ({"provider": "mapmyvisitors", "id": ""}, None, []),
    "good": (
        {"id": "aB-_1", "cl": "ffffff", "w": "a"},
        "https://mapmyvisitors.com/map.js?d=aB-_1&cl=ffffff&w=a",
        [],
    ),
    "escaped": ({"id": "a", "cl": "f&x"}, "https://mapmyvisitors.com/map.js?d=a&cl=f%26x", []),
    "unknown provider": ({"provider": "revolvermaps", "id": "a"}, None, ["provider"]),
    "an embed for an id": ({"id": "<script>"}, None, ["id"]),
    "unknown parameter": ({"id": "a", "color": "red"}, None, ["color"]),
}


@pytest.mark.parametrize(("setting", "url", "keys"), MAPS.values(), ids=MAPS)
def test_map_setting(setting: dict[str, Any], url: str | None, keys: list[str]) -> None:
    visitor_map, problems = parse_setting(setting)
    assert (visitor_map.script_url if visitor_map else None) == url
    assert [key for key, _ in problems] == keys


def test_no_map_in_development(make_site: MakeSite) -> None:
    site = make_site({})
    assert "visitor" not in site.page("").select_one("main").decode()  # type: ignore[union-attr]
    assert [path for path in site.files if "visitor-map/" in path] == []
