"""Visitor map: a counter's map at the foot of the home page, kept at arm's length.

``VISITOR_MAP`` names the provider, the id that it gave the owner, and the provider's own parameters.
Without an id there is no map. The provider's script stands in a small page of its own
(``VISITOR_MAP_SAVE_AS``), which the home page shows in a sandboxed, lazily loaded frame: it cannot
reach the page around it, delay it or leave a hole in it, and it is asked for only when the visitor
has scrolled to it. Only that small page has a looser Content-Security-Policy.

Templates find ``visitor_map`` (false where there is none) with the addresses of the script and of the
provider's statistics page.
"""

import logging
import re
from dataclasses import dataclass
from typing import Any, Final
from urllib.parse import quote, urlencode

from pelican import Pelican, signals
from pelican.generators import Generator
from pelican.writers import Writer

logger = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Provider:
    """What we know of a provider's embed."""

    name: str
    host: str
    # The id that the provider's script looks for on its own element.
    script_id: str
    # The class or id of what the script inserts: we must never use it ourselves, or it does nothing.
    widget_id: str
    parameters: tuple[str, ...]


PROVIDERS: Final = {
    "mapmyvisitors": Provider(
        name="MapMyVisitors",
        host="https://mapmyvisitors.com",
        script_id="mapmyvisitors",
        widget_id="mapmyvisitors-widget",
        parameters=("cl", "co", "ct", "cmo", "cmn", "t", "w"),
    ),
}


@dataclass(frozen=True, slots=True)
class VisitorMap:
    """A map to embed: who provides it, its script, and the page with its figures."""

    provider: Provider
    script_url: str
    statistics_url: str


def parse_setting(setting: dict[str, Any]) -> tuple[VisitorMap | None, list[tuple[str, str]]]:
    """Read the setting ``VISITOR_MAP``.

    Returns the map, or None where there is no id or something is wrong; and what is wrong, each as
    a key and a sentence.
    """
    if not setting.get("id"):
        return None, []
    provider = PROVIDERS.get(setting.get("provider", "mapmyvisitors"))
    if provider is None:
        return None, [("provider", f"{setting['provider']!r} is unknown; use {', '.join(PROVIDERS)}")]
    problems = []
    if not re.fullmatch(r"[\w-]+", str(setting["id"]), re.ASCII):
        problems.append(("id", f"{setting['id']!r} is no id; copy what stands after d= in the embed"))
    parameters = {key: str(value) for key, value in setting.items() if key not in ("provider", "id")}
    problems += [
        (key, f"{provider.name} has no such parameter; use {', '.join(provider.parameters)}")
        for key in parameters
        if key not in provider.parameters
    ]
    if problems:
        return None, problems
    query = urlencode({"d": setting["id"], **parameters})
    return VisitorMap(
        provider,
        f"{provider.host}/map.js?{query}",
        f"{provider.host}/web/{quote(setting['id'])}",
    ), []


class VisitorMapGenerator(Generator):  # type: ignore[misc]
    """Puts ``visitor_map`` into the context and writes the frame's page."""

    def generate_context(self) -> None:
        """Read the setting and report what is wrong with it."""
        self.context["visitor_map"], problems = parse_setting(self.settings.get("VISITOR_MAP") or {})
        for key, problem in problems:
            logger.error("publishconf.py: VISITOR_MAP: %s: %s", key, problem)

    def generate_output(self, writer: Writer) -> None:
        """Write the frame's page if there is a map."""
        if self.context["visitor_map"]:
            writer.write_file(
                self.settings["VISITOR_MAP_SAVE_AS"],
                self.get_template("visitor_map"),
                self.context,
                self.settings["RELATIVE_URLS"],
            )


def get_generators(pelican: Pelican) -> type[Generator]:
    """Return our generator, as Pelican asks."""
    return VisitorMapGenerator


def register() -> None:
    """Connect the plugin to Pelican."""
    signals.get_generators.connect(get_generators)
