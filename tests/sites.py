"""Real sites in temporary folders: made of a few files, built by the project's own builder, and read."""

import os
import shutil
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from bs4 import BeautifulSoup, Tag

from workflow.build import SETTINGS, environment

ROOT = Path(__file__).parent.parent

HOME = """\
Description: About me

Hello.
"""

PUBLICATIONS = """\
@article{lovelace1843,
  author       = {Zhao, Anhao},
  title        = {A Paper},
  journaltitle = {A Journal},
  date         = {1843},
}
"""

SVG = '<svg xmlns="http://www.w3.org/2000/svg" width="40" height="30"/>'

DEFAULT_FILES: dict[str, str | bytes | None] = {
    "pages/home.md": HOME,
    "pages/404.md": "Title: Page not found\n\nNothing here.\n",
    "publications.bib": PUBLICATIONS,
}


@dataclass(frozen=True)
class Site:
    """A project, what its build reported, and what it wrote."""

    root: Path
    status: int
    report: list[str]

    @property
    def output(self) -> Path:
        return self.root / "output"

    @property
    def files(self) -> dict[str, bytes]:
        """The bytes of every file of the output, by its path."""
        return {
            path.relative_to(self.output).as_posix(): path.read_bytes()
            for path in sorted(self.output.rglob("*"))
            if path.is_file()
        }

    def page(self, url: str) -> BeautifulSoup:
        """Return the page at ``url``, as "news/"."""
        path = self.output / url
        if path.is_dir():
            path /= "index.html"
        return BeautifulSoup(path.read_text(encoding="utf-8"), "html.parser")


def make_project(root: Path, files: dict[str, str | bytes | None], settings: str = "") -> Path:
    """Make a project in ``root``: this one's plugins and theme, and ``files`` below its content/.

    ``settings`` is Python that is added to pelicanconf.py. A home page, a 404 page and a
    .bib file are there by default; a file that is None is left out.
    """
    root.mkdir(parents=True, exist_ok=True)
    for name in ("plugins", "theme"):
        (root / name).symlink_to(ROOT / name)
    for name in ("publishconf.py", "tasks.py"):
        shutil.copy(ROOT / name, root)
    own = (ROOT / "pelicanconf.py").read_text(encoding="utf-8")
    (root / "pelicanconf.py").write_text(f"{own}\n{settings}\n", encoding="utf-8")
    for name, text in {**DEFAULT_FILES, **files}.items():
        if text is None:
            continue
        path = root / "content" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(text.encode() if isinstance(text, str) else text)
    return root


def copy_project(root: Path) -> Path:
    """Copy this project, the owner's content included, to ``root``."""
    ignored = shutil.ignore_patterns(
        "output*", ".output*", ".git", ".venv", "__pycache__", ".*_cache", "test-results"
    )
    return Path(shutil.copytree(ROOT, root, ignore=ignored))


def build(root: Path, *, production: bool = False, **variables: str) -> Site:
    """Build the project in ``root`` in a process of its own, with more environment ``variables``."""
    run = subprocess.run(
        [sys.executable, "-m", "workflow.generate", SETTINGS[production], "output"],
        cwd=root,
        env={**environment(root), **variables},
        capture_output=True,
        text=True,
        check=False,
    )
    return Site(root, run.returncode, run.stderr.splitlines())


def texts(nodes: list[Tag]) -> list[str]:
    """Return the text of each node, on one line."""
    return [" ".join(node.get_text().split()) for node in nodes]


@contextmanager
def serving(root: Path, port: int, errors: Path) -> Iterator[str]:
    """Run ``invoke serve`` in ``root``, its errors going to a file; give the address that it names."""
    process = subprocess.Popen(
        [sys.executable, "-m", "invoke", "serve", "--port", str(port)],
        cwd=root,
        env={**os.environ, "PYTHONUNBUFFERED": "1"},
        stdout=subprocess.PIPE,
        stderr=errors.open("w"),
        text=True,
        start_new_session=True,
    )
    try:
        assert process.stdout
        for line in process.stdout:
            if line.startswith("Serving on "):
                yield line.split()[2]
                break
        else:
            raise AssertionError(errors.read_text())
    finally:
        os.killpg(process.pid, signal.SIGINT)
        process.wait(timeout=10)


def run_task(root: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    """Run ``invoke`` in ``root``."""
    command = [sys.executable, "-m", "invoke", *arguments]
    return subprocess.run(command, cwd=root, capture_output=True, text=True, check=False, timeout=60)
