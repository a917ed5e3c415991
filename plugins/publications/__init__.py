"""Publications: papers from a BibTeX file, on the home page, in a list, and on a page each.

Templates find in the context

``publications``
    a list of ``Publication`` (see ``model``) in the file's order;
``publications_on_home``
    those that the home page shows;
``publication_groups``
    the headings of the list of all papers, each with its papers;
``publication_roles``
    the annotations in use, each with its ``mark`` and its ``meaning``.

The parser is in ``parser`` and the modules beside it, plain Python; here is what ties it to Pelican.
"""

import json
import logging
import re
import tomllib
from collections.abc import Iterable
from itertools import pairwise
from pathlib import Path
from typing import Any, Final

from pelican import Pelican, signals
from pelican.generators import Generator
from pelican.writers import Writer

from . import addresses, exports
from .lists import ORDERS
from .model import Problem, Publication
from .parser import Options, parse

logger = logging.getLogger(__name__)

DEFAULTS: Final[dict[str, Any]] = {
    # The .bib file, and the table of people's pages, in the content folder.
    "PUBLICATIONS_PATH": "publications.bib",
    "PEOPLE_PATH": "people.toml",
    # The list of all papers, and each paper's page.
    "PUBLICATIONS_URL": "publications/",
    "PUBLICATIONS_SAVE_AS": "publications/index.html",
    "PUBLICATION_URL": "publications/{slug}/",
    # What a paper's slug is made of where the entry has no field of that name: "key" or "title".
    "PUBLICATION_SLUG_SOURCE": "key",
    # How the list is ordered: "newest" (by year), "type", or "file".
    "PUBLICATIONS_ORDER": "newest",
    # What the home page shows: "all", or those with keywords = {selected}.
    "PUBLICATIONS_ON_HOME": "all",
    # Longer author lists are folded; the owner stays. 0 folds none.
    "PUBLICATIONS_MAX_AUTHORS": 12,
    # What author+an may say of an author: the mark that is shown, and what it means.
    "PUBLICATIONS_ROLES": {
        "equal": ("*", "equal contribution"),
        "corresponding": ("†", "corresponding author"),
    },
    # The exports of all papers. The feed is made where there is a public address. Empty: none.
    "PUBLICATIONS_BIBTEX_SAVE_AS": "publications.bib",
    "PUBLICATIONS_CSL_SAVE_AS": "publications.json",
    "PUBLICATIONS_FEED_ATOM": None,
}


def get_settings(pelican: Pelican) -> None:
    """Fill in the defaults of the settings that the site does not set, and report wrong ones."""
    settings = pelican.settings
    settings["JINJA_GLOBALS"]["roles_of"] = roles_of
    for name, value in DEFAULTS.items():
        settings.setdefault(name, value)
    choices = {
        "PUBLICATION_SLUG_SOURCE": ("key", "title"),
        "PUBLICATIONS_ORDER": tuple(ORDERS),
        "PUBLICATIONS_ON_HOME": ("all", "selected"),
    }
    for name, known in choices.items():
        if settings[name] not in known:
            logger.error(
                "pelicanconf.py: %s: %r is unknown; use %s",
                name,
                settings[name],
                " or ".join(map(repr, known)),
            )
            settings[name] = DEFAULTS[name]
    if not re.fullmatch(r"([\w-]+/)*\{slug\}/", settings["PUBLICATION_URL"]):
        logger.error(
            "pelicanconf.py: PUBLICATION_URL: %r is no folder for each paper; write publications/{slug}/",
            settings["PUBLICATION_URL"],
        )
        settings["PUBLICATION_URL"] = DEFAULTS["PUBLICATION_URL"]


def roles_of(publications: Iterable[Publication]) -> frozenset[str]:
    """Return the roles that any author has in any of the papers; templates call it for their legends."""
    return frozenset(role for paper in publications for role in paper.roles)


