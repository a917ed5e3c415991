"""The syntax of .bib files: what is read, and what is said of what cannot be."""

import pytest

from publications import bibtex

GOOD = {
    "strings and concatenation": (
        '@string{acl = "ACL"} @misc{a, title = acl # { and } # "more" # acl, year = 2025}',
        {"title": "ACL and moreACL", "year": "2025"},
    ),
    "string names ignore case": (
        "@STRING{ACL = {Annual Meeting}} @misc{a, title = acl}",
        {"title": "Annual Meeting"},
    ),
    "months": ("@misc{a, month = nov}", {"month": "November"}),
    "parentheses": ("@misc(a, title = {T})", {"title": "T"}),
    "field names ignore case": ("@MISC{a, TITLE = {T}}", {"title": "T"}),
    "white space is folded": ("@misc{a, title = {one\n    two\t three}}", {"title": "one two three"}),
    "windows line ends": ("@misc{a,\r\n  title = {one\r\n  two},\r\n}\r\n", {"title": "one two"}),
    "byte order mark": ("\ufeff@misc{a, title = {T}}", {"title": "T"}),
    "nested braces stay": ("@misc{a, title = {A {B {C}}}}", {"title": "A {B {C}}"}),
    "address in a value": (
        "@misc{a, url = {https://x.org/a_b%20c~d&e?f=@g}}",
        {"url": "https://x.org/a_b%20c~d&e?f=@g"},
    ),
    "annotations": (
        '@misc{a, author+an = {1=equal}, author+an:page = {2="x"}}',
        {"author+an": "1=equal", "author+an:page": '2="x"'},
    ),
    "front matter before, text after": ("---\n---\n\n@misc{a, title = {T}}\nfree text", {"title": "T"}),
    "commented out entry": ("% @misc{b, title = {No}}\n@misc{a, title = {T}}", {"title": "T"}),
    "percent in the entry before": ("@misc{a, title = {100%}} ", {"title": "100%"}),
    "comment of words": ("@comment foo\n@misc{a, title = {T}}", {"title": "T"}),
    "comment in parentheses": ("@comment(@misc{b})\n@misc{a, title = {T}}", {"title": "T"}),
    "comment entry": ("@comment{ @misc{b, title = {No}} }\n@misc{a, title = {T}}", {"title": "T"}),
    "preamble": ('@preamble{"\\newcommand"} @misc{a, title = {T}}', {"title": "T"}),
    "no comma at the end": ("@misc{a, title = {T}}", {"title": "T"}),
}


@pytest.mark.parametrize(("text", "fields"), GOOD.values(), ids=GOOD)
def test_reads(text: str, fields: dict[str, str]) -> None:
    entries, problems = bibtex.parse(text)
    assert problems == []
    assert [(entry.key, entry.fields) for entry in entries] == [("a", fields)]


AFTER = "\n@misc{after, title = {After}}\n"

