"""News: what its author need not type, and what is said of what cannot be read."""

from collections.abc import Callable
from datetime import datetime

import pytest

from news import DateError, inline, is_one_paragraph, parse_date
from sites import Site, texts

MakeSite = Callable[..., Site]

DATES = {
    "2025-11": (datetime(2025, 11, 1), "2025-11"),
    "2024-02-29": (datetime(2024, 2, 29), "2024-02-29"),
    "2025-11-07 10:20": (datetime(2025, 11, 7, 10, 20), "2025-11-07"),
    " 2025-11-07 ": (datetime(2025, 11, 7), "2025-11-07"),
}


@pytest.mark.parametrize(("text", "expected"), DATES.items())
def test_dates(text: str, expected: tuple[datetime, str]) -> None:
    assert parse_date(text) == expected


@pytest.mark.parametrize("text", ["", "2025", "2025-13", "2025-02-30", "11/2025", "soon", "2025.11"])
def test_dates_that_are_none(text: str) -> None:
    with pytest.raises(DateError, match="write a month as 2025-11"):
        parse_date(text)


PARAGRAPHS = {
    "<p>One <a>link</a></p>": ("One <a>link</a>", True),
    "<p>One</p>\n<p>Two</p>": ("<p>One</p>\n<p>Two</p>", False),
    "<ul><li>One</li></ul>": ("<ul><li>One</li></ul>", False),
    "": ("", False),
}


@pytest.mark.parametrize(("html", "expected"), PARAGRAPHS.items())
def test_inline(html: str, expected: tuple[str, bool]) -> None:
    assert (inline(html), is_one_paragraph(html)) == expected


def test_title_date_and_address_come_from_the_file(make_site: MakeSite) -> None:
    site = make_site({"news/2025-11-a-talk.md": "Gave a *talk* at [X](https://x.org/) 🎉\n"})
    assert (site.status, site.report) == (0, [])
    page = site.page("news/2025-11-a-talk/")
    assert page.title is not None
    assert page.title.get_text() == "Gave a talk at X 🎉 · Anhao Zhao"
    assert texts(page.select("h1")) == ["Gave a talk at X 🎉"]
    assert [link["href"] for link in page.select("h1 a")] == ["https://x.org/"]
    assert [(time["datetime"], time.get_text()) for time in page.select("time")] == [("2025-11", "2025.11")]


def test_what_the_author_typed_wins(make_site: MakeSite) -> None:
    site = make_site(
        {"news/2025-11-talk.md": "Title: A talk\nDate: 2024-03-05\nSlug: the-talk\n\nIt was good."}
    )
    page = site.page("news/the-talk/")
    assert texts(page.select("h1")) == ["A talk"]
    assert [time["datetime"] for time in page.select("time")] == ["2024-03-05"]
    assert "It was good." in page.get_text()


def test_newest_first_and_one_month_in_the_order_of_the_files(make_site: MakeSite) -> None:
    names = ["2025-05-b", "2025-05-a", "2025-05-07-day", "2024-12-old", "2025-06-new", "2025-05-c"]
    site = make_site({f"news/{name}.md": f"Item {name}" for name in names})
    expected = ["2025-06-new", "2025-05-07-day", "2025-05-a", "2025-05-b", "2025-05-c", "2024-12-old"]
    for url in ("", "news/"):
        assert texts(site.page(url).select(".news-item p")) == [f"Item {name}" for name in expected]
    assert texts(site.page("news/").select("h2")) == ["2025", "2024"]


LONG = "First paragraph with a [link](https://x.org/).\n\nSecond paragraph."


def test_lists_show_short_items_whole_and_long_ones_in_short(make_site: MakeSite) -> None:
    site = make_site(
        {
            "news/2025-11-short.md": "Short, with a [link](https://x.org/).",
            "news/2025-10-long.md": f"Title: A long post\n\n{LONG}",
            "news/2025-09-wordy.md": "Title: Wordy\n\n" + "word " * 60,
            "news/2025-08-summed-up.md": f"Title: Summed up\nSummary: In *short*.\n\n{LONG}",
        }
    )
    short, long, wordy, summed_up = site.page("").select(".news-item")
    assert [link["href"] for link in short.select("a")] == ["/news/2025-11-short/", "https://x.org/"]
    assert [link["href"] for link in long.select("h3 a, h3 + div a")] == [
        "/news/2025-10-long/",
        "https://x.org/",
    ]
    assert "First paragraph" in long.get_text()
    assert "Second paragraph" not in long.get_text()
    assert wordy.get_text().count("word") == 50
    assert texts(summed_up.select("h3 + div")) == ["In short."]


