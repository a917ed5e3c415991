"""``invoke serve``, seen in a browser."""

from pathlib import Path

from playwright.sync_api import Page, expect

from sites import HOME, make_project, serving


def test_page_reloads_and_shows_what_is_wrong(page: Page, tmp_path: Path) -> None:
    root = make_project(tmp_path / "site", {})
    home = root / "content/pages/home.md"
    with serving(root, 8150, tmp_path / "errors") as url:
        page.goto(url)
        expect(page.locator(".home-content")).to_contain_text("Hello.")
        overlay = page.locator("#serve-problems")
        expect(overlay).to_have_count(0)

        home.write_text(HOME.replace("Hello", "Changed"))
        expect(page.locator(".home-content")).to_contain_text("Changed.")

        # The last good page stays, and says what is wrong with the new one.
        home.write_text(f"{HOME}\n[x]({{filename}}nothing.md)\n")
        expect(overlay).to_contain_text("content/pages/home.md:5: there is no file for the link")
        expect(page.locator(".home-content")).to_contain_text("Changed.")
        page.reload()
        expect(overlay).to_contain_text("there is no file")

        home.write_text(HOME.replace("Hello", "Mended"))
        expect(page.locator(".home-content")).to_contain_text("Mended.")
        expect(overlay).to_have_count(0)
