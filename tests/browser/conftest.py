"""The browser of these tests, and what no page may ever do."""

from collections.abc import Iterator
from threading import Thread
from typing import Any

import pytest
from playwright.sync_api import BrowserContext, ConsoleMessage, Page, Route

import chromium
from provider import PROVIDER, Stub


@pytest.fixture(scope="session")
def stub() -> Iterator[Stub]:
    """The visitor map's provider."""
    server = Stub()
    Thread(target=server.serve_forever, daemon=True).start()
    yield server
    server.shutdown()
    server.server_close()


@pytest.fixture(scope="session")
def browser_context_args() -> dict[str, Any]:
    """Trust the stub's certificate."""
    return {"ignore_https_errors": True}


@pytest.fixture(scope="session")
def browser_type_launch_args(stub: Stub) -> dict[str, Any]:
    """How to start the browser: the one that is there, and nothing of its own on the network."""
    return {
        "executable_path": chromium.find(),
        "args": [
            *chromium.ARGUMENTS,
            "--disable-background-networking",
            "--no-first-run",
            f"--host-resolver-rules=MAP {PROVIDER}:443 127.0.0.1:{stub.server_port}",
        ],
    }


@pytest.fixture
def outside(context: BrowserContext) -> list[str]:
    """The addresses on other hosts that pages asked for, none of which is reached."""
    asked: list[str] = []

    def refuse(route: Route) -> None:
        asked.append(route.request.url)
        route.abort()

    context.route(lambda url: not url.startswith("http://127.0.0.1:"), refuse)
    return asked


@pytest.fixture
def page(context: BrowserContext, outside: list[str]) -> Iterator[Page]:
    """A page that fails the test on any error in its console, a violated policy included."""
    page = context.new_page()
    errors: list[str] = []

    def note(message: ConsoleMessage) -> None:
        # The browser's word on a 404 status or a refused request is no error of the page.
        if message.type == "error" and "Failed to load resource" not in message.text:
            errors.append(message.text)

    page.on("console", note)
    page.on("pageerror", lambda error: errors.append(str(error)))
    yield page
    assert errors == []
