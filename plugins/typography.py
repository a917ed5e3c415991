"""Typography: what typogrify's SmartyPants gets wrong and Markdown must settle before it.

SmartyPants takes the apostrophe in "ICML'25" for an opening quote.
"""

import re
from xml.etree.ElementTree import Element

from markdown import Markdown
from markdown.extensions import Extension
from markdown.inlinepatterns import InlineProcessor
from pelican import Pelican, signals


class ApostropheProcessor(InlineProcessor):  # type: ignore[misc]
    """Turns the apostrophe between a letter and a digit into a typographic one."""

    def handleMatch(  # noqa: N802  (Markdown's name)
        self, m: re.Match[str], data: str
    ) -> tuple[Element | str | None, int | None, int | None]:
        """Return the apostrophe and where it stood."""
        return "’", m.start(0), m.end(0)


class TypographyExtension(Extension):  # type: ignore[misc]
    """The extension that Markdown loads."""

    def extendMarkdown(self, md: Markdown) -> None:  # noqa: N802  (Markdown's name)
        """Add the processor; code spans, of higher priority, never reach it."""
        md.inlinePatterns.register(ApostropheProcessor(r"(?<=\w)'(?=\d)", md), "apostrophe", 30)


def add_extension(pelican: Pelican) -> None:
    """Have Markdown load the extension."""
    pelican.settings["MARKDOWN"].setdefault("extensions", []).append(TypographyExtension())


def register() -> None:
    """Connect the plugin to Pelican."""
    signals.initialized.connect(add_extension)
