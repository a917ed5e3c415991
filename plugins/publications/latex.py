"""From LaTeX to Unicode text."""

import re
from functools import cache
from typing import Final

from pylatexenc.latex2text import LatexNodes2Text

# Decoding costs thirty times the parse: what has none of these stays as it is.
_NEEDS_DECODING: Final = re.compile(r"[\\{}$~]|--|``|''")


@cache
def _decoder() -> LatexNodes2Text:
    return LatexNodes2Text(math_mode="verbatim", strict_latex_spaces=False)


def to_text(latex: str) -> str:
    r"""Return ``latex`` as Unicode text on one line.

    Accents and macros become characters, braces go, ``~`` becomes a space, ``--`` a dash. Text in
    ``$…$`` stays as written.
    """
    if not _NEEDS_DECODING.search(latex):
        return latex
    return " ".join(_decoder().latex_to_text(latex).split())
