"""Building: a new site beside the old one, which takes its place only when it is good."""

import os
import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

SETTINGS = {False: "pelicanconf.py", True: "publishconf.py"}


@dataclass(frozen=True, slots=True)
class Report:
    """Whether a build was good, and a line for each thing that is wrong; warnings are no failure."""

    succeeded: bool
    problems: list[str]

    def print(self) -> None:
        """Print the problems to standard error, where a terminal shows them."""
        for problem in self.problems:
            print(problem, file=sys.stderr)


def environment(root: Path) -> dict[str, str]:
    """Return the environment in which Python finds the plugins of the project in ``root``."""
    paths = [str(root / "plugins"), os.environ.get("PYTHONPATH", "")]
    return {**os.environ, "PYTHONPATH": os.pathsep.join(filter(None, paths)), "PYTHONUTF8": "1"}


def build(root: Path, *, production: bool = False) -> Report:
    """Build the site of the project in ``root`` into its ``output/``.

    If there is an error, ``output/`` is as it was.
    """
    output = root / "output"
    new, old = root / f".output-new-{os.getpid()}", root / ".output-old"
    if old.is_dir() and not output.exists():  # an earlier build was killed between two renames
        old.rename(output)
    try:
        run = subprocess.run(
            [sys.executable, "-m", "workflow.generate", SETTINGS[production], str(new)],
            cwd=root,
            env=environment(root),
            capture_output=True,
            encoding="utf-8",
            check=False,
        )
        problems = run.stderr.splitlines()
        if run.returncode:
            kept = "output/ is as it was" if output.exists() else "there is no output/"
            return Report(False, [*problems, f"The site was not built; {kept}."])
        shutil.rmtree(old, ignore_errors=True)
        if output.exists():
            output.rename(old)
        new.rename(output)
        shutil.rmtree(old, ignore_errors=True)
        return Report(True, problems)
    finally:
        shutil.rmtree(new, ignore_errors=True)
