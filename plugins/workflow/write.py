"""Writing: a news item in one command."""

import os
import re
import secrets
from datetime import date
from pathlib import Path
from typing import Final

from markdown import markdown
from pelican.settings import DEFAULT_CONFIG
from pelican.utils import slugify

from news import first_paragraph, parse_date

# Longer names of files are hard to read in a list.
LONGEST_SLUG: Final = 60


def slug_of(text: str) -> str:
    """Return the first words of the Markdown ``text``, as a part of an address; "news" if it has none.

    Emoji and signs go, letters of any script stay.
    """
    slug = slugify(
        first_paragraph(markdown(text)), DEFAULT_CONFIG["SLUG_REGEX_SUBSTITUTIONS"], use_unicode=True
    )
    if len(slug) > LONGEST_SLUG:
        head = slug[: LONGEST_SLUG + 1]
        slug = head.rpartition("-")[0] or slug[:LONGEST_SLUG]
    return slug.strip("-_") or "news"


def write_news(root: Path, text: str, when: str = "") -> Path:
    """Write a news item into the project in ``root``; return the file.

    ``when`` is a month or a day as news has them, today if empty. Nothing is ever overwritten: a name
    that is taken gets a number. The file is there whole or not at all. Raises ``ValueError`` for a text
    without words and for a date that is none.
    """
    if not text.strip():
        raise ValueError("there is no text; write it in quotes, as in invoke news 'Got a paper accepted'")
    iso = parse_date(when)[1] if when else date.today().isoformat()
    # A colon in the first line would make metadata of it.
    body = f"\n{text.strip()}\n" if re.match(r"[\w-]+\s*:", text.strip()) else f"{text.strip()}\n"
    folder = root / "content" / "news"
    folder.mkdir(parents=True, exist_ok=True)
    new = folder / f".{secrets.token_hex(8)}.swp"
    try:
        new.write_text(body, encoding="utf-8")
        slug, number = slug_of(text), 1
        while True:
            path = folder / f"{iso}-{slug}{f'-{number}' if number > 1 else ''}.md"
            try:
                os.link(new, path)
            except FileExistsError:
                number += 1
            else:
                return path
    finally:
        new.unlink(missing_ok=True)
