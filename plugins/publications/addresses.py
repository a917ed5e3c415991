"""Addresses of papers: URLs, DOIs and arXiv numbers in the forms in which .bib files have them."""

import re
from typing import Final
from urllib.parse import quote

_DOI_PREFIX: Final = re.compile(r"^((https?://)?(dx\.|www\.)?doi\.org/|doi:\s*)", re.IGNORECASE)
_ARXIV_PREFIX: Final = re.compile(r"^((https?://)?(www\.)?arxiv\.org/(abs|pdf)/|arxiv:\s*)", re.IGNORECASE)
_ARXIV_SUFFIX: Final = re.compile(r"(\.pdf|\s*\[[\w.-]+\])$")
_ARXIV: Final = re.compile(r"(\d{4}\.\d{4,5}|[a-z-]+(\.[A-Z]{2})?/\d{7})(v\d+)?")
# White space, quotes and brackets, and characters that hide or turn what is read.
_NOT_IN_ADDRESSES: Final = re.compile(
    r'[\s<>"\\^`{|}\x00-\x20\x7f-\x9f\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff]'
)
_WEB_ADDRESS: Final = re.compile(r"https?://[\w-]+(\.[\w-]+)*\.?(:\d+)?(?=[/?#]|$)", re.IGNORECASE)


def is_web(url: str) -> bool:
    """Say whether ``url`` is an absolute http or https URL with a plain host, and nothing that hides."""
    return bool(_WEB_ADDRESS.match(url)) and not _NOT_IN_ADDRESSES.search(url)


def without_escapes(url: str) -> str:
    """Return ``url`` without the backslashes that reference managers put before special characters."""
    if "\\" not in url:
        return url
    url = re.sub(r"^\\url\{(.*)\}$", r"\1", url)
    url = re.sub(r"\{?\\textasciitilde(?:\{\}|\s+|(?=\}))\}?", "~", url)
    return re.sub(r"\{\\([_%&#~$])\}|\\([_%&#~$])(?:\{\})?", r"\1\2", url)


def doi(written: str) -> str:
    """Return the DOI in ``written`` without the resolver before it; what is none comes back as it is."""
    return _DOI_PREFIX.sub("", without_escapes(written))


def is_doi(text: str) -> bool:
    """Say whether ``text`` is a DOI (DOI Handbook, section "Numbering")."""
    return bool(re.fullmatch(r"10\.\d{4,9}/\S+", text))


def of_doi(doi: str) -> str:
    """Return the address of a DOI."""
    return f"https://doi.org/{quote(doi, safe='/:;()')}"


def arxiv(written: str) -> str:
    """Return the arXiv number in ``written`` without what is around it; what is none comes back as it is."""
    return _ARXIV_SUFFIX.sub("", _ARXIV_PREFIX.sub("", written))


def is_arxiv(text: str) -> bool:
    """Say whether ``text`` is an arXiv number of the new or the old style, with or without a version."""
    return bool(_ARXIV.fullmatch(text))


def of_arxiv(number: str) -> str:
    """Return the address of an arXiv number."""
    return f"https://arxiv.org/abs/{number}"
