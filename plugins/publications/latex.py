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

_COMBINING: Final = (
    *(0x300, 0x301, 0x302, 0x308, 0x303, 0x304, 0x307),
    *(0x306, 0x30C, 0x30B, 0x327, 0x328, 0x30A, 0x323, 0x331),
)
# Decoding costs thirty times the parse: what has none of these needs none, but for its braces.
_NEEDS_DECODING: Final = re.compile(r"[\\$~\ue000-\uf8ff]|--|``|''")
_MATHEMATICS: Final = re.compile(
    r"(?<!\\)\$\$((?:[^$\\]|\\.)++)\$\$|(?<!\\)\$((?:[^$\\]|\\.)++)\$|\\\(((?:[^\\]|\\[^()])++)\\\)",
    re.DOTALL,
)
_MACRO: Final = re.compile(r"\\([a-zA-Z]+)\*?")
_HREF: Final = re.compile(r"\\href\s*\{[^{}]*\}\s*(?=\{)")
_URL: Final = re.compile(r"\\(?:url|path|nolinkurl)\s*\{([^{}]*)\}|\bhttps?://[^\s{}\\$]+")

# pylatexenc reads all of this too, but at a twentieth of the speed.
_ACCENTS: Final = dict(zip("`'^\"~=.uvHckrdb", map(chr, _COMBINING), strict=True))
_ACCENT: Final = re.compile(
    r"""\\([`'^"~=.]|[uvHckrdb](?=[\s{\\]))\s*(?:\{(\\[ij]|[a-zA-Z])\}|(\\[ij](?![a-zA-Z])\s*(?:\{\})?|[a-zA-Z]))"""
)
_LETTERS: Final = {
    "ss": "ß",
    "o": "ø",
    "O": "Ø",
    "l": "ł",
    "L": "Ł",
    "ae": "æ",
    "AE": "Æ",
    "oe": "œ",
    "OE": "Œ",
    "aa": "å",
    "AA": "Å",
    "i": "ı",
    "j": "ȷ",
}
_LETTER: Final = re.compile(rf"\\({'|'.join(_LETTERS)})(?![a-zA-Z])(?:\{{\}}|\s*)")
_ESCAPED: Final = re.compile(r"\\([&%#_])")
_SIGNS: Final = (("---", "—"), ("--", "–"), ("``", "“"), ("''", "”"), ("~", " "))

# What pylatexenc drops although it is text, and macros whose argument is shown as it is.
_WORDS: Final = {
    "LaTeX": "LaTeX",
    "TeX": "TeX",
    "BibTeX": "BibTeX",
    "LaTeXe": "LaTeX2e",
    "XeTeX": "XeTeX",
    "hyphen": "-",
    "slash": "/",
    "textless": "<",
    "textgreater": ">",
    "textbar": "|",
    "textquotedbl": '"',
    "textunderscore": "_",
    "textasciitilde": "~",
    "textasciicircum": "^",
    "copyright": "©",
    "pounds": "£",
    "S": "§",
    "P": "¶",
    "dag": "†",
    "ddag": "‡",
}
_TRANSPARENT: Final = frozenset(
    "texttt mbox hbox textup textnormal textmd textrm textsf underline uline emph textit textbf textsl "
    "textsc enquote ensuremath protect relax em it bf tt rm sc sl sf bfseries itshape noopsort uppercase "
    "textsubscript textsuperscript mkbibquote mkbibemph mkbibbold lowercase MakeUppercase newblock".split()
)

# Macros of whole documents, which pylatexenc knows and no field should have: they read files, tell the
# day, remember what another entry said, or take arguments that may not be there.
_NO_TEXT: Final = frozenset(
    "title author date maketitle today input include includegraphics begin end item verb newcommand "
    "documentclass usepackage footnote colorbox textcolor color sqrt frac nicefrac cite citet citep ref "
    "eqref label uebung exercise hspace vspace linebreak newline texorpdfstring".split()
)
# Nested optional arguments cost pylatexenc time that doubles with each.
_OPTIONAL: Final = re.compile(r"\\[a-zA-Z]+\s*\[")

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


@cache
def _formula_as_text(latex: str) -> str:
    """Return the formula on one line of Unicode, or as it is where that would take too long."""
    return " ".join(_words(f"${latex}$").split()) if len(_OPTIONAL.findall(latex)) < 4 else latex


@cache
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
    return macro not in _NO_TEXT and get_default_latex_context_db().get_macro_spec(macro) is not None


@cache
def _decoder() -> LatexNodes2Text:
    return LatexNodes2Text(math_mode="text", keep_comments=True)


def _quick(latex: str) -> str | None:
    """Decode accents, escapes and dashes, all that most fields have; None where there is more."""
    text = _ACCENT.sub(lambda found: (found[2] or found[3]).strip("\\{} \n") + _ACCENTS[found[1]], latex)
    text = _LETTER.sub(lambda found: _LETTERS[found[1]], text)
    text = _ESCAPED.sub(r"\1", text)
    if "\\" in text or "$" in text:
        return None
    for written, shown in _SIGNS:
        text = text.replace(written, shown)
    return text.replace("{", "").replace("}", "")


def _words(latex: str, problems: list[str] | None = None) -> str:
    """Decode words; say in ``problems`` if that is not possible."""
    if (text := _quick(latex)) is not None:
        return text
    try:
        return str(_decoder().latex_to_text(latex))
    except Exception as error:  # pylatexenc raises whatever its tables stumble over
        if problems is not None:
            problems.append(f"the LaTeX in it cannot be read ({type(error).__name__}); write plain text")
        return re.sub(r"[\\{}]", "", latex)


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
        try:
            return set_aside(_formula_as_text(source), mathml(source))
        except ValueError as error:
            problems.append(str(error))
            return set_aside(source, escape(source))

    def macro(found: re.Match[str]) -> str:
        name = found[1]
        if name in _WORDS:
            return set_aside(_WORDS[name], escape(_WORDS[name]))
        if name in _TRANSPARENT:
            return " " if found.string[found.end() : found.end() + 1].isalnum() else ""
        if not _is_known(name):
            problems.append(f"the macro \\{name} is unknown; write the character or its text instead")
            return ""
        return found[0]

    text = re.sub("[\ue000-\uf8ff]", "", latex)
    text = _URL.sub(lambda found: set_aside(found[1] or found[0], escape(found[1] or found[0])), text)
    text = _MATHEMATICS.sub(formula, text)
    # A lone $ before a figure is money.
    if re.search(r"(?<!\\)\$(?!\d)", text):
        problems.append("a $ opens a formula and none closes it; close it, or write \\$ for dollars")
    text = re.sub(r"(?<!\\)\$", lambda _: set_aside("$", escape("$")), text)
    text = _MACRO.sub(macro, _HREF.sub("", text.replace("\\\\", " ")))
    # In a .bib file a % is no comment, and an & no column.
    text = re.sub(r"(?<!\\)([%&#])", r"\\\1", text)
    words = unicodedata.normalize("NFC", " ".join(_words(text, problems).split()))
    words = words.replace("\\", "")

    def put_back(text: str, part: int) -> str:
        return re.sub("\ue000(\\d+)\ue001", lambda found: str(formulas[int(found[1])][part]), text)

    html = Markup(put_back(str(escape(words)), 1))  # noqa: S704  (escaped, but for MathML)
    return Text(put_back(words, 0), html), tuple(problems)


def to_text(latex: str) -> str:
    """Return ``latex`` as Unicode text on one line, whatever is wrong with it."""
    return decode(latex)[0].plain