# What is broken; the line, key and field of each report; words in its message; the keys that are read.
BROKEN = {
    "unclosed brace": (
        "@misc{a,\n  title = {T,\n  year = {2025},\n}\n" + AFTER,
        [(2, "a", "title", "not closed")],
        ["after"],
    ),
    "unclosed quote": ('@misc{a,\n  title = "T,\n}\n' + AFTER, [(2, "a", "title", "not closed")], ["after"]),
    "unclosed at the end of the file": ("@misc{a,\n  title = {T", [(2, "a", "title", "not closed")], []),
    "unclosed entry": ("@misc{a,\n  title = {T}\n" + AFTER, [(1, "a", "", "entry is not closed")], ["after"]),
    "missing comma": (
        "@misc{a,\n  title = {T}\n  year = {2025}\n}\n" + AFTER,
        [(3, "a", "title", "is a comma or a brace missing")],
        ["after"],
    ),
    "missing equals sign": (
        "@misc{a,\n  title {T}\n}\n" + AFTER,
        [(2, "a", "title", "'=' expected")],
        ["after"],
    ),
    "missing key": ("@misc{,\n  title = {T}\n}\n" + AFTER, [(1, "", "", "entry key expected")], ["after"]),
    "no value": (
        "@misc{a,\n  title = ,\n}\n" + AFTER,
        [(2, "a", "title", "field value expected")],
        ["after"],
    ),
    "undefined string": (
        "@misc{a,\n  title = acl\n}\n" + AFTER,
        [(2, "a", "title", 'string "acl" is not defined')],
        ["after"],
    ),
    "duplicate key": (
        "@misc{a, title = {T}}\n@misc{A, title = {U}}\n" + AFTER,
        [(2, "A", "", "line 1 has an entry with this key")],
        ["a", "after"],
    ),
    "duplicate field": (
        "@misc{a,\n  title = {T},\n  title = {U}\n}\n" + AFTER,
        [(3, "a", "title", "stands twice")],
        ["a", "after"],
    ),
    "address with an @ outside entries": (
        "mail me@x.org\n" + AFTER,
        [(1, "", "", "an @ begins an entry")],
        ["after"],
    ),
    "nothing after the @": ("@", [(1, "", "", "")], []),
    "words without braces": (
        "@misc{a,\n  title = The Title,\n}\n" + AFTER,
        [(2, "a", "title", "expected")],
        ["after"],
    ),
    "last brace forgotten after a comma": (
        "@misc{a,\n  title = {T},\n" + AFTER,
        [(1, "a", "", "entry is not closed")],
        ["after"],
    ),
    "quote closed by the next field's": (
        '@misc{a,\n  title = "T,\n  author = "A B",\n}\n' + AFTER,
        [(2, "a", "title", "not closed")],
        ["after"],
    ),
    "a brace too many": (
        "@misc{a,\n  title = {T}},\n  code = {C}\n}\n" + AFTER,
        [(2, "", "", "is in no entry")],
        ["a", "after"],
    ),
    "type without @": (
        "@misc{b, title = {T}}\narticle{a,\n  title = {T},\n}\n" + AFTER,
        [(2, "", "", "write @article")],
        ["b", "after"],
    ),
    "no key but fields": (
        "@misc{\n  author = {A},\n}\n" + AFTER,
        [(1, "", "", "the entry has no key")],
        ["after"],
    ),
    "no key and the next entry": ("@misc{\n" + AFTER, [(1, "", "", "an @ begins an entry")], ["after"]),
    "key in braces": ("@misc{{a}, title = {T}}\n" + AFTER, [(1, "", "", "no key")], ["after"]),
    "next entry on the line of a broken one": (
        "@misc{a, title {T}} @misc{b, title = {U}}\n" + AFTER,
        [(1, "a", "title", "'=' expected")],
        ["b", "after"],
    ),
    "strings that double each other": (
        '@string{a0 = "aaaaaaaa"}\n'
        + "".join(f"@string{{a{n + 1} = a{n} # a{n}}}\n" for n in range(40))
        + AFTER,
        [(n + 2, "", "", "longer than") for n in range(13, 14)],
        ["after"],
    ),
}


@pytest.mark.parametrize(("text", "reports", "keys"), BROKEN.values(), ids=BROKEN)
def test_reports(text: str, reports: list[tuple[int, str, str, str]], keys: list[str]) -> None:
    entries, problems = bibtex.parse(text)
    assert [(p.line, p.key, p.field) for p in problems] == [report[:3] for report in reports]
    for problem, (*_, words) in zip(problems, reports, strict=True):
        assert words in problem.message
    assert [entry.key for entry in entries] == keys


def test_knows_the_line_of_a_field() -> None:
    (entry,), _ = bibtex.parse("\n\n@misc{a,\n  booktitle = {B},\n  title = {T},\n}")
    assert [entry.line_of(field) for field in ("booktitle", "title", "year")] == [4, 5, 3]


@pytest.mark.parametrize(
    "text",
    [
        "@misc{{a{n},\n title={{T\n",
        '@misc(k{n}, author="A B", title="C")\n',
        '@misc{{k{n}, title="A"}} ',
        "%@@@@@@@@ ",
        '@misc{{k{n}, title={{x}}, note = "a" # "a" # "a" # "a"}}\n',
        "@misc{{k, title={{T}}}}\n",
        "me@x.org ",
        "@comment{{\n",
    ],
)
def test_time_grows_with_the_size_and_not_with_its_square(text: str) -> None:
    """The steps of the parser's searches are counted, for clocks lie."""
    steps = [_steps("".join(text.format(n=n) for n in range(size))) for size in (200, 400)]
    assert steps[1] <= 2.2 * steps[0] + 1000


def _steps(text: str) -> int:
    """Return how many characters the parser's regular expressions and counts were given to look at."""
    looked_at = 0

    class Counted(bibtex._Parser):
        def update_lineno(self, value: str) -> None:
            nonlocal looked_at
            looked_at += len(value)
            super().update_lineno(value)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(bibtex, "_Parser", Counted)
        bibtex.parse(text)
    return looked_at
