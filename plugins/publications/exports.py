"""Papers in the formats of other programs: BibTeX, CSL-JSON, schema.org."""

import re
from typing import Any, Final

from .dates import MONTHS
from .fields import EXPORTED
from .model import Author, Publication

CSL_TYPES: Final = {
    "article": "article-journal",
    "book": "book",
    "booklet": "pamphlet",
    "collection": "book",
    "dataset": "dataset",
    "inbook": "chapter",
    "incollection": "chapter",
    "inproceedings": "paper-conference",
    "inreference": "entry-encyclopedia",
    "manual": "book",
    "misc": "article",
    "mvbook": "book",
    "online": "webpage",
    "patent": "patent",
    "periodical": "periodical",
    "proceedings": "book",
    "report": "report",
    "software": "software",
    "thesis": "thesis",
    "unpublished": "manuscript",
}
# CSL's variables, each with the details that it is made of, best first.
CSL_VARIABLES: Final = {
    "container-title": ("journaltitle", "booktitle"),
    "container-title-short": ("shortjournal",),
    "collection-title": ("series",),
    "event-title": ("eventtitle",),
    "volume": ("volume",),
    "issue": ("issue", "number"),
    "edition": ("edition",),
    "page": ("pages",),
    "publisher": ("publisher", "institution", "organization"),
    "publisher-place": ("location",),
    "genre": ("type",),
    "DOI": ("doi",),
    "ISBN": ("isbn",),
    "ISSN": ("issn",),
}


def bibtex(paper: Publication) -> str:
    """Return the entry as BibTeX, with what it inherits and without what only this site uses.

    Values are as the author of the file wrote them; the month is the standard string. What is read
    back is the same entry.
    """
    lines = [f"@{paper.written_type}{{{paper.key},"]
    fields = {name: paper.fields[name] for name in EXPORTED if paper.fields.get(name)}
    width = max(map(len, fields), default=0)
    for name, value in fields.items():
        month = value[:3].lower() if name == "month" else ""
        written = month if month in MONTHS and value.isalpha() else f"{{{value}}}"
        lines.append(f"  {name:<{width}} = {written},")
    return "\n".join([*lines, "}", ""])


def _csl_name(person: Author) -> dict[str, str]:
    name = person.name
    if not name.given:
        return {"literal": str(name)}
    parts = {
        "family": name.family,
        "given": name.given,
        "non-dropping-particle": name.prefix,
        "suffix": name.suffix,
    }
    return {key: value for key, value in parts.items() if value}


def csl(paper: Publication) -> dict[str, Any]:
    """Return the paper as an item of CSL-JSON (Citation Style Language 1.0.2, "csl-data" schema)."""
    item: dict[str, Any] = {
        "id": paper.key,
        "type": CSL_TYPES.get(paper.type, "document"),
        "title": paper.title.plain,
        # A book may have editors alone; they are the authors of its page, and no authors here.
        "author" if paper.fields.get("author") else "editor": [_csl_name(author) for author in paper.authors],
    }
    if paper.editors:
        item["editor"] = [_csl_name(editor) for editor in paper.editors]
    if paper.date:
        date = paper.date
        item["issued"] = {"date-parts": [[part for part in (date.year, date.month, date.day) if part]]}
    for variable, names in CSL_VARIABLES.items():
        if value := next((paper.details[name] for name in names if name in paper.details), ""):
            item[variable] = value
    if paper.type in ("report", "patent") and "issue" in item:
        item["number"] = item.pop("issue")
    if arxiv := paper.details.get("arxiv"):
        item["number"] = f"arXiv:{arxiv}"
        if paper.kind == "preprint":
            item["publisher"] = "arXiv"
    if paper.pubstate:
        item["status"] = paper.pubstate
    if paper.abstract:
        item["abstract"] = paper.abstract.plain
    if url := next((link.url for link in paper.links if link.label == "link"), ""):
        item["URL"] = url
    return item


def _schema_org_person(author: Author, site: str) -> dict[str, str]:
    url = f"{site}/" if author.is_owner else author.url
    return {"@type": "Person", "name": str(author.name), **({"url": url} if url else {})}


def schema_org(paper: Publication, site: str) -> dict[str, Any]:
    """Return the paper as a schema.org ``ScholarlyArticle``; ``site`` is the site's public address."""
    details = paper.details
    container = details.get("journaltitle") or details.get("booktitle")
    container_type = "Periodical" if "journaltitle" in details else "PublicationVolume"
    doi = details.get("doi")
    data = {
        "@context": "https://schema.org",
        "@type": {"thesis": "Thesis", "book": "Book"}.get(paper.kind, "ScholarlyArticle"),
        "@id": f"{site}/{paper.path}",
        "url": f"{site}/{paper.path}",
        "name": paper.title.plain,
        "headline": paper.title.plain,
        "author": [_schema_org_person(author, site) for author in paper.authors],
        "datePublished": str(paper.date),
        "abstract": paper.abstract.plain,
        "isPartOf": {"@type": container_type, "name": container} if container else None,
        "sameAs": list(paper.addresses),
        "identifier": {"@type": "PropertyValue", "propertyID": "DOI", "value": doi} if doi else None,
        "pagination": details.get("pages"),
        "award": paper.award.plain,
        "keywords": [word for word in paper.keywords if word != "selected"],
        "image": f"{site}/{paper.image}" if paper.image else "",
    }
    return {key: value for key, value in data.items() if value}


def page_range(pages: str) -> tuple[str, str]:
    """Return the first and the last page of "12–34, 40", as Google Scholar asks for them."""
    numbers = re.findall(r"[^\s,–—-]+", pages)
    return (numbers[0], numbers[-1] if len(numbers) > 1 else "") if numbers else ("", "")
