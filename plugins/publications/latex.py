"""From LaTeX to text: Unicode for words, MathML for mathematics, and a report of what cannot be read."""

import re
import unicodedata
from dataclasses import dataclass
from functools import cache
from typing import Final
from xml.etree import ElementTree

from latex2mathml.converter import convert
from markupsafe import Markup, escape
from pylatexenc.latex2text import LatexNodes2Text, get_default_latex_context_db

# Decoding costs thirty times the parse: what has none of these needs none, but for its braces.
_NEEDS_DECODING: Final = re.compile(r"[\\$~\ue000-\uf8ff]|--|``|''")
_MATHEMATICS: Final = re.compile(
    r"(?<!\\)\$\$(.+?)(?<!\\)\$\$|(?<!\\)\$((?:[^$\\]|\\.)+)\$|\\\((.+?)\\\)", re.DOTALL
)
_MACRO: Final = re.compile(r"\\([a-zA-Z]+)\*?")
_HREF: Final = re.compile(r"\\href\s*\{[^{}]*\}\s*(?=\{)")
_URL: Final = re.compile(r"\\(?:url|path|nolinkurl)\s*\{([^{}]*)\}")

# What pylatexenc drops although it is text, and macros whose argument is shown as it is.
_WORDS: Final = {
    "LaTeX": "LaTeX",
    "TeX": "TeX",
    "BibTeX": "BibTeX",
    "LaTeXe": "LaTeX2e",
    "XeTeX": "XeTeX",
    "hyphen": "-",
    "slash": "/",
}
_TRANSPARENT: Final = frozenset(
    "texttt mbox hbox textup textnormal textmd textrm textsf underline uline emph textit textbf textsl "
    "textsc enquote ensuremath protect relax em it bf tt rm sc sl sf bfseries itshape noopsort uppercase "
    "textsubscript textsuperscript mkbibquote mkbibemph mkbibbold lowercase MakeUppercase newblock".split()
)

# What MathML may be made of (MathML Core); anything else came out of a \text{} that holds HTML.
_MATHML: Final = "{http://www.w3.org/1998/Math/MathML}"
_MATHML_ELEMENTS: Final = frozenset(
    "math mrow mi mn mo ms mtext mspace mfrac msqrt mroot mstyle merror mpadded mphantom msub msup msubsup "
    "munder mover munderover mmultiscripts mprescripts none mtable mtr mtd mlabeledtr menclose".split()
)
_MATHML_ATTRIBUTES: Final = frozenset(
    "display displaystyle scriptlevel mathvariant mathsize stretchy fence separator form accent accentunder "
    "largeop movablelimits symmetric lspace rspace minsize maxsize width height depth voffset linethickness "
    "columnalign columnlines columnspacing rowspacing rowlines rowalign frame notation align bevelled "
    "numalign denomalign superscriptshift subscriptshift open close".split()
)


@dataclass(frozen=True, slots=True)
class Text:
    """Text of a field: as Unicode on one line, and as HTML, in which mathematics is MathML."""

    plain: str
    html: Markup

    def __str__(self) -> str:
        return self.plain

    def __html__(self) -> str:
        return self.html

    def __bool__(self) -> bool:
        return bool(self.plain)


def mathml(latex: str) -> Markup:
    """Return the formula ``latex`` (without its dollars) as a MathML element.

    Raises ``ValueError``, with a sentence, for a formula that cannot be read, an unknown macro, and
    whatever would make something else than MathML of it.
    """
    try:
        markup = convert(latex)
        root = ElementTree.fromstring(markup)  # noqa: S314  (a formula, which we just made)
    except ElementTree.ParseError as error:
        raise ValueError(f"the formula {latex!r} has a character in it that mathematics has not") from error
    except Exception as error:  # the library raises whatever its parser stumbles over
        raise ValueError(f"the formula {latex!r} cannot be read ({type(error).__name__})") from error
    for element in root.iter():
        name = element.tag.removeprefix(_MATHML)
        if not element.tag.startswith(_MATHML) or name not in _MATHML_ELEMENTS:
            raise ValueError(f"the formula {latex!r} has <{name}> in it")
        if unknown := set(element.attrib) - _MATHML_ATTRIBUTES:
            raise ValueError(f"the formula {latex!r} has the attribute {min(unknown)} in it")
        if element.text and element.text.startswith("\\") and len(element.text) > 1:
            raise ValueError(f"the macro {element.text} in the formula {latex!r} is unknown")
    return Markup(markup)  # noqa: S704  (checked above, element by element)


