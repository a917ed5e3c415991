"""The list of papers and a paper's page, with a mouse, with the keyboard, and without JavaScript."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Browser, Page, expect

from sites import Site


def shown(page: Page) -> list[str]:
    titles = page.locator(".publication:visible .publication-title").all_inner_texts()
    return [title.split(":")[0] for title in titles]


BINS = "A dynamic multi-modal deep reinforcement learning framework for 3D bin packing problem"
WORDS = {
    "skipgpt": ["SkipGPT"],
    "EMNLP": ["VisiPruner", "Unveiling In-Context Learning"],
    "2024": ["Unveiling In-Context Learning", BINS],
    "andrew lim": [BINS],
    "tong 2025 stream": ["LLM as Effective Streaming Processor"],
    "code": [],
    "nothing like this": [],
}


@pytest.mark.parametrize(("words", "titles"), WORDS.items())
def test_filter(page: Page, address: str, words: str, titles: list[str]) -> None:
    page.goto(f"{address}/publications/")
    page.get_by_label("Filter by title").fill(words)
    expect(page.locator(".filter [role=status]")).to_have_text(f"{len(titles)} of 8 publications")
    assert shown(page) == titles
    # A year without papers shows no heading.
    headings = page.locator(".publication-group h2:visible")
    groups = page.locator(".publication-group:has(.publication:not([hidden]))")
    assert headings.count() == groups.count()


def test_filter_keeps_the_address_and_reads_it(page: Page, address: str) -> None:
    page.goto(f"{address}/publications/")
    box = page.get_by_label("Filter by title")
    box.fill("skip gpt & co")
    expect(page).to_have_url(f"{address}/publications/?q=skip+gpt+%26+co")
    box.fill("")
    expect(page).to_have_url(f"{address}/publications/")
    expect(page.locator(".publication:visible")).to_have_count(8)
    page.goto(f"{address}/publications/?q=SKIPGPT#paper-zhao2025skipgpt")
    expect(box).to_have_value("SKIPGPT")
    assert shown(page) == ["SkipGPT"]
    expect(page).to_have_url(f"{address}/publications/?q=SKIPGPT#paper-zhao2025skipgpt")


def test_filter_by_keyboard(page: Page, address: str) -> None:
    page.goto(f"{address}/publications/")
    for _ in range(20):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.id") == "filter":
            break
    page.keyboard.type("icml")
    assert shown(page) == ["SkipGPT"]
    # The next stop is a link that is visible.
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.checkVisibility()")


def test_list_without_javascript(browser: Browser, address: str) -> None:
    page = browser.new_page(java_script_enabled=False)
    page.goto(f"{address}/publications/")
    expect(page.locator(".publication:visible")).to_have_count(8)
    expect(page.locator(".filter")).to_be_hidden()
    page.get_by_role("navigation", name="Publications by group").get_by_role("link", name="2024").click()
    expect(page).to_have_url(f"{address}/publications/#group-3")
    expect(page.locator("#group-3")).to_be_in_viewport()
    page.close()


def test_copy_by_keyboard(page: Page, address: str) -> None:
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.goto(f"{address}/publications/zhao2025skipgpt/")
    page.get_by_role("button", name="Copy BibTeX").focus()
    page.keyboard.press("Enter")
    expect(page.locator(".cite [role=status]")).to_have_text("Copied")
    copied = page.evaluate("navigator.clipboard.readText()")
    assert copied.startswith("@inproceedings{zhao2025skipgpt,")
    assert copied.replace("\r\n", "\n") == page.locator(".cite code").text_content()


def test_paper_without_javascript(browser: Browser, address: str) -> None:
    page = browser.new_page(java_script_enabled=False)
    page.goto(f"{address}/publications/zhao2025skipgpt/")
    expect(page.locator(".cite code")).to_contain_text("SkipGPT")
    expect(page.get_by_role("button")).to_have_count(0)
    page.get_by_role("link", name="Unveiling").click()
    expect(page.locator("h1")).to_contain_text("Unveiling In-Context Learning")
    page.close()


@pytest.mark.parametrize("javascript", [True, False], ids=["script", "no script"])
def test_long_author_list_opens(
    browser: Browser, make_site: Callable[..., Site], serve: Callable[..., str], javascript: bool
) -> None:
    names = " and ".join(
        [*(f"Author{letter}, Given" for letter in "ABCDEFGHIJ"), "Zhao, Anhao", "Last, Very"]
    )
    bib = (
        f"@misc{{a, author = {{{names}}}, title = {{T}}, date = {{2025}}, author+an = {{5=equal; 11=equal}}}}"
    )
    site = make_site({"publications.bib": bib}, "PUBLICATIONS_MAX_AUTHORS = 4")
    page = browser.new_page(java_script_enabled=javascript)
    page.goto(f"{serve(site.output)}/publications/")
    authors = page.locator(".publication-authors > span:visible")
    assert [name.strip(", ") for name in authors.all_inner_texts()] == [
        "Given AuthorA",
        "Given AuthorB",
        "Given AuthorC",
        "Anhao Zhao*",
        "Very Last",
    ]
    page.get_by_text("all 12 authors").focus()
    page.keyboard.press("Enter")
    expect(authors).to_have_count(12)
    assert authors.all_inner_texts()[4].strip(", ") == "Given AuthorE*"
    page.close()
