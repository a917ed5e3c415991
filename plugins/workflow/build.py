"""Building: a new site beside the old one, which takes its place only when it is good."""

import os
import shutil
import subprocess
import sys
import tempfile
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
    # Without bytecode every build takes twice as long to begin.
    own = {key: value for key, value in os.environ.items() if key != "PYTHONDONTWRITEBYTECODE"}
    return {**own, "PYTHONPATH": os.pathsep.join(filter(None, paths)), "PYTHONUTF8": "1"}


def _generate(root: Path, output: Path, *, production: bool) -> Report:
    """Generate the site of the project in ``root`` into the new folder ``output``."""
    run = subprocess.run(
        [sys.executable, "-m", "workflow.generate", SETTINGS[production], str(output)],
        cwd=root,
        env=environment(root),
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    return Report(run.returncode == 0, run.stderr.splitlines())


def check(root: Path) -> Report:
    """Report all that is wrong with the project in ``root``, as it would be published; change nothing."""
    with tempfile.TemporaryDirectory() as folder:
        return _generate(root, Path(folder) / "output", production=True)


def build(root: Path, *, production: bool = False) -> Report:
    """Build the site of the project in ``root`` into its ``output/``.

    If there is an error, ``output/`` is as it was.
    """
    output = root / "output"
    new, old = root / f".output-new-{os.getpid()}", root / ".output-old"
    if old.is_dir() and not output.exists():  # an earlier build was killed between two renames
        old.rename(output)
    try:
        report = _generate(root, new, production=production)
        if not report.succeeded:
            kept = "output/ is as it was" if output.exists() else "there is no output/"
            return Report(False, [*report.problems, f"The site was not built; {kept}."])
        shutil.rmtree(old, ignore_errors=True)
        if output.exists():
            output.rename(old)
        new.rename(output)
        shutil.rmtree(old, ignore_errors=True)
        return report
    finally:
        shutil.rmtree(new, ignore_errors=True)
