"""Publications: papers from a BibTeX file, on the home page and on a page of their own.

Reads ``PUBLICATIONS_PATH`` in the content folder. Templates find ``publications``, a list of
``Publication`` (see ``model``) in the file's order, and ``publication_roles``, which maps the
annotations in use to their mark and their words. The parser is in ``parser`` and below it; here is what
ties it to Pelican.
"""

import logging
from pathlib import Path
from typing import Any, Final

from pelican import Pelican, signals
from pelican.generators import Generator
from pelican.writers import Writer

from .model import Problem, Publication
from .parser import parse

logger = logging.getLogger(__name__)

DEFAULTS: Final[dict[str, Any]] = {
    "PUBLICATIONS_PATH": "publications.bib",
    "PUBLICATIONS_SAVE_AS": "publications/index.html",
    "PUBLICATIONS_URL": "publications/",
    # What author+an may say of an author: the mark that is shown, and what it means.
    "PUBLICATIONS_ROLES": {
        "equal": ("*", "equal contribution"),
        "corresponding": ("†", "corresponding author"),
    },
}


def get_settings(pelican: Pelican) -> None:
    """Fill in the defaults of the settings that the site does not set."""
    for name, value in DEFAULTS.items():
        pelican.settings.setdefault(name, value)


def read(path: Path, owner: list[str], roles: list[str]) -> tuple[list[Publication], list[Problem]]:
    """Read the .bib file at ``path``; return its publications and what is wrong with it."""
    try:
        text = path.read_bytes().decode("utf-8-sig")
    except FileNotFoundError:
        message = "there is no such file, so no publications are shown; see PUBLICATIONS_PATH"
        return [], [Problem(0, "", "", message, is_error=False)]
    except UnicodeDecodeError as error:
        line = error.object[: error.start].count(b"\n") + 1
        message = f"byte {error.object[error.start]:#04x} is not UTF-8; save the file as UTF-8"
        return [], [Problem(line, "", "", message)]
    publications, problems = parse(text, owner, roles, str(path))
    if not publications and not problems:
        problems = [Problem(1, "", "", "holds no entry, so no publications are shown", is_error=False)]
    return publications, problems


class PublicationsGenerator(Generator):  # type: ignore[misc]
    """Puts the publications into the context and writes their page."""

    def generate_context(self) -> None:
        """Read the file and report what is wrong with it."""
        person = self.settings.get("PERSON", {})
        owner = [person.get("name", ""), *person.get("alternateName", [])]
        roles = self.settings["PUBLICATIONS_ROLES"]
        path = Path(self.path) / self.settings["PUBLICATIONS_PATH"]
        publications, problems = read(path, owner, list(roles))
        for problem in problems:
            report = logger.error if problem.is_error else logger.warning
            where = f"{path}:{problem.line}" if problem.line else str(path)
            what = ": ".join(filter(None, (problem.key, problem.field, problem.message)))
            report("%s: %s", where, what)
        in_use = {role for publication in publications for role in publication.roles}
        self.context["publications"] = publications
        self.context["publication_roles"] = {
            role: {"mark": mark, "meaning": meaning}
            for role, (mark, meaning) in roles.items()
            if role in in_use
        }

    def generate_output(self, writer: Writer) -> None:
        """Write the list of all publications."""
        writer.write_file(
            self.settings["PUBLICATIONS_SAVE_AS"],
            self.get_template("publications"),
            self.context,
            self.settings["RELATIVE_URLS"],
        )


def get_generators(pelican: Pelican) -> type[Generator]:
    """Return our generator, as Pelican asks."""
    return PublicationsGenerator


def register() -> None:
    """Connect the plugin to Pelican."""
    signals.initialized.connect(get_settings)
    signals.get_generators.connect(get_generators)
