"""What BibTeX and BibLaTeX know: entry types, what each needs, and fields.

The tables follow the biblatex manual (version 3), sections "Entry Types", "Entry Fields" and "Entry Key
Aliases"; the site's own fields are those for which BibLaTeX has none.
"""

from typing import Final

TYPE_ALIASES: Final = {
    "conference": "inproceedings",
    "electronic": "online",
    "www": "online",
    "mastersthesis": "thesis",
    "phdthesis": "thesis",
    "techreport": "report",
}

FIELD_ALIASES: Final = {
    "address": "location",
    "annote": "annotation",
    "archiveprefix": "eprinttype",
    "journal": "journaltitle",
    "primaryclass": "eprintclass",
    "school": "institution",
}

# What an entry of a type needs beside title and date, which all need; one of those split by bars will do.
_AUTHOR: Final = ("author|editor",)
_IN_BOOK: Final = ("author", "booktitle")
REQUIRED: Final[dict[str, tuple[str, ...]]] = {
    "article": ("author", "journaltitle"),
    "suppperiodical": ("author", "journaltitle"),
    "book": ("author|editor",),
    "mvbook": ("author|editor",),
    "inbook": _IN_BOOK,
    "bookinbook": _IN_BOOK,
    "suppbook": _IN_BOOK,
    "booklet": _AUTHOR,
    "collection": ("editor",),
    "mvcollection": ("editor",),
    "incollection": _IN_BOOK,
    "suppcollection": _IN_BOOK,
    "dataset": _AUTHOR,
    "manual": _AUTHOR,
    "misc": _AUTHOR,
    "software": _AUTHOR,
    "online": ("author|editor", "url|doi|eprint"),
    "patent": ("author", "number"),
    "periodical": ("editor",),
    "proceedings": (),
    "mvproceedings": (),
    "inproceedings": _IN_BOOK,
    "reference": ("editor",),
    "mvreference": ("editor",),
    "inreference": _IN_BOOK,
    "report": ("author", "institution"),
    "thesis": ("author", "institution"),
    "unpublished": ("author",),
}
# Entries that are no works.
NO_WORKS: Final = frozenset(("set", "xdata"))
# Types that biblatex treats as misc, and that real files have.
OTHER_TYPES: Final = frozenset(
    "artwork audio bibnote commentary image jurisdiction legislation legal letter movie music "
    "performance review standard video set xdata customa customb customc customd custome customf".split()
)
# Entries of these types that others refer to are where papers stand, and no papers.
CONTAINERS: Final = frozenset(
    "proceedings mvproceedings collection mvcollection book mvbook reference mvreference periodical "
    "xdata".split()
)

# The site's own fields; the links beside the main one, in the order in which they are shown.
LINK_FIELDS: Final = ("pdf", "code", "data", "slides", "poster", "video", "website")
OWN_FIELDS: Final = frozenset((*LINK_FIELDS, "award", "image", "image_alt", "slug"))

# Fields that an export may hold, in its order: what describes the paper, and nothing of this site.
EXPORTED: Final = tuple(
    "author editor editortype translator title subtitle titleaddon journaltitle journalsubtitle "
    "journal shortjournal booktitle booksubtitle booktitleaddon maintitle mainsubtitle eventtitle "
    "eventtitleaddon eventdate venue date year month pubstate volume number issue volumes series "
    "edition part chapter pages pagetotal eid publisher organization institution school location "
    "address howpublished type version holder language note addendum isbn issn isrn doi eprint "
    "eprinttype eprintclass archiveprefix primaryclass url urldate".split()
)

_BIBLATEX: Final = (
    "abstract afterword annotation annotator authortype bookauthor bookpagination commentator editora "
    "editorb editorc editoratype editorbtype editorctype entryset entrysubtype execute file foreword "
    "gender ids indexsorttitle indextitle introduction isan ismn issuesubtitle issuetitle "
    "issuetitleaddon iswc journaltitleaddon keywords label langid langidopts library mainsubtitle "
    "maintitleaddon nameaddon options origdate origlanguage origlocation origpublisher origtitle "
    "pagination presort related relatedoptions relatedstring relatedtype reprinttitle shortauthor "
    "shorteditor shorthand shorthandintro shortseries shorttitle sortkey sortname sortshorthand "
    "sorttitle sortyear crossref xdata xref annote key verba verbb verbc usera userb userc userd "
    "usere userf lista listb listc listd liste listf namea nameb namec nameatype namebtype namectype"
)
# Fields that the site makes something of; the README says what.
SHOWN: Final = OWN_FIELDS | frozenset(
    "author editor title subtitle abstract note eventtitle eventtitleaddon journaltitle shortjournal "
    "booktitle howpublished organization institution publisher eprinttype date year month pubstate volume "
    "number issue pages series edition isbn issn location type url doi eprint keywords crossref xdata".split()
)
# What reference managers and publishers write beside BibLaTeX's fields; nothing is made of it here.
_OF_EXPORTERS: Final = (
    "acmid adsnote adsurl affiliation articleno assignee bdsk-url-1 bdsk-url-2 bibsource biburl "
    "collection copyright date-added date-modified day dayfiled groups intype issue_date keyword lccn "
    "localfile mrclass mrnumber monthfiled numpages owner priority rating review slaccitation "
    "timestamp yearfiled zblnumber ranking creationdate modificationdate pmid pmcid collaboration "
    "reportnumber abbr additional_info altmetric arxiv bibtex_show blog dimensions google_scholar_id html "
    "preview selected supp"
)
KNOWN_FIELDS: Final = frozenset((*EXPORTED, *_BIBLATEX.split(), *_OF_EXPORTERS.split(), *OWN_FIELDS))

# Fields of an entry that a crossref never takes from its parent.
NOT_INHERITED: Final = (
    frozenset(
        "ids crossref xref xdata entryset entrysubtype execute label options presort related "
        "relatedoptions relatedstring relatedtype shortauthor shorteditor shorthand shorthandintro "
        "sortkey sorttitle keywords abstract doi url eprint eprinttype eprintclass".split()
    )
    | OWN_FIELDS
)
# What the title of a parent is to its child.
TITLES_OF_PARENTS: Final = {
    "title": "booktitle",
    "subtitle": "booksubtitle",
    "titleaddon": "booktitleaddon",
}
