"""The browser of the tests: one that is on the machine, or else one that this module gets.

``python tests/chromium.py`` makes sure that there is one and prints where it is.
"""

import os
import shutil
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor

from playwright.sync_api import Error, sync_playwright

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
# As root, as in many containers, Chromium runs without its sandbox or not at all.
ARGUMENTS = ["--no-sandbox"] if hasattr(os, "geteuid") and os.geteuid() == 0 else []


def candidates() -> list[str | None]:
    """Return the executables to try, Playwright's own (None) first."""
    return [None, *filter(None, map(shutil.which, NAMES))]


def works(executable: str | None) -> bool:
    """Say whether the browser starts."""
    try:
        with sync_playwright() as playwright:
            playwright.chromium.launch(executable_path=executable, args=ARGUMENTS).close()
    except (Error, OSError):
        return False
    return True


def find() -> str | None:
    """Return the executable of a browser that works, or None for Playwright's own.

    Raises ``LookupError`` if there is none.
    """
    # In a thread of its own, because Playwright does not start twice in one.
    with ThreadPoolExecutor(1) as pool:
        for executable in candidates():
            if pool.submit(works, executable).result():
                return executable
    raise LookupError("no browser that starts: run python tests/chromium.py to get one")


def provide() -> str | None:
    """Return what ``find`` returns, and get a browser first where there is none."""
    try:
        return find()
    except LookupError:
        print("There is no Chromium that starts; getting one …", flush=True)
    subprocess.run(
        [sys.executable, "-m", "playwright", "install", "--only-shell", "chromium"],
        check=False,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        return find()
    except LookupError:
        pass
    if shutil.which("apt-get") and ARGUMENTS:
        # Debian and Ubuntu, as root: libatomic1 is what Playwright's driver needs on a bare system.
        for command in (
            ["update"],
            ["install", "-y", "--no-install-recommends", "chromium", "libatomic1"],
        ):
            subprocess.run(["apt-get", "-q", *command], check=False, stdout=subprocess.DEVNULL)
    return find()


if __name__ == "__main__":
    try:
        print(f"Browser: {provide() or 'the one that Playwright installed'}")
    except LookupError:
        sys.exit(
            "error: there is no Chromium, and neither Playwright nor apt-get could install one; "
            f"install Chromium or Chrome so that one of {', '.join(NAMES)} is on PATH"
        )
