"""Typography: what Markdown must settle before typogrify, and what it leaves out of reach.

typogrify's SmartyPants takes the apostrophe in "ICML'25" for an opening quote. Code that is wider than
the screen scrolls, and must be reached by the keyboard to do so; and the page's policy allows no inline
styles, by which Markdown aligns the cells of tables.
"""

import re
from xml.etree.ElementTree import Element

from markdown import Markdown
from markdown.extensions import Extension
from markdown.inlinepatterns import InlineProcessor
from markdown.postprocessors import Postprocessor
from pelican import Pelican, signals


class ApostropheProcessor(InlineProcessor):  # type: ignore[misc]
    """Turns the apostrophe between a letter and a digit into a typographic one."""

    def handleMatch(  # noqa: N802  (Markdown's name)
        self, m: re.Match[str], data: str
    ) -> tuple[Element | str | None, int | None, int | None]:
        """Return the apostrophe and where it stood."""
        return "’", m.start(0), m.end(0)


class HtmlPostprocessor(Postprocessor):  # type: ignore[misc]
    """Lets the keyboard reach blocks of code, and aligns tables without inline styles."""

    def run(self, text: str) -> str:
        """Return the HTML ``text`` with code among the stops of the Tab key and classes for styles."""
        text = re.sub(r'style="text-align: (\w+);"', r'class="align-\1"', text)
        return text.replace("<pre>", '<pre tabindex="0">')


class TypographyExtension(Extension):  # type: ignore[misc]
    """The extension that Markdown loads."""

    def extendMarkdown(self, md: Markdown) -> None:  # noqa: N802  (Markdown's name)
        """Add the processors; code spans, of higher priority, never reach the one for apostrophes."""
        md.postprocessors.register(HtmlPostprocessor(md), "html", 0)
        md.inlinePatterns.register(ApostropheProcessor(r"(?<=\w)'(?=\d)", md), "apostrophe", 30)


def add_extension(pelican: Pelican) -> None:
    """Have Markdown load the extension."""
    pelican.settings["MARKDOWN"].setdefault("extensions", []).append(TypographyExtension())


def register() -> None:
    """Connect the plugin to Pelican."""
    signals.initialized.connect(add_extension)
