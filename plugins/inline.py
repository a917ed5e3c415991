"""Inline: puts small assets of the theme into the page, so that nothing delays the first paint.

Templates call ``inline("css/style.css")`` for the text of a file below the theme's static folder (CSS
without its comments and spare white space), and ``inline_hash("css/style.css")`` for the source
expression, 'sha256-…', by which a Content-Security-Policy allows just that text.
"""

from base64 import b64encode
from functools import cache
from hashlib import sha256
from pathlib import Path

import rcssmin
from markupsafe import Markup
from pelican import Pelican, signals


@cache
def read(path: Path) -> str:
    """Return the text of the asset at ``path``, CSS minified."""
    text = path.read_text(encoding="utf-8").strip()
    return str(rcssmin.cssmin(text)) if path.suffix == ".css" else text


@cache
def source_expression(path: Path) -> str:
    """Return the hash that allows the asset at ``path`` (Content Security Policy Level 3, "Source Lists")."""
    return f"'sha256-{b64encode(sha256(read(path).encode()).digest()).decode()}'"


def add_globals(pelican: Pelican) -> None:
    """Give the templates ``inline`` and ``inline_hash``."""
    static = Path(pelican.settings["THEME"]) / "static"
    # A process that builds again must see a changed file.
    read.cache_clear()
    source_expression.cache_clear()
    pelican.settings["JINJA_GLOBALS"] |= {
        "inline": lambda name: Markup(read(static / name)),  # noqa: S704  (the theme's own files)
        "inline_hash": lambda name: Markup(source_expression(static / name)),  # noqa: S704
    }


def register() -> None:
    """Connect the plugin to Pelican."""
    signals.initialized.connect(add_globals)
