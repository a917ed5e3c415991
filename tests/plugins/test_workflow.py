"""What the tasks do: builds that leave the last good site alone, and a server that follows the sources."""

import json
import time
import urllib.request
from pathlib import Path
from urllib.error import HTTPError

import pytest

from sites import HOME, copy_project, make_project, run_task, serving
from workflow.bench import read_papers
from workflow.build import build

BROKEN = "@misc{a,\n  title = {T,\n}\n"


def snapshot(folder: Path) -> dict[str, bytes]:
    return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def test_failed_build_leaves_the_last_good_site(tmp_path: Path) -> None:
    root = make_project(tmp_path / "site", {})
    assert build(root).succeeded
    good = snapshot(root / "output")
    (root / "content/publications.bib").write_text(BROKEN)
    report = build(root)
    assert not report.succeeded
    assert report.problems == [
        "error: content/publications.bib:2: a: title: the brace or quote that opens the value is not closed; "
        "close it",
        "The site was not built; output/ is as it was.",
    ]
    assert snapshot(root / "output") == good
    assert [path.name for path in root.glob(".output-*")] == []


def test_good_build_leaves_nothing_of_the_old_one(tmp_path: Path) -> None:
    root = make_project(tmp_path / "site", {"pages/old.md": "Title: Old\n\nText."})
    assert build(root).succeeded
    assert (root / "output/old/index.html").is_file()
    (root / "content/pages/old.md").unlink()
    assert build(root).succeeded
    assert not (root / "output/old").exists()
    assert [path.name for path in root.glob(".output-*")] == []


def test_site_of_a_build_that_was_killed_comes_back(tmp_path: Path) -> None:
    root = make_project(tmp_path / "site", {})
    assert build(root).succeeded
    good = snapshot(root / "output")
    (root / "output").rename(root / ".output-old")
    (root / "content/publications.bib").write_text(BROKEN)
    assert not build(root).succeeded
    assert snapshot(root / "output") == good


def test_check_reports_errors_and_warnings_and_changes_nothing(tmp_path: Path) -> None:
    warned = "@article{a,\n  author = {Zhao, Anhao},\n  title = {T},\n  jurnal = {J},\n  date = {2025},\n}\n"
    root = make_project(tmp_path / "site", {"publications.bib": warned})
    good = run_task(root, "check")
    assert good.returncode == 0
    assert good.stderr.splitlines() == [
        "warning: content/publications.bib:1: a: journaltitle: is missing in this @article; "
        "add journaltitle = {…}",
        'warning: content/publications.bib:4: a: jurnal: nobody knows this field; did you mean "journal"?',
    ]
    (root / "content/publications.bib").write_text(warned + BROKEN)
    bad = run_task(root, "check")
    assert bad.returncode == 1
    assert [line.split(": ")[0] for line in bad.stderr.splitlines()] == ["warning", "warning", "error"]
    assert "error: content/publications.bib:8: a: title: " in bad.stderr
    assert not (root / "output").exists()


def test_benchmark_reads_what_it_measures() -> None:
    figures = read_papers(10)
    assert figures["seconds"] > 0
    assert figures["peak"] > figures["grown"] >= 0


def test_all_problems_are_reported_at_once(tmp_path: Path) -> None:
    root = make_project(
        tmp_path / "site",
        {
            "publications.bib": BROKEN,
            "service.toml": "[[teachin]]",
            "news/talk.md": "Hello",
            "pages/cv.md": "Title: CV\n\n[x]({filename}y.md)",
        },
    )
    report = build(root)
    starts = ["publications.bib:2:", "service.toml:1: teachin:", "news/talk.md:1:", "pages/cv.md:3:"]
    for start in starts:
        assert [line for line in report.problems if line.startswith(f"error: content/{start}")], start
    assert len(report.problems) == 5


TEMPLATES = {
    "syntax": ("{% if %}", "error: theme/templates/robots.txt:1: Expected an expression"),
    "undefined": ("\n{{ nothing.at.all }}", "error: theme/templates/robots.txt:2: UndefinedError: "),
    "missing": ('{% include "nothing.html" %}', "error: there is no template 'nothing.html' in the theme"),
}


@pytest.mark.parametrize(("template", "error"), TEMPLATES.values(), ids=TEMPLATES)
def test_error_in_a_template_names_its_place(tmp_path: Path, template: str, error: str) -> None:
    root = copy_project(tmp_path / "site")
    (root / "theme/templates/robots.txt").write_text(template)
    report = build(root)
    assert not report.succeeded
    assert report.problems[0].startswith(error)
    assert len(report.problems) == 2


def test_tasks(tmp_path: Path) -> None:
    root = copy_project(tmp_path / "site")
    development = run_task(root, "build")
    assert (development.returncode, development.stderr) == (0, "")
    assert not (root / "output/feeds").exists()
    production = run_task(root, "build", "--production")
    assert (production.returncode, production.stderr) == (0, "")
    assert (root / "output/feeds/news.atom.xml").is_file()
    (root / "content/publications.bib").write_text(BROKEN)
    broken = run_task(root, "build")
    assert broken.returncode == 1
    assert "error: content/publications.bib:2: a: title" in broken.stderr
    assert "Traceback" not in broken.stderr
    assert (root / "output/feeds/news.atom.xml").is_file()
    assert run_task(root, "clean").returncode == 0
    assert not (root / "output").exists()


def get(url: str) -> str:
    try:
        with urllib.request.urlopen(url, timeout=5) as answer:  # noqa: S310
            return str(answer.read().decode())
    except HTTPError as error:
        return error.read().decode()


def until(condition: str, url: str, seconds: float = 10) -> str:
    """Return the page at ``url`` once it contains ``condition``."""
    end = time.monotonic() + seconds
    while condition not in (page := get(url)):
        assert time.monotonic() < end, f"{url} never showed {condition!r}: {page[-500:]}"
        time.sleep(0.05)
    return page


def test_server_follows_the_sources(tmp_path: Path) -> None:
    root = make_project(tmp_path / "site", {})
    home, errors, others = root / "content/pages/home.md", tmp_path / "errors", tmp_path / "others"
    with serving(root, 8100, errors) as url:
        assert "Hello." in get(url)
        assert "/~serve.js" in get(url)
        assert "EventSource" in get(f"{url}~serve.js")
        assert "Page not found" in get(f"{url}nothing-here")

        home.write_text(HOME.replace("Hello", "Changed"))
        until("Changed.", url)

        (root / "content/publications.bib").write_text(BROKEN)
        with urllib.request.urlopen(f"{url}~events", timeout=10) as events:  # noqa: S310
            state = [events.readline().decode() for _ in range(6)][-2]
        data = json.loads(state.removeprefix("data: "))
        assert data["succeeded"] is False
        assert data["problems"][0].startswith("error: content/publications.bib:2: a: title")
        assert "Changed." in get(url)
        assert data["problems"][0] in errors.read_text()

        (root / "content/publications.bib").write_text("")
        home.write_text(HOME.replace("Hello", "Mended"))
        until("Mended.", url)

        # A second server finds another port, and says so.
        with serving(root, 8100, others) as second:
            assert second != url
            assert "is taken." in others.read_text()
            assert "Mended." in get(second)
    assert "Traceback" not in errors.read_text()
