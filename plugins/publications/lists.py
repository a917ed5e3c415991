"""The order in which papers are listed, and the headings above them."""

from collections.abc import Callable, Sequence
from typing import Final

from .model import Publication

Group = tuple[str, list[Publication]]

KINDS: Final = {
    "paper": "Conference & journal papers",
    "preprint": "Preprints",
    "book": "Books",
    "thesis": "Theses",
    "other": "Other",
}
FORTHCOMING: Final = "Forthcoming"


def _by_year(papers: Sequence[Publication]) -> list[Group]:
    years = sorted({paper.date.year for paper in papers if paper.date}, reverse=True)
    groups = [(FORTHCOMING, [paper for paper in papers if not paper.date])]
    groups += [(str(year), [paper for paper in papers if paper.date.year == year]) for year in years]
    return [group for group in groups if group[1]]


def _by_type(papers: Sequence[Publication]) -> list[Group]:
    groups = [(heading, [paper for paper in papers if paper.kind == kind]) for kind, heading in KINDS.items()]
    return [group for group in groups if group[1]]


def _as_in_the_file(papers: Sequence[Publication]) -> list[Group]:
    return [("", list(papers))] if papers else []


ORDERS: Final[dict[str, Callable[[Sequence[Publication]], list[Group]]]] = {
    "newest": _by_year,
    "type": _by_type,
    "file": _as_in_the_file,
}