def read_people(path: Path) -> dict[str, str]:
    """Read the table of people's pages, ``"Xiaoyu Shen" = "https://…"``; report what is wrong with it."""
    if not path.exists():
        return {}
    try:
        people = tomllib.loads(path.read_text(encoding="utf-8-sig"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        logger.error('%s: is no TOML (%s); write lines as "Name" = "https://…"', path, error)
        return {}
    good = {}
    for name, url in people.items():
        if isinstance(url, str) and addresses.is_web(url):
            good[name] = url
        else:
            logger.error("%s: %s: %r is no http(s) address; write it in full", path, name, url)
    return good


def read(path: Path, options: Options) -> tuple[list[Publication], list[Problem]]:
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
    publications, problems = parse(text, options, str(path))
    if not publications and not problems:
        problems = [Problem(1, "", "", "holds no entry, so no publications are shown", is_error=False)]
    return publications, problems


class PublicationsGenerator(Generator):  # type: ignore[misc]
    """Puts the publications into the context and writes their pages and exports."""

    def generate_context(self) -> None:
        """Read the file, report what is wrong with it, and have its files copied."""
        person, content = self.settings.get("PERSON", {}), Path(self.path)
        orcids = (url for url in person.get("sameAs", {}).values() if "orcid.org/" in url)
        roles = self.settings["PUBLICATIONS_ROLES"]
        options = Options(
            owner=[person.get("name", ""), *person.get("alternateName", [])],
            orcid=next(orcids, "").rstrip("/").rpartition("/")[2],
            roles={role: mark for role, (mark, _) in roles.items()},
            people=read_people(content / self.settings["PEOPLE_PATH"]),
            content=content,
            path=self.settings["PUBLICATION_URL"],
            slug_source=self.settings["PUBLICATION_SLUG_SOURCE"],
        )
        path = content / self.settings["PUBLICATIONS_PATH"]
        publications, problems = read(path, options)
        for problem in problems:
            report = logger.error if problem.is_error else logger.warning
            where = f"{path}:{problem.line}" if problem.line else str(path)
            what = ": ".join(filter(None, (problem.key, problem.field, problem.message)))
            report("%s: %s", where, what)
        in_use = roles_of(publications)
        selected = self.settings["PUBLICATIONS_ON_HOME"] == "selected"
        self.context["publications"] = publications
        self.context["publications_on_home"] = [
            paper for paper in publications if paper.is_selected or not selected
        ]
        self.context["publication_groups"] = ORDERS[self.settings["PUBLICATIONS_ORDER"]](publications)
        self.context["publication_roles"] = {
            role: {"mark": mark, "meaning": meaning}
            for role, (mark, meaning) in roles.items()
            if role in in_use
        }
        for publication in publications:
            self._copy_files(publication)

    def _copy_files(self, publication: Publication) -> None:
        """Have Pelican copy a paper's files: to the paper's own folder, as Google Scholar asks."""
        for link in publication.links:
            if link.file:
                target = publication.path + Path(link.file).name
                self.settings["EXTRA_PATH_METADATA"][link.file] = {"save_as": target, "url": link.url}
                self.context["static_links"].add(link.file)
        if publication.image:
            self.context["static_links"].add(publication.image)

    def generate_output(self, writer: Writer) -> None:
        """Write the list, a page for each paper, and the exports."""
        publications = self.context["publications"]
        self._write(writer, self.settings["PUBLICATIONS_SAVE_AS"], "publications")
        neighbours = [None, *publications, None]
        entries = []
        for (previous, paper), (_, following) in pairwise(pairwise(neighbours)):
            bibtex = exports.bibtex(paper)
            entries.append(bibtex)
            self._write(
                writer,
                f"{paper.path}index.html",
                "publication",
                publication=paper,
                previous_publication=previous,
                next_publication=following,
                bibtex=bibtex,
                schema_org=exports.schema_org(paper, self.settings["CANONICAL_URL"]),
                page_range=exports.page_range(paper.details.get("pages", "")),
            )
            self._write(writer, f"{paper.path}cite.bib", "export", text=bibtex)
        everything = "\n".join(entries)
        self._write(writer, self.settings["PUBLICATIONS_BIBTEX_SAVE_AS"], "export", text=everything)
        items = json.dumps([exports.csl(paper) for paper in publications], ensure_ascii=False, indent=1)
        self._write(writer, self.settings["PUBLICATIONS_CSL_SAVE_AS"], "export", text=f"{items}\n")
        if publications:
            self._write(writer, self.settings["PUBLICATIONS_FEED_ATOM"], "publications_feed")

    def _write(self, writer: Writer, path: str, template: str, **context: Any) -> None:
        relative_urls = self.settings["RELATIVE_URLS"]
        writer.write_file(path, self.get_template(template), self.context, relative_urls, **context)


def get_generators(pelican: Pelican) -> type[Generator]:
    """Return our generator, as Pelican asks."""
    return PublicationsGenerator


def register() -> None:
    """Connect the plugin to Pelican."""
    signals.initialized.connect(get_settings)
    signals.get_generators.connect(get_generators)
