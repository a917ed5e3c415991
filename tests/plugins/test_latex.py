"""From LaTeX to text."""

from contextlib import suppress

import pytest

from publications.latex import decode, mathml

TEXTS = {
    "plain text": "plain text",
    "{SkipGPT}: Each {T}oken": "SkipGPT: Each Token",
    r"{\"o} \"{o} \"o \c{c} \v{s} {\aa} \o{} \ss{} \H{o} \i{}": "ö ö ö ç š å ø ß ő ı",
    r"caf\'e na\"{\i}ve": "café naïve",
    r"R\&D at 50\% \_x \#1 \$5": "R&D at 50% _x #1 $5",
    "50% of all, the rest too": "50% of all, the rest too",
    "pages 1--2 --- and ``quoted''": "pages 1–2 — and “quoted”",
    "A~B\\ C": "A B C",
    r"\emph{x}, \textbf{y}, \texttt{z}, \mbox{w}, {\em v}, \textsc{u}": "x, y, z, w, v, u",
    r"\LaTeX{} and \BibTeX\ too": "LaTeX and BibTeX too",
    r"H\textsubscript{2}O": "H2O",
    r"see \url{https://x.org/a_b%20c~d}": "see https://x.org/a_b%20c~d",
    r"see \href{https://x.org/}{the site}": "see the site",
    r"one\\two": "one two",
    r"a {\textless} b \textgreater{} \pounds 5 \S{}2 \copyright": "a < b > £ 5 §2 ©",
    r"Garc\'\i a, na\"{\i}ve": "García, naïve",
    r"see https://x.org/~me/a--b": "see https://x.org/~me/a--b",
    "赵安浩 — ő": "赵安浩 — ő",
    "e\u0301": "e\u0301",
    "\\'e $x$": "é x",
    "": "",
}


@pytest.mark.parametrize(("latex", "plain"), TEXTS.items())
def test_text(latex: str, plain: str) -> None:
    text, problems = decode(latex)
    assert (text.plain, problems) == (plain, ())


FORMULAS = {
    r"in $O(n^2)$ time": ("in O(n^2) time", "<msup><mi>n</mi><mn>2</mn></msup>"),
    r"the \(\alpha\)-th": ("the α-th", "<mi>&#x003B1;</mi>"),
    r"{Braces $x_1$ around}": ("Braces x_1 around", "<msub>"),
    r"$a < b$": ("a < b", "<mo>&#x0003C;</mo>"),
    r"\$5 and $x$": ("$5 and x", "<mi>x</mi>"),
    r"$$\mathbb{R}^d$$": ("ℝ^d", "<msup>"),
}


@pytest.mark.parametrize(("latex", "expected"), FORMULAS.items())
def test_mathematics(latex: str, expected: tuple[str, str]) -> None:
    text, problems = decode(latex)
    assert (text.plain, problems) == (expected[0], ())
    assert text.html.count("<math") == 1
    assert expected[1] in text.html


def test_html_is_escaped() -> None:
    text, _ = decode('a <b> & "c" $x$')
    assert text.html.startswith("a &lt;b&gt; &amp; ")
    assert text.plain == 'a <b> & "c" x'


PROBLEMS = {
    r"\foo{bar} baz": ("bar baz", r"the macro \foo is unknown"),
    r"$\foo{x}$": (r"\foo{x}", r"the macro \foo in the formula"),
    "$x_$": ("x_", "cannot be read"),
    "costs $x": ("costs $x", "a $ opens a formula and none closes it"),
    r"$\text{<b>x</b>}$": (r"\text{<b>x</b>}", "has <b> in it"),
    r"$\text{<script>}$": (r"\text{<script>}", "has a character in it that mathematics has not"),
    r"$\text{<mi onclick='a()'>x</mi>}$": ("", "formula"),
    r"$\href{javascript:a()}{x}$": ("", "has the attribute href in it"),
}


@pytest.mark.parametrize(("latex", "expected"), PROBLEMS.items())
def test_problems(latex: str, expected: tuple[str, str]) -> None:
    text, problems = decode(latex)
    assert len(problems) == 1
    assert expected[1] in problems[0]
    if expected[0]:
        assert text.plain == expected[0]
    assert "<" not in str(text.html)


def test_mathml_raises_no_other_error() -> None:
    for latex in (
        "{",
        "}",
        "\\",
        "^",
        "_",
        "\\frac",
        "\\begin{x}",
        "&",
        "\\left(",
        "x^2^3",
        "\\\\",
        "\\text{&}",
    ):
        with suppress(ValueError):
            assert mathml(latex).startswith("<math")
