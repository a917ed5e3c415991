"""Unique paths: two things that want one path in the output stop the build.

Pelican lets a page with ``Save_as:`` take another one's place without a word, and copies files over
pages. With this plugin whoever comes second is reported with the name of the first, and not written.
"""

import logging
import unicodedata
from typing import Any

from pelican import signals
from pelican.generators import StaticGenerator
from pelican.writers import Writer

logger = logging.getLogger(__name__)


def claim(context: dict[str, Any], path: str, source: str) -> bool:
    """Note in ``context["claimed_paths"]`` that ``source`` is what ``path`` is written from.

    Returns whether the path was free; reports it if not. Paths that differ only in case or in their
    Unicode form are one: they are on many disks.
    """
    claims = context.setdefault("claimed_paths", {})
    key = unicodedata.normalize("NFC", str(path)).casefold()
    if key not in claims:
        claims[key] = source
        return True
    logger.error(
        "%s: wants the address /%s, which %s has; give one of them another name or address",
        source,
        path,
        claims[key],
    )
    return False


class UniquePathsWriter(Writer):  # type: ignore[misc]
    """Pelican's writer, which writes nothing to a path that is taken."""

    def write_file(
        self, name: str, template: Any, context: dict[str, Any], *args: Any, **kwargs: Any
    ) -> None:
        """Write the page ``name`` if nothing else has its path."""
        sources = (getattr(value, "source_path", None) for value in kwargs.values())
        source = next(filter(None, sources), f"theme/templates/{template.name}")
        if not name or claim(context, name, source):
            super().write_file(name, template, context, *args, **kwargs)

    def write_feed(
        self, elements: Any, context: dict[str, Any], path: str | None = None, *args: Any, **kw: Any
    ) -> Any:
        """Write the feed ``path`` if nothing else has its path."""
        if not path or claim(context, path, f"the feed {path}"):
            return super().write_feed(elements, context, path, *args, **kw)
        return None


def claim_static_files(generator: StaticGenerator) -> None:
    """Claim the paths of all files that are copied, before any page is written."""
    for file in sorted(generator.staticfiles, key=lambda file: file.source_path):
        claim(generator.context, file.save_as, file.source_path)


def get_writer(_pelican: object) -> type[Writer]:
    """Return our writer, as Pelican asks."""
    return UniquePathsWriter


def register() -> None:
    """Connect the plugin to Pelican."""
    signals.get_writer.connect(get_writer)
    signals.static_generator_finalized.connect(claim_static_files)
