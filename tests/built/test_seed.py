"""The finished site of the owner, against the page that it came from (tests/data/seed/about.md)."""

import json
import re
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from urllib.parse import urldefrag, urlsplit
from xml.etree import ElementTree

import feedparser
import pytest
from bs4 import BeautifulSoup
from markdown import markdown

from sites import ROOT, Site, build, copy_project, texts

ADDRESS = "https://anhaozhao-llmer.github.io"


def seed_page() -> BeautifulSoup:
    """Return the owner's page as it came, its mojibake (UTF-8 read as cp1252) repaired, as HTML."""
    text = (ROOT / "tests/data/seed/about.md").read_text(encoding="utf-8")
    text = text.encode("cp1252").decode("utf-8")
    _, _, body = text.split("---\n", 2)
    body = re.sub(r"<!--.*?-->", "", body)
    return BeautifulSoup(markdown(body, extensions=["nl2br"]), "html.parser")


def facts(page: BeautifulSoup) -> Iterator[str]:
    """Yield the text of the page, a line at a time."""
    for script in page.select("script"):
        script.decompose()
    for line in page.get_text().splitlines():
        if line.strip():
            yield line.strip()


def bare(text: str) -> str:
    """Return ``text`` without what is a matter of looks: white space, brackets, the shape of apostrophes."""
    return re.sub(r"[\s\[\]]", "", text).replace("’", "'")


def test_every_text_of_the_seed_is_there_in_order(seed: Site) -> None:
    main = seed.page("").select_one("main")
    assert main is not None
    shown, position = bare(main.get_text()), 0
    lines = list(facts(seed_page()))
    assert len(lines) == 47
    for line in lines:
        found = shown.find(bare(line), position)
        assert found >= 0, f"missing, or not in the seed's order: {line}"
        position = found + len(bare(line))


def test_every_link_of_the_seed_is_there_in_order(seed: Site) -> None:
    expected = [link["href"] for link in seed_page().select("a")]
    assert len(expected) == 28
    links = iter(link["href"] for link in seed.page("").select(".home-content a"))
    for url in expected:
        assert url in links, f"missing, or not in the seed's order: {url}"


def test_owner_is_marked_in_every_paper(seed: Site) -> None:
    papers = seed.page("").select(".publication")
    assert len(papers) == 8
    assert [texts(paper.select(".owner")) for paper in papers] == [["Anhao Zhao"]] * 8


def test_dates_of_the_news(seed: Site) -> None:
    times = [time["datetime"] for time in seed.page("").select(".news-item time")]
    assert times == ["2025-11", "2025-09", "2025-08", "2025-05", "2025-05", "2025-05", "2024-09"]


def test_front_matter(seed: Site) -> None:
    home = seed.page("")
    assert home.select_one("meta[name=description]")["content"] == "About me"  # type: ignore[index]
    assert home.select(".profile h1")
    for url in ("about/", "about.html"):
        assert [link["href"] for link in seed.page(url).select("link[rel=canonical]")] == [f"{ADDRESS}/"]
    assert "## About Me" not in home.decode()
    assert "## About Me" in (ROOT / "tests/data/seed/about.md").read_text(encoding="utf-8")


def test_profile_in_the_words_of_schema_org(seed: Site) -> None:
    script = seed.page("").select_one("script[type='application/ld+json']")
    assert script
    data = json.loads(script.get_text())
    assert (data["@type"], data["url"]) == ("ProfilePage", f"{ADDRESS}/")
    person = data["mainEntity"]
    assert (person["@type"], person["name"], person["jobTitle"]) == (
        "Person",
        "Anhao Zhao",
        "Joint Ph.D. student",
    )
    assert [place["department"]["name"] for place in person["affiliation"]] == ["NLP Group", "EIT NLP"]
    assert person["sameAs"] == [a["href"] for a in seed.page("").select(".profile a[rel=me]")]


def test_no_mojibake(seed: Site) -> None:
    for path, content in seed.files.items():
        text = content.decode("utf-8")
        assert not re.search("â€|ðŸ|Ã.|�", text), path


def pages(site: Site) -> dict[str, BeautifulSoup]:
    return {path: site.page(path) for path in site.files if path.endswith(".html")}


def test_every_internal_link_and_fragment_resolves(seed: Site) -> None:
    all_pages = pages(seed)
    checked = 0
    for path, page in all_pages.items():
        for node in page.select("[href], [src]"):
            url, fragment = urldefrag(str(node.get("href") or node.get("src")))
            if url.startswith("http") and urlsplit(url).netloc != urlsplit(ADDRESS).netloc:
                continue
            assert url == "" or url.startswith(f"{ADDRESS}/"), f"{path}: {url}"
            target = urlsplit(url).path.lstrip("/") if url else path
            target += "index.html" if target.endswith("/") or not target else ""
            assert target in seed.files, f"{path}: {url}"
            if fragment:
                assert all_pages[target].select(f'[id="{fragment}"]'), f"{path}: {url}#{fragment}"
            checked += 1
    assert checked > 100


FRAME = "visitor-map/index.html"
REDIRECTS = {"about.html", "about/index.html"}


