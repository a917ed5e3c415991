"""A stub of the visitor map's provider: a TLS server that the browser finds under the provider's name."""

import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from ssl import PROTOCOL_TLS_SERVER, SSLContext
from typing import Any
from urllib.parse import urlsplit

import trustme

PROVIDER = "mapmyvisitors.com"

# What the provider's script does, in short: it looks for its own element, inserts a box that says
# that it is loading, asks its host for more by JSONP, and evaluates the answer.
MAP = """
const own = document.getElementById("mapmyvisitors");
const box = document.createElement("a");
box.id = "mapmyvisitors-widget";
box.href = "https://mapmyvisitors.com/web/1";
box.style.display = "block";
box.innerHTML = '<div class="mapmyvisitors-map" style="height: 150px">' +
  '<div class="mapmyvisitors-loading">Loading data...</div></div>';
if (own && !document.getElementById(box.id)) own.after(box);
const call = document.createElement("script");
call.src = "https://mapmyvisitors.com/widget_call_home.js?callback=draw";
document.head.append(call);
function draw(answer) { eval(answer); }
let reached = "no";
try { parent.document.body.append("taken over"); reached = "yes"; } catch {}
document.body.dataset.reached = reached;
"""
ANSWER = """draw('document.querySelector(".mapmyvisitors-loading").remove()')"""


class Handler(BaseHTTPRequestHandler):
    """Answers as ``server.mode`` says."""

    server: "Stub"

    def do_GET(self) -> None:
        path = urlsplit(self.path).path
        self.server.asked.append(self.path)
        if self.server.mode == "hangs" or (self.server.mode == "hangs later" and path != "/map.js"):
            self.server.ended.wait()
            return
        fails = self.server.mode == "fails"
        self.send_response(500 if fails else 200)
        self.send_header("Content-Type", "text/javascript")
        self.end_headers()
        self.wfile.write(b"oops" if fails else (MAP if path == "/map.js" else ANSWER).encode())

    def log_message(self, format: str, *args: Any) -> None:  # noqa: A002  (the library's name)
        pass


class Stub(ThreadingHTTPServer):
    """The provider, which "answers", "fails", "hangs" or "hangs later" as its mode says."""

    daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Handler)
        tls = SSLContext(PROTOCOL_TLS_SERVER)
        trustme.CA().issue_cert(PROVIDER).configure_cert(tls)
        self.socket = tls.wrap_socket(self.socket, server_side=True, do_handshake_on_connect=False)
        self.mode = "answers"
        self.asked: list[str] = []
        self.ended = threading.Event()

    def begin(self, mode: str) -> None:
        """Answer as ``mode`` says from now on; forget what was asked before."""
        self.mode, self.asked, self.ended = mode, [], threading.Event()

    def end(self) -> None:
        """Let go of what hangs."""
        self.ended.set()

    def handle_error(self, request: object, client_address: object) -> None:
        """Say nothing of visitors who leave before the answer."""
