"""BibLaTeX's data annotations."""

import pytest

from publications.annotations import Annotation, AnnotationError, parse

GOOD = {
    "": [],
    "1=equal": [(1, "", ("equal",))],
    "1=equal; 2=equal; 8=corresponding": [
        (1, "", ("equal",)),
        (2, "", ("equal",)),
        (8, "", ("corresponding",)),
    ],
    "2=equal, corresponding;": [(2, "", ("equal", "corresponding"))],
    "1:family=student": [(1, "family", ("student",))],
    "=checked": [(0, "", ("checked",))],
    '1="https://x.org/?a=1;b=2,c"': [(1, "", ("https://x.org/?a=1;b=2,c",))],
    '1="a \\" b", equal': [(1, "", ('a \\" b', "equal"))],
    " 1 = equal ;\n 12 = corresponding ": [(1, "", ("equal",)), (12, "", ("corresponding",))],
}


@pytest.mark.parametrize(("text", "expected"), GOOD.items())
def test_reads(text: str, expected: list[tuple[int, str, tuple[str, ...]]]) -> None:
    assert parse(text) == tuple(Annotation(*annotation) for annotation in expected)


@pytest.mark.parametrize(
    "text", ["equal", "1", "1=", "1=equal 2=equal", "a=equal", "1=equal;;2=x", '1="open']
)
def test_rejects(text: str) -> None:
    with pytest.raises(AnnotationError, match="1=equal"):
        parse(text)
