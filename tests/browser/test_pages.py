"""Every kind of page, as a visitor meets it."""

from collections.abc import Callable
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, expect

from sites import ROOT, SVG, Site

PAGES = {
    "home": "",
    "news": "news/",
    "news item": "news/2025-09-started-phd/",
    "publications": "publications/",
    "paper": "publications/chen2025latentcot/",
    "404": "nothing/here/",
    "visitor map": "visitor-map/",
}
SCHEMES = ("light", "dark")
WIDTHS = (320, 768, 1440)


@pytest.mark.parametrize("scheme", SCHEMES)
@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("url", PAGES.values(), ids=PAGES)
def test_accessible_and_nothing_beside_the_screen(
    page: Page, address: str, url: str, width: int, scheme: str
) -> None:
    page.set_viewport_size({"width": width, "height": 800})
    page.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]
    page.goto(f"{address}/{url}")
    results = Axe().run(page)
    assert results.violations_count == 0, results.generate_report()
    assert page.evaluate("document.documentElement.scrollWidth") <= width


@pytest.mark.parametrize("scheme", SCHEMES)
@pytest.mark.parametrize("url", PAGES.values(), ids=PAGES)
def test_accessible_without_javascript(page: Page, address: str, url: str, scheme: str) -> None:
    """The checker is JavaScript itself, so here the site's own scripts are kept away."""
    page.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]
    page.route("**/*.js", lambda route: route.abort())
    page.goto(f"{address}/{url}")
    expect(page.get_by_role("button")).to_have_count(0)
    results = Axe().run(page)
    assert results.violations_count == 0, results.generate_report()


@pytest.mark.parametrize("scheme", SCHEMES)
@pytest.mark.parametrize("width", [320, 1440])
def test_rich_pages_are_accessible(
    page: Page,
    make_site: Callable[..., Site],
    serve: Callable[..., str],
    tmp_path: Path,
    width: int,
    scheme: str,
) -> None:
    """A paper with all that a paper can have, and a post with all that Markdown makes."""
    files = {
        "publications.bib": (ROOT / "tests/data/full.bib").read_text(encoding="utf-8"),
        "papers/full paper.pdf": "%PDF",
        "images/full.svg": SVG,
        "news/2025-11-post.md": (ROOT / "tests/data/post.md").read_text(encoding="utf-8"),
    }
    url = serve(tmp_path / "site/output")
    site = make_site(files, "PUBLICATIONS_MAX_AUTHORS = 2", production=True, SITEURL=url)
    assert (site.status, site.report) == (0, [])
    page.set_viewport_size({"width": width, "height": 800})
    page.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]
    for path in ("publications/zhao2024full/", "publications/", "news/2025-11-post/", ""):
        page.goto(f"{url}/{path}")
        results = Axe().run(page)
        assert results.violations_count == 0, results.generate_report()
        assert page.evaluate("document.documentElement.scrollWidth") <= width, path


def test_colours_follow_the_system(page: Page, address: str) -> None:
    colours = []
    for scheme in SCHEMES:
        page.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]
        page.goto(f"{address}/")
        style = "getComputedStyle(document.documentElement)"
        colours.append(page.evaluate(f"[{style}.backgroundColor, {style}.color]"))
    assert colours == [
        ["rgb(253, 252, 250)", "rgb(29, 31, 35)"],
        ["rgb(22, 24, 27)", "rgb(230, 228, 223)"],
    ]


def test_theme_is_chosen_and_remembered(page: Page, address: str) -> None:
    page.emulate_media(color_scheme="light")
    page.goto(f"{address}/")
    dark, background = "rgb(22, 24, 27)", "getComputedStyle(document.documentElement).backgroundColor"
    switch = page.locator(".theme-switch")
    expect(switch).to_have_text("System theme")
    switch.press("Enter")
    expect(switch).to_have_text("Light theme")
    switch.press("Enter")
    expect(switch).to_have_text("Dark theme")
    assert page.evaluate(background) == dark
    page.goto(f"{address}/news/")
    assert page.evaluate(background) == dark
    expect(switch).to_have_text("Dark theme")
    switch.press("Enter")
    expect(switch).to_have_text("System theme")
    assert page.evaluate(background) != dark