def test_head_of_every_page(seed: Site) -> None:
    titles = set()
    for path, page in pages(seed).items():
        url = f"{ADDRESS}/{path.removesuffix('index.html')}"

        def value(selector: str, attribute: str, page: BeautifulSoup = page) -> str:
            nodes = page.select(selector)
            assert len(nodes) == 1, selector
            return str(nodes[0][attribute])

        assert value("html", "lang") == "en"
        assert page.title
        assert page.title.get_text().strip(), path
        assert value("meta[name=description]", "content"), path
        assert value("meta[name=viewport]", "content") == "width=device-width, initial-scale=1"
        if path in REDIRECTS | {FRAME}:
            assert page.select("meta[name=robots][content=noindex]")
            continue
        assert len(page.select("h1")) == 1, path
        titles.add(page.title.get_text())
        assert page.select(f'link[rel=alternate][href="{ADDRESS}/feeds/news.atom.xml"]')
        assert value("link[rel=icon]", "href") == f"{ADDRESS}/favicon.svg"
        assert value("meta[property='og:url']", "content") == url
        assert page.title.get_text().startswith(value("meta[property='og:title']", "content"))
        assert value("meta[property='og:description']", "content") == value(
            "meta[name=description]", "content"
        )
        if path == "404.html":
            assert page.select("meta[name=robots][content=noindex]")
        else:
            assert value("link[rel=canonical]", "href") == url
    assert len(titles) == 19  # no two pages have the same


def test_headings_go_down_by_one(seed: Site) -> None:
    for path, page in pages(seed).items():
        levels = [int(heading.name[1]) for heading in page.select("h1, h2, h3, h4, h5, h6")]
        assert all(b <= a + 1 for a, b in zip([0, *levels], levels, strict=False)), path


def test_feed(seed: Site) -> None:
    content = seed.files["feeds/news.atom.xml"]
    feed = feedparser.parse(content)
    assert (feed.bozo, feed.version) == (False, "atom10")
    assert feed.feed.title == "Anhao Zhao"
    assert feed.feed.link == f"{ADDRESS}/"
    assert [entry.link for entry in feed.entries] == [
        f"{ADDRESS}/{link}"
        for link in (
            "news/2025-11-attended-emnlp-2025/",
            "news/2025-09-started-phd/",
            "news/2025-08-paper-accepted-by-emnlp-2025/",
            "news/2025-05-latent-cot-survey/",
            "news/2025-05-paper-accepted-by-acl-2025/",
            "news/2025-05-paper-accepted-by-icml-2025/",
            "news/2024-09-paper-accepted-by-emnlp-2024/",
        )
    ]
    assert feed.entries[2].title == "Got one paper accepted by EMNLP 2025🎉!"
    assert "https://arxiv.org/pdf/2505.16782" in feed.entries[3].content[0].value
    assert feed.entries[0].published.startswith("2025-11-01")
    assert len({entry.id for entry in feed.entries}) == 7


def test_sitemap_and_robots(seed: Site) -> None:
    namespace = "{http://www.sitemaps.org/schemas/sitemap/0.9}"
    locations = [
        location.text
        for location in ElementTree.fromstring(seed.files["sitemap.xml"]).iter(f"{namespace}loc")  # noqa: S314
    ]
    indexed = [
        f"{ADDRESS}/{path.removesuffix('index.html')}"
        for path, page in pages(seed).items()
        if not page.select("meta[name=robots][content=noindex]")
    ]
    assert sorted(map(str, locations)) == sorted(indexed)
    assert f"Sitemap: {ADDRESS}/sitemap.xml" in seed.files["robots.txt"].decode()


def test_no_third_party_but_links(seed: Site) -> None:
    for path, page in pages(seed).items():
        for node in page.select("[src], link[rel~=stylesheet], link[rel~=preload], link[rel~=icon]"):
            url = str(node.get("src") or node.get("href"))
            assert url.startswith(f"{ADDRESS}/"), f"{path}: {url}"
    loose = [path for path, page in pages(seed).items() if "unsafe" in page.decode()]
    assert loose == [FRAME]
    assert 'id="mapmyvisitors-widget"' not in "".join(page.decode() for page in pages(seed).values())


CLOCK = """
import time_machine
time_machine.travel({moment!r}, tick=True).start()
"""


@pytest.mark.parametrize("production", [False, True])
def test_same_bytes_whatever_the_day_the_zone_and_the_language(tmp_path: Path, production: bool) -> None:
    circumstances = [
        (datetime(2026, 2, 27, 12, tzinfo=UTC), {"TZ": "UTC", "LC_ALL": "C", "PYTHONHASHSEED": "1"}),
        (
            datetime(2031, 12, 31, 23, 59, tzinfo=UTC),
            {"TZ": "Pacific/Kiritimati", "LC_ALL": "C.UTF-8", "LANG": "tr_TR.UTF-8", "PYTHONHASHSEED": "2"},
        ),
    ]
    sites = []
    for number, (moment, variables) in enumerate(circumstances):
        clock = tmp_path / f"clock{number}"
        clock.mkdir()
        (clock / "sitecustomize.py").write_text(CLOCK.format(moment=moment.isoformat()))
        root = copy_project(tmp_path / f"copy{number}" / "site")
        path = f"{clock}:{root / 'plugins'}"
        sites.append(build(root, production=production, PYTHONPATH=path, **variables))
        assert (sites[-1].status, sites[-1].report) == (0, [])
    assert sites[0].files == sites[1].files


def test_the_clock_of_that_test_runs_elsewhere(tmp_path: Path) -> None:
    """A build that shows today's date differs, so the test above can fail."""
    days = []
    for day in ("2026-02-27", "2031-12-31"):
        clock = tmp_path / f"clock-{day}"
        clock.mkdir()
        (clock / "sitecustomize.py").write_text(CLOCK.format(moment=day))
        root = copy_project(tmp_path / day / "site")
        template = root / "theme/templates/robots.txt"
        settings = root / "pelicanconf.py"
        settings.write_text(settings.read_text() + "\nimport datetime\nTODAY = datetime.date.today()\n")
        template.write_text("{{ TODAY }}")
        site = build(root, PYTHONPATH=f"{clock}:{root / 'plugins'}")
        days.append(site.files["robots.txt"].decode())
    assert days == ["2026-02-27", "2031-12-31"]