def test_titled_item_shows_its_title_even_if_it_is_short(make_site: MakeSite) -> None:
    site = make_site({"news/2025-11-a.md": "Title: The title\nSummary: In short.\n\nIt began with …"})
    (item,) = site.page("").select(".news-item")
    assert texts(item.select("h3 a, h3 + div")) == ["The title", "In short."]


def test_jekyll_front_matter(make_site: MakeSite) -> None:
    site = make_site(
        {"news/2025-11-a.md": "---\ntitle: \"A 'title'\"\ndate: 2025-10-01\n---\n\nText.\n\nMore."}
    )
    assert (site.status, site.report) == (0, [])
    page = site.page("news/2025-11-a/")
    assert texts(page.select("h1, time")) == ["2025.10.01", "A ‘title’"]


def test_names_of_files_become_plain_addresses(make_site: MakeSite) -> None:
    site = make_site(
        {
            "news/2025-11-a b#c 50%.md": "One",
            "news/2025-11-研究.md": "Two\n",
            "news/2025-11-fr.md": "Lang: fr\n\nX",
        }
    )
    assert (site.status, site.report) == (0, [])
    assert {path for path in site.files if path.startswith("news/2")} == {
        "news/2025-11-a-bc-50/index.html",
        "news/2025-11-研究/index.html",
        "news/2025-11-fr/index.html",
    }
    assert "news/2025-11-%E7%A0%94%E7%A9%B6/</loc>" in (site.output / "sitemap.xml").read_text()


def test_without_news_the_section_vanishes(make_site: MakeSite) -> None:
    site = make_site({})
    assert site.status == 0
    assert site.page("").select("#news") == []
    assert "There is no news yet." in site.page("news/").get_text()


def test_draft_is_not_listed_and_says_that_it_is_one(make_site: MakeSite) -> None:
    site = make_site({"news/idea.md": "Status: draft\n\nAn idea."})
    assert (site.status, site.report) == (0, [])
    assert site.page("").select("#news") == []
    page = site.page("drafts/idea/")
    assert texts(page.select(".article-date strong")) == ["Draft"]
    assert page.select("meta[name=robots][content=noindex]")


PROBLEMS = {
    "no date": ({"news/talk.md": "Hello"}, "content/news/talk.md:1: Date: is missing"),
    "month 13": (
        {"news/2025-13-talk.md": "Hello"},
        "content/news/2025-13-talk.md:1: Date: '2025-13' is no date",
    ),
    "bad date in the file": (
        {"news/talk.md": "Title: T\nDate: next week\n\nHello"},
        "content/news/talk.md:2: Date: 'next week' is no date",
    ),
    "no text": ({"news/2025-11-empty.md": ""}, "content/news/2025-11-empty.md:1: Title: is missing"),
    "not UTF-8": (
        {"news/2025-11-bad.md": b"caf\xe9"},
        "content/news/2025-11-bad.md:1: byte 0xe9 is not UTF-8",
    ),
    "one-digit month": (
        {"news/2025-1-talk.md": "Hello"},
        "content/news/2025-1-talk.md:1: Date: is missing; name the file 2025-01-talk.md",
    ),
    "unknown key": (
        {"news/2025-11-x.md": "Sumary: S\n\nHello"},
        'content/news/2025-11-x.md:1: Sumary: nobody knows this key; did you mean "Summary"?',
    ),
    "text that looks like a key": (
        {"news/2025-11-x.md": "Great: our paper is accepted.\n\nMore."},
        "content/news/2025-11-x.md:1: Great: nobody knows this key; if it is text, put an empty line before",
    ),
    "title twice": (
        {"news/2025-11-x.md": "Title: A\nTitle: B\n\nHello"},
        "content/news/2025-11-x.md:1: Title: stands more than once",
    ),
    "page without a title": ({"pages/x-news.md": "Hello"}, "content/pages/x-news.md:1: Title: is missing"),
    "short indent": (
        {"pages/x-news.md": "Title: T\nRedirect_from:\n  - /a/\n\nHello"},
        "content/pages/x-news.md:2: Redirect_from: '- /a/' must be indented by four spaces",
    ),
    "not read": ({"news/2025-11-x.MD": "Hello"}, "content/news/2025-11-x.MD: is not read; give it a name"),
    "not read either": ({"news/2025-11-x.txt": "Hello"}, "content/news/2025-11-x.txt: is not read"),
    "unknown status": (
        {"news/2025-11-x.md": "Status: publshed\n\nHello"},
        "Unknown status 'publshed' for file content/news/2025-11-x.md",
    ),
}


@pytest.mark.parametrize(("files", "report"), PROBLEMS.values(), ids=PROBLEMS)
def test_problems_stop_the_build(make_site: MakeSite, files: dict[str, str | bytes], report: str) -> None:
    site = make_site(files)
    assert site.status == 1
    assert [line.startswith(f"error: {report}") for line in site.report] == [True]
