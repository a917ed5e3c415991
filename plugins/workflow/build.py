"""Building: a new site beside the old one, which takes its place only when it is good."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

SETTINGS = {False: "pelicanconf.py", True: "publishconf.py"}


def environment(root: Path) -> dict[str, str]:
    """Return the environment in which Python finds the plugins of the project in ``root``."""
    paths = [str(root / "plugins"), os.environ.get("PYTHONPATH", "")]
    return {**os.environ, "PYTHONPATH": os.pathsep.join(filter(None, paths)), "PYTHONUTF8": "1"}


def build(root: Path, *, production: bool = False) -> bool:
    """Build the site of the project in ``root`` into its ``output/``.

    Reports what is wrong on standard error. Returns whether there was no error; if there was one,
    ``output/`` is as it was.
    """
    output = root / "output"
    new, old = root / f".output-new-{os.getpid()}", root / ".output-old"
    if old.is_dir() and not output.exists():  # an earlier build was killed between two renames
        old.rename(output)
    try:
        command = [sys.executable, "-m", "workflow.generate", SETTINGS[production], str(new)]
        run = subprocess.run(command, cwd=root, env=environment(root), stdout=subprocess.DEVNULL, check=False)
        if run.returncode:
            kept = "; output/ is as it was" if output.exists() else ""
            print(f"The site was not built{kept}.", file=sys.stderr)
            return False
        shutil.rmtree(old, ignore_errors=True)
        if output.exists():
            output.rename(old)
        new.rename(output)
        shutil.rmtree(old, ignore_errors=True)
        return True
    finally:
        shutil.rmtree(new, ignore_errors=True)