@cache
def _is_known(macro: str) -> bool:
    return get_default_latex_context_db().get_macro_spec(macro) is not None


@cache
def _decoder() -> LatexNodes2Text:
    return LatexNodes2Text(math_mode="text", keep_comments=True)


def _words(latex: str) -> str:
    """Decode what is not mathematics."""
    try:
        text = _decoder().latex_to_text(latex)
    except Exception:  # pylatexenc raises whatever its tables stumble over
        text = re.sub(r"[\\{}]", "", latex)
    return str(text)


@cache
def decode(latex: str) -> tuple[Text, tuple[str, ...]]:
    r"""Return ``latex`` as ``Text``, and a sentence for each thing in it that cannot be read.

    Accents and macros become characters, braces go, ``~`` becomes a space, ``--`` a dash; ``$…$`` and
    ``\(…\)`` become MathML. Of an unknown macro the argument stays. Raises nothing.
    """
    if not _NEEDS_DECODING.search(latex):
        plain = latex.replace("{", "").replace("}", "")
        return Text(plain, escape(plain)), ()
    problems = []
    formulas: list[tuple[str, Markup]] = []

    def set_aside(plain: str, html: Markup) -> str:
        """Keep what pylatexenc must not see; return what stands in for it, of a private use area."""
        formulas.append((plain, html))
        return f"\ue000{len(formulas) - 1}\ue001"

    def formula(found: re.Match[str]) -> str:
        source = next(filter(None, found.groups()))
        plain = " ".join(_words(f"${source}$").split())
        try:
            return set_aside(plain, mathml(source))
        except ValueError as error:
            problems.append(str(error))
            return set_aside(source, escape(source))

    def macro(found: re.Match[str]) -> str:
        name = found[1]
        if name in _WORDS:
            return f"{{{_WORDS[name]}}}"
        if name in _TRANSPARENT:
            return " " if found.string[found.end() : found.end() + 1].isalnum() else ""
        if not _is_known(name):
            problems.append(f"the macro \\{name} is unknown; write the character or its text instead")
            return ""
        return found[0]

    text = re.sub("[\ue000-\uf8ff]", "", latex)
    text = _URL.sub(lambda found: set_aside(found[1], escape(found[1])), text)
    text = _MATHEMATICS.sub(formula, text)
    if re.search(r"(?<!\\)\$", text):
        problems.append("a $ opens a formula and none closes it; close it, or write \\$ for dollars")
        text = re.sub(r"(?<!\\)\$", r"\\$", text)
    text = _MACRO.sub(macro, _HREF.sub("", text.replace("\\\\", " ")))
    # In a .bib file a % is no comment, and an & no column.
    text = re.sub(r"(?<!\\)([%&#])", r"\\\1", text)
    words = unicodedata.normalize("NFC", " ".join(_words(text).split()))
    words = words.replace("\\", "")

    def put_back(text: str, part: int) -> str:
        return re.sub("\ue000(\\d+)\ue001", lambda found: str(formulas[int(found[1])][part]), text)

    html = Markup(put_back(str(escape(words)), 1))  # noqa: S704  (escaped, but for MathML)
    return Text(put_back(words, 0), html), tuple(problems)


def to_text(latex: str) -> str:
    """Return ``latex`` as Unicode text on one line, whatever is wrong with it."""
    return decode(latex)[0].plain
