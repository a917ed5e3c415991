"""The visitor map, with a stub of its provider that answers, fails, hangs, or is blocked."""

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from playwright.sync_api import BrowserContext, FrameLocator, Page, expect

from provider import PROVIDER, Stub


@pytest.fixture
def provider(
    request: pytest.FixtureRequest, context: BrowserContext, page: Page, stub: Stub
) -> Iterator[Stub]:
    """The provider in the mode that the test asks for."""
    stub.begin(request.param)
    if stub.mode != "is blocked":
        context.route(f"https://{PROVIDER}/**", lambda route: route.continue_())
    yield stub
    page.close()
    stub.end()


ALL = pytest.mark.parametrize(
    "provider", ["answers", "fails", "hangs", "hangs later", "is blocked"], indirect=True
)


def frame(page: Page) -> FrameLocator:
    return page.frame_locator(".visitor-map iframe")


def height(page: Page) -> float:
    box = page.locator(".visitor-map iframe").bounding_box()
    assert box
    return box["height"]


@ALL
def test_page_is_whole_before_and_after_the_map_is_reached(
    page: Page, outside: list[str], provider: Stub, address: str
) -> None:
    page.set_viewport_size({"width": 1440, "height": 900})
    page.goto(f"{address}/")
    page.wait_for_timeout(500)
    assert (provider.asked, outside) == ([], [])
    expect(page.locator(".publication")).to_have_count(8)

    page.locator(".visitor-map").scroll_into_view_if_needed()
    until(page, lambda: bool(provider.asked or outside))
    if provider.mode == "answers":
        expect(frame(page).locator(".mapmyvisitors-map")).to_be_visible()
        expect(frame(page).locator("#statistics")).to_be_hidden()
        until(page, lambda: height(page) == 150)
        assert frame(page).locator("body").get_attribute("data-reached") == "no"
    else:
        page.wait_for_timeout(500)
        expect(frame(page).get_by_role("link", name="Visitors", exact=True)).to_be_in_viewport()
        assert height(page) == 56  # a line
    assert (provider.asked or outside)[0].endswith(
        "/map.js?d=afTwX2ycX1wEm9gTuX9zoo-NhxMLThqkW2-0vJ83YqU&cl=ffffff&w=a"
    )
    assert [url for url in outside if PROVIDER not in url] == []
    expect(page.locator("body")).not_to_contain_text("taken over")


def until(page: Page, condition: Callable[[], bool]) -> None:
    """Wait until ``condition()`` is true; fail after ten seconds."""
    for _ in range(200):
        if condition():
            return
        page.wait_for_timeout(50)
    raise AssertionError("it never came true")


@ALL
def test_page_is_ready_without_the_provider(page: Page, provider: Stub, address: str) -> None:
    """On a screen that shows the whole page at once the map is asked for while the page loads."""
    page.set_viewport_size({"width": 1440, "height": 4000})
    page.goto(f"{address}/", wait_until="load", timeout=5000)
    expect(page.locator(".visitor-map iframe")).to_be_in_viewport()


def test_without_javascript_there_is_a_link_and_no_request(browser: Any, address: str) -> None:
    context = browser.new_context(java_script_enabled=False)
    asked = []
    context.on("request", lambda request: asked.append(request.url))
    page = context.new_page()
    page.goto(f"{address}/")
    page.locator(".visitor-map").scroll_into_view_if_needed()
    expect(frame(page).get_by_role("link", name="Visitors", exact=True)).to_be_visible()
    assert [url for url in asked if not url.startswith(address)] == []
    context.close()