@pytest.mark.parametrize("width", [360, 1440])
def test_profile_is_beside_the_text_or_above_it(page: Page, address: str, width: int) -> None:
    page.set_viewport_size({"width": width, "height": 800})
    page.goto(f"{address}/")
    profile = page.locator(".profile").bounding_box()
    content = page.locator(".home-content").bounding_box()
    assert profile
    assert content
    if width == 360:
        assert profile["y"] + profile["height"] <= content["y"]
        assert profile["height"] < 400
    else:
        assert profile["x"] + profile["width"] <= content["x"]
        assert profile["y"] == content["y"]


@pytest.mark.parametrize("javascript", [True, False], ids=["script", "no script"])
@pytest.mark.parametrize("url", ["about/", "about.html"])
def test_redirects(browser: Browser, address: str, url: str, javascript: bool) -> None:
    page = browser.new_page(java_script_enabled=javascript)
    page.goto(f"{address}/{url}")
    page.wait_for_url(f"{address}/")
    expect(page.locator("h1")).to_have_text("Anhao Zhao")
    page.close()


def test_walk_without_javascript(browser: Browser, address: str) -> None:
    page = browser.new_page(java_script_enabled=False)
    page.goto(f"{address}/")
    expect(page.locator(".publication")).to_have_count(8)
    expect(page.locator(".news-item")).to_have_count(7)
    navigation = page.get_by_role("navigation", name="Main")
    navigation.get_by_role("link", name="News").click()
    expect(page.locator("h1")).to_have_text("News")
    expect(navigation.locator("[aria-current=page]")).to_have_text("News")
    navigation.get_by_role("link", name="Publications").click()
    expect(page.locator(".publication")).to_have_count(8)
    expect(page).to_have_title("Publications · Anhao Zhao")
    page.goto(f"{address}/nothing/here")
    expect(page.locator("h1")).to_have_text("Page not found")
    page.get_by_role("main").get_by_role("link", name="Home").click()
    expect(page.locator("h1")).to_have_text("Anhao Zhao")
    page.close()


def test_keyboard_reaches_the_content_and_every_link(page: Page, address: str) -> None:
    page.goto(f"{address}/")
    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="Skip to content")).to_be_focused()
    expect(page.get_by_role("link", name="Skip to content")).to_be_in_viewport()
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    expect(page.locator("main a").first).to_be_focused()
    count = page.locator("main a").count()
    for _ in range(count - 1):
        page.keyboard.press("Tab")
        outline = page.evaluate("getComputedStyle(document.activeElement).outlineStyle")
        assert outline == "solid"
    expect(page.locator("main a").last).to_be_focused()


def test_screen_reader_hears_roles_as_words(page: Page, address: str) -> None:
    page.goto(f"{address}/publications/")
    paper = page.locator("#paper-chen2025latentcot")
    expect(paper.get_by_role("img", name="equal contribution")).to_have_count(2)
    expect(paper.get_by_role("img", name="corresponding author")).to_have_count(2)
    expect(page.get_by_role("link", name="code: SkipGPT: Each Token is One of a Kind")).to_have_count(1)


def test_long_words_do_not_widen_the_page(
    page: Page, make_site: Callable[..., object], serve: Callable[..., str]
) -> None:
    word = "Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamtengesellschaft" * 2
    site = make_site(
        {
            "news/2025-11-long.md": f"Title: {word}\n\n{word}\n\n    code {word}\n",
            "publications.bib": f"@misc{{a, author={{{word}}}, title={{{word}}}, date={{2025}}}}",
        }
    )
    url = serve(site.output)  # type: ignore[attr-defined]
    page.set_viewport_size({"width": 320, "height": 800})
    for path in ("", "news/", "news/2025-11-long/", "publications/"):
        page.goto(f"{url}/{path}")
        assert page.evaluate("document.documentElement.scrollWidth") <= 320, path
