"""The tasks: ``invoke --list`` names them, ``invoke --help TASK`` explains one.

They are thin: what they do is in ``plugins/workflow/``.
"""

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
def serve(_context: Context, port: int = 8000) -> None:
    """Build and serve the site, and rebuild it and reload the browser on every change."""
    from workflow.serve import serve as serve_site

    serve_site(ROOT, port)


@task(help={"options": "more options for pytest, as in -o '-k news'"})
def test(context: Context, options: str = "") -> None:
    """Run all tests, those in a browser included; get the browser if there is none."""
    with context.cd(ROOT):
        context.run(f"{PYTHON} tests/chromium.py", pty=False)
        result = context.run(f"{PYTHON} -m pytest {options}", pty=sys.stdout.isatty(), warn=True)
    raise Exit(code=result.exited if result else 1)


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
