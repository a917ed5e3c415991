"""Person: checks the settings that say who the person is and where the site is.

Reads ``PERSON`` (the words of https://schema.org/Person), ``CANONICAL_URL`` and ``HOME_SECTIONS``;
reports what is wrong with them; adds to the settings ``PERSON_INITIALS``, which stand in where there is
no portrait, and ``PROFILE_PAGE``, the home page in the words of schema.org.
"""

import logging
import re
import unicodedata
from collections.abc import Iterator
from difflib import get_close_matches
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from pelican import Pelican, signals
from pelican.generators import PagesGenerator

logger = logging.getLogger(__name__)

PERSON_KEYS = {
    "name": str,
    "alternateName": list,
    "jobTitle": str,
    "affiliation": list,
    "knowsAbout": list,
    "image": str,
    "email": str,
    "sameAs": dict,
}


def initials(name: str) -> str:
    """Return the first letter of the first and of the last word of ``name``, in capitals.

    A name of one word, as names written in Chinese are, gives its first letter alone.
    """
    words = unicodedata.normalize("NFC", name).split()
    return "".join(word[0] for word in (words[:1] + words[1:][-1:])).upper()


def is_web_address(value: object) -> bool:
    """Say whether ``value`` is an absolute http or https URL."""
    if not isinstance(value, str):
        return False
    try:
        parts = urlsplit(value)
    except ValueError:
        return False
    return parts.scheme in ("http", "https") and bool(parts.hostname) and " " not in value


def person_problems(person: dict[str, Any], content: Path) -> Iterator[tuple[str, str]]:
    """Yield a key of ``PERSON`` and what is wrong with its value, for all that is wrong.

    ``content`` is the folder that ``image`` is relative to.
    """
    for key, value in person.items():
        if key not in PERSON_KEYS:
            close = get_close_matches(key, PERSON_KEYS, 1)
            hint = f'did you mean "{close[0]}"?' if close else f"use one of {', '.join(PERSON_KEYS)}"
            yield key, f"nobody knows this key; {hint}"
        elif not isinstance(value, PERSON_KEYS[key]):
            yield key, f"must be a {PERSON_KEYS[key].__name__}, not {value!r}"
    if not str(person.get("name", "")).strip():
        yield "name", "is missing; write the person's name"
    if person.get("image") and not (content / str(person["image"])).is_file():
        yield "image", f"there is no file {person['image']!r} in the content folder"
    if isinstance(same_as := person.get("sameAs", {}), dict):
        for label, url in same_as.items():
            if not is_web_address(url):
                yield f'sameAs["{label}"]', f"{url!r} is no http(s) address; write it in full"
    if isinstance(affiliations := person.get("affiliation", []), list):
        for number, place in enumerate(affiliations):
            yield from place_problems(f"affiliation[{number}]", place)
    if (email := person.get("email")) and not re.fullmatch(r"[^@\s]+@[^@\s]+", str(email)):
        yield "email", f"{email!r} is no e-mail address"


def place_problems(key: str, place: object) -> Iterator[tuple[str, str]]:
    """Yield what is wrong with an affiliation or its department, which ``key`` names."""
    if not isinstance(place, dict) or not place.get("name"):
        yield key, "needs a name; write {'name': …, 'url': …}"
        return
    if place.get("url") and not is_web_address(place["url"]):
        yield f"{key}.url", f"{place['url']!r} is no http(s) address; write it in full"
    if "department" in place:
        yield from place_problems(f"{key}.department", place["department"])


def profile_page(person: dict[str, Any], site: str) -> dict[str, Any]:
    """Return the home page as a schema.org ``ProfilePage``; ``site`` is its address without a slash."""

    def organization(place: dict[str, Any]) -> dict[str, Any]:
        known = {"@type": "Organization", "name": place.get("name"), "url": place.get("url")}
        if isinstance(place.get("department"), dict):
            known["department"] = organization(place["department"])
        return {key: value for key, value in known.items() if value}

    entity = {
        "@type": "Person",
        "@id": f"{site}/#person",
        "name": person["name"],
        "url": f"{site}/",
        "alternateName": person["alternateName"],
        "jobTitle": person["jobTitle"],
        "affiliation": [organization(place) for place in person["affiliation"] if isinstance(place, dict)],
        "knowsAbout": person["knowsAbout"],
        "image": f"{site}/{person['image']}" if person["image"] else "",
        "email": f"mailto:{person['email']}" if person["email"] else "",
        "sameAs": list(person["sameAs"].values()) if isinstance(person["sameAs"], dict) else [],
    }
    return {
        "@context": "https://schema.org",
        "@type": "ProfilePage",
        "url": f"{site}/",
        "mainEntity": {key: value for key, value in entity.items() if value},
    }


def check_pages(generator: PagesGenerator) -> None:
    """Report a home page or a 404 page that is not there."""
    written = {page.save_as for page in (*generator.pages, *generator.hidden_pages)}
    for name, report in (("home", logger.error), ("404", logger.warning)):
        if ("index.html" if name == "home" else "404.html") not in written:
            report("content/pages/%s.md: is missing, so the site has no such page; write it", name)


def check_settings(pelican: Pelican) -> None:
    """Report what is wrong with the settings and add the initials to them."""
    settings = pelican.settings
    person = settings.get("PERSON") or {}
    for key, problem in person_problems(person, Path(settings["PATH"])):
        logger.error("pelicanconf.py: PERSON: %s: %s", key, problem)
    settings["PERSON"] = {key: kind() for key, kind in PERSON_KEYS.items()} | person
    settings["PROFILE_PAGE"] = profile_page(settings["PERSON"], settings.get("CANONICAL_URL", ""))
    settings["PERSON_INITIALS"] = initials(str(person.get("name", "")))

    address = settings.get("CANONICAL_URL", "")
    if not is_web_address(address) or address.endswith("/"):
        logger.error(
            "pelicanconf.py: CANONICAL_URL: %r is no public address; write one such as "
            "https://example.org or https://example.org/me, without a slash at its end "
            "(the environment variable SITEURL overrides it)",
            address,
        )

    try:
        ZoneInfo(settings.get("TIMEZONE", "UTC"))
    except (ValueError, OSError, ZoneInfoNotFoundError):
        logger.error(
            "pelicanconf.py: TIMEZONE: %r is no time zone; write one such as Asia/Shanghai",
            settings["TIMEZONE"],
        )
        settings["TIMEZONE"] = "UTC"

    sections = Path(settings["THEME"]) / "templates" / "partials" / "home"
    known = sorted(template.stem for template in sections.glob("*.html"))
    for section in settings.get("HOME_SECTIONS", []):
        if section not in known:
            logger.error(
                "pelicanconf.py: HOME_SECTIONS: there is no section %r; use %s",
                section,
                ", ".join(known),
            )


def register() -> None:
    """Connect the plugin to Pelican."""
    signals.initialized.connect(check_settings)
    signals.page_generator_finalized.connect(check_pages)
