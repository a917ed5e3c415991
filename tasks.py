"""The tasks: ``invoke --list`` names them, ``invoke --help TASK`` explains one.

They are thin: what they do is in ``plugins/workflow/``.
"""

import os
import shutil
import sys
from pathlib import Path

from invoke.context import Context
from invoke.exceptions import Exit
from invoke.tasks import task

ROOT = Path(__file__).parent
sys.path.insert(0, str(ROOT / "plugins"))

PYTHON = f'"{sys.executable}"'


@task(help={"production": "build as for publishing: public address, feed and visitor map"})
def build(_context: Context, production: bool = False) -> None:
    """Build the site into output/."""
    from workflow.build import build as build_site

    report = build_site(ROOT, production=production)
    report.print()
    if not report.succeeded:
        raise Exit(code=1)
    print(f"The site is in output/ ({'production' if production else 'development'}).")


@task(help={"port": "the port on 127.0.0.1; if it is taken, the next free one is used"})
def serve(_context: Context, port: str = "8000") -> None:
    """Build and serve the site, and rebuild it and reload the browser on every change."""
    from workflow.serve import serve as serve_site

    if not port.isdecimal() or not 0 < int(port) < 65_000:
        raise Exit(f"error: --port: {port!r} is no port; write a number from 1024 to 64999", code=2)
    serve_site(ROOT, int(port))


@task(
    help={
        "text": "the news, in Markdown, in quotes",
        "date": "the month or the day, as 2026-05 or 2026-05-07; today without it",
        "edit": "open the file in the editor that the environment names (VISUAL or EDITOR)",
    }
)
def news(context: Context, text: str, date: str = "", edit: bool = False) -> None:
    """Write a news item: a new file in content/news/, named by its date and its first words."""
    from workflow.write import write_news

    try:
        path = write_news(ROOT, text, date)
    except ValueError as error:
        raise Exit(f"error: {error}", code=2) from None
    print(f"{path.relative_to(ROOT)}\nIts address will be /news/{path.stem}/")
    if edit:
        editor = os.environ.get("VISUAL") or os.environ.get("EDITOR")
        if not editor:
            raise Exit("error: no editor: set VISUAL or EDITOR to one, as in EDITOR=nano", code=2)
        context.run(f'{editor} "{path}"', pty=sys.stdout.isatty())


@task(help={"options": "more options for pytest, as in -o '-k news'"})
def test(context: Context, options: str = "") -> None:
    """Run all tests, those in a browser included; get the browser if there is none."""
    with context.cd(ROOT):
        context.run(f"{PYTHON} tests/chromium.py", pty=False)
        result = context.run(f"{PYTHON} -m pytest {options}", pty=sys.stdout.isatty(), warn=True)
    raise Exit(code=result.exited if result else 1)


@task
def check(_context: Context) -> None:
    """Report all that is wrong with the content, warnings too; change nothing."""
    from workflow.build import check as check_site

    report = check_site(ROOT)
    report.print()
    if not report.succeeded:
        raise Exit(code=1)
    print(f"{len(report.problems)} warnings, no error." if report.problems else "Nothing is wrong.")


@task
def bench(_context: Context) -> None:
    """Measure how fast papers are read and the site is built, and print the figures."""
    from workflow.bench import bench as run_bench

    run_bench(ROOT)


@task
def lint(context: Context) -> None:
    """Check the code's style, format and types."""
    with context.cd(ROOT):
        for command in ("ruff check", "ruff format --check", "mypy"):
            context.run(f"{PYTHON} -m {command}")


@task
def clean(_context: Context) -> None:
    """Remove what the tasks made."""
    for pattern in ("output", ".output-*", "cache", ".mypy_cache", ".pytest_cache", ".ruff_cache"):
        for path in ROOT.glob(pattern):
            shutil.rmtree(path)
