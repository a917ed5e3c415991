"""Settings of the site: facts about the person and how the site is laid out.

Pelican's own settings are described in its documentation under "Settings"; the others are described
here, where they stand. What only the public site has is in ``publishconf.py``.
"""

import os
from pathlib import Path

ROOT = Path(__file__).parent

# --- The person -----------------------------------------------------------------------------------
# The words are schema.org's (https://schema.org/Person). Leave out or empty what does not apply.

PERSON = {
    "name": "Anhao Zhao",
    # Other ways in which papers print the name; "Zhao, Anhao" and "Zhao, A." are understood anyway.
    "alternateName": [],
    "jobTitle": "Joint Ph.D. student",
    "affiliation": [
        {
            "name": "The Hong Kong Polytechnic University",
            "department": {"name": "NLP Group", "url": "https://polyunlp.github.io/"},
        },
        {
            "name": "Eastern Institute of Technology, Ningbo",
            "department": {"name": "EIT NLP", "url": "https://idt.eitech.edu.cn/nlp/#/"},
        },
    ],
    "knowsAbout": [
        "LLM efficiency",
        "Model architecture and KV-cache efficiency",
        "Token generation efficiency",
    ],
    # A portrait in content/, such as "images/portrait.jpg". Without one the initials are shown.
    "image": "",
    "email": "",
    # Profiles elsewhere, by the name that their link shows.
    "sameAs": {
        "Google Scholar": ("https://scholar.google.com.hk/citations?user=19oxcOwAAAAJ&hl=zh-CN&oi=ao"),
        "GitHub": "https://github.com/AnhaoZhao-LLMer",
    },
}

# --- The site -------------------------------------------------------------------------------------

AUTHOR = PERSON["name"]
SITENAME = PERSON["name"]
DEFAULT_LANG = "en"
TIMEZONE = "Asia/Shanghai"

# In development every link starts at the root of whatever serves the site.
SITEURL = ""
# The public address, without a slash at its end: canonical links, link previews and the sitemap name it.
CANONICAL_URL = (os.environ.get("SITEURL") or "https://anhaozhao-llmer.github.io").rstrip("/")

# The sections of the home page, in this order. "content" is the text of content/pages/home.md. A section
# that has nothing to show is left out.
HOME_SECTIONS = ["content", "news", "publications", "service", "visitor_map"]

# The navigation; pages of content/pages/ follow by themselves.
MENUITEMS = [("Home", ""), ("News", "news/"), ("Publications", "publications/")]

# --- Content --------------------------------------------------------------------------------------

PATH = str(ROOT / "content")
PAGE_PATHS = ["pages"]
ARTICLE_PATHS = ["news"]
STATIC_PATHS = ["images", "extra"]
# What stands in extra/ goes to the root of the site.
EXTRA_PATH_METADATA = {
    f"extra/{path}": {"path": path}
    for path in (
        file.relative_to(ROOT / "content" / "extra").as_posix()
        for file in (ROOT / "content" / "extra").rglob("*")
        if file.is_file()
    )
} | {
    # What makes these two pages what they are; the files may say otherwise.
    "pages/home.md": {"title": AUTHOR, "save_as": "index.html", "url": "", "template": "home"},
    "pages/404.md": {"save_as": "404.html", "url": "404.html", "template": "404", "status": "hidden"},
}
IGNORE_FILES = [".DS_Store", "._*", ".gitkeep", "*~", "#*#", ".*.sw?", "Thumbs.db"]
SUMMARY_MAX_PARAGRAPHS = 1
FILENAME_METADATA = ""  # the news plugin reads file names

SERVICE_PATH = "service.toml"
# The visitor map is set in publishconf.py.
VISITOR_MAP: dict[str, str] = {}

# --- Plugins --------------------------------------------------------------------------------------

PLUGIN_PATHS = [str(ROOT / "plugins")]
PLUGINS = [
    "person",
    "typography",
    "news",
    "publications",
    "service",
    "visitor_map",
    "redirects",
    "links",
    "unique_paths",
    "inline",
]

MARKDOWN = {
    "extension_configs": {
        "markdown.extensions.codehilite": {"css_class": "highlight", "guess_lang": False},
        "markdown.extensions.extra": {},
        "markdown.extensions.meta": {},
        "markdown.extensions.toc": {},
    },
    "output_format": "html",
}

# Quotes, dashes and ellipses become typographic; the rest of typogrify is CSS's work today.
TYPOGRIFY = True
TYPOGRIFY_DASHES = "oldschool"
TYPOGRIFY_OMIT_FILTERS = ["amp", "widont", "caps", "initial_quotes"]
TYPOGRIFY_IGNORE_TAGS = ["math"]

# --- Addresses ------------------------------------------------------------------------------------

ARTICLE_URL = "news/{slug}/"
ARTICLE_SAVE_AS = "news/{slug}/index.html"
DRAFT_URL = "drafts/{slug}/"
DRAFT_SAVE_AS = "drafts/{slug}/index.html"
PAGE_URL = "{slug}/"
PAGE_SAVE_AS = "{slug}/index.html"
# An item or page in another language has an address like all others.
ARTICLE_LANG_URL = ARTICLE_URL
ARTICLE_LANG_SAVE_AS = ARTICLE_SAVE_AS
PAGE_LANG_URL = PAGE_URL
PAGE_LANG_SAVE_AS = PAGE_SAVE_AS
DRAFT_PAGE_URL = "drafts/pages/{slug}/"
DRAFT_PAGE_SAVE_AS = "drafts/pages/{slug}/index.html"
NEWS_URL = "news/"
NEWS_SAVE_AS = "news/index.html"
SITEMAP_SAVE_AS = "sitemap.xml"
ROBOTS_SAVE_AS = "robots.txt"
FAVICON_SAVE_AS = "favicon.svg"
VISITOR_MAP_SAVE_AS = "visitor-map/index.html"

# A person's page needs no pages for authors, categories and tags.
AUTHOR_SAVE_AS = ""
CATEGORY_SAVE_AS = ""
TAG_SAVE_AS = ""
USE_FOLDER_AS_CATEGORY = False
DEFAULT_METADATA = {"category": "news"}
DIRECT_TEMPLATES = ["news", "sitemap", "robots", "favicon"]
PAGINATED_TEMPLATES: dict[str, int | None] = {}
ARTICLE_TRANSLATION_ID = None
PAGE_TRANSLATION_ID = None
SLUGIFY_SOURCE = "basename"

# Feeds need the public address; see publishconf.py.
FEED_ALL_ATOM: str | None = None
CATEGORY_FEED_ATOM = None
TRANSLATION_FEED_ATOM = None
AUTHOR_FEED_ATOM = None
AUTHOR_FEED_RSS = None

# --- Theme ----------------------------------------------------------------------------------------

THEME = str(ROOT / "theme")
TEMPLATE_EXTENSIONS = [".html", ".xml", ".txt", ".svg"]
JINJA_ENVIRONMENT = {
    "autoescape": True,
    "trim_blocks": True,
    "lstrip_blocks": True,
    "extensions": [],
}

# --- Building -------------------------------------------------------------------------------------

OUTPUT_PATH = "output"
LOCALE = ["C"]  # the same bytes whatever the machine's language
CACHE_CONTENT = False
# The links plugin says the same, with file and line.
LOG_FILTER = [(30, "Unable to find '%s', skipping url replacement.")]
