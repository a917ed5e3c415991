"""What only the public site has: its address, its feed and the visitor map."""

from pelicanconf import *  # noqa: F403  (Pelican's way: production is development and a little more)
from pelicanconf import CANONICAL_URL

SITEURL = CANONICAL_URL
FEED_DOMAIN = SITEURL
FEED_ALL_ATOM = "feeds/news.atom.xml"
PUBLICATIONS_FEED_ATOM = "feeds/publications.atom.xml"

# A map of the visitors at the foot of the home page. Without an "id" there is none. The keys beside
# "provider" and "id" are the provider's parameters: "cl" land, "co" ocean, "ct" text, "w" width.
VISITOR_MAP = {
    "provider": "mapmyvisitors",
    "id": "afTwX2ycX1wEm9gTuX9zoo-NhxMLThqkW2-0vJ83YqU",
    "cl": "ffffff",
    "w": "a",
}
