"""Writing news with one command."""

from datetime import date
from pathlib import Path

import pytest

from sites import build, make_project, run_task, texts
from workflow.write import slug_of, write_news

SLUGS = {
    "Got one paper accepted by ACL 2026 🎉": "got-one-paper-accepted-by-acl-2026",
    "Attended [EMNLP 2025](https://2025.emnlp.org/) *in person* — wow!": "attended-emnlp-2025-in-person-wow",
    "论文被 ACL 2026 接收 🎉": "论文被-acl-2026-接收",
    "🎉🎉": "news",
    "Great: it works": "great-it-works",
    "../../etc/passwd": "etcpasswd",
    "word " * 40: "word-word-word-word-word-word-word-word-word-word-word-word",
    "x" * 200: "x" * 60,
}


@pytest.mark.parametrize(("text", "slug"), SLUGS.items())
def test_slug(text: str, slug: str) -> None:
    assert slug_of(text) == slug


def test_nothing_is_overwritten(tmp_path: Path) -> None:
    paths = [write_news(tmp_path, f"The same!{mark}", "2026-05") for mark in ("", "!", "!!")]
    assert [path.name for path in paths] == [
        "2026-05-the-same.md",
        "2026-05-the-same-2.md",
        "2026-05-the-same-3.md",
    ]
    assert [path.read_text() for path in paths] == ["The same!\n", "The same!!\n", "The same!!!\n"]
    assert len(list((tmp_path / "content/news").iterdir())) == 3


@pytest.mark.parametrize(
    "text", ["Got [a paper](https://x.org/) accepted by ACL 2026 🎉", "Great: our paper is in.", "论文接收"]
)
def test_item_is_on_the_site(tmp_path: Path, text: str) -> None:
    root = make_project(tmp_path / "site", {})
    path = write_news(root, text)
    assert path.name.startswith(date.today().isoformat())
    site = build(root)
    assert (site.status, site.report) == (0, [])
    (shown,) = texts(site.page("").select(".news-item p"))
    assert shown == text.replace("[a paper](https://x.org/)", "a paper")
    assert (site.output / "news" / path.stem / "index.html").is_file()


def test_task(tmp_path: Path) -> None:
    root = make_project(tmp_path / "site", {})
    run = run_task(root, "news", "Hello 🎉", "--date", "2026-05")
    assert (run.returncode, run.stderr) == (0, "")
    assert run.stdout == "content/news/2026-05-hello.md\nIts address will be /news/2026-05-hello/\n"


MISTAKES = {
    "no text": (["news", " "], "error: there is no text"),
    "bad date": (["news", "Hello", "--date", "May"], "error: 'May' is no date; write a month as 2025-11"),
    "no editor": (["news", "Hello", "--edit"], "error: no editor: set VISUAL or EDITOR"),
    "bad port": (["serve", "--port", "80000"], "error: --port: '80000' is no port"),
    "no number": (["serve", "--port", "abc"], "error: --port: 'abc' is no port"),
}


@pytest.mark.parametrize(("words", "error"), MISTAKES.values(), ids=MISTAKES)
def test_mistakes(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, words: list[str], error: str) -> None:
    for name in ("VISUAL", "EDITOR"):
        monkeypatch.delenv(name, raising=False)
    run = run_task(make_project(tmp_path / "site", {}), *words)
    assert run.returncode == 2
    assert run.stderr.startswith(error)
    assert "Traceback" not in run.stderr
