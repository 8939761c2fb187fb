"""A small server that answers as DailyMed's web services are documented to, and, for some names, as a bad day goes."""

import json
import threading
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs, urlsplit

from tests.ingest.sources.spl.labels import label, numbered

SET_IDS = tuple(f"0a1b2c3d-0000-4000-8000-00000000000{number}" for number in range(6))
GONE, HUGE, ENDLESS, BUSY = SET_IDS[2:]
EMPTY, WEB_PAGE, JSON, CUT, OTHER = (f"0a1b2c3d-0000-4000-8000-00000000001{number}" for number in range(5))
"""Set ids for which the service gives as XML what is no label, or that of another set id."""

LABELERS = ("EXAMPLE PHARMA", "OTHER PHARMA")


def spl(set_id: str) -> bytes:
    """The label of a set id, or what is given in its place."""
    whole = label(numbered(1, 17))
    given = {
        EMPTY: b"",
        WEB_PAGE: b"<html><body>Service down</body></html>",
        JSON: b'{"error": "down"}',
        CUT: whole[:-60],
        OTHER: whole,
    }
    return given.get(set_id, whole.replace(b"0c6d-46e8", set_id.encode()))


class Server(ThreadingHTTPServer):
    """Counts the requests of each path, so that some fail before they succeed."""

    daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), _Handler)
        self.asked = Counter[str]()

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.server_address[1]}/services/v2"


@contextmanager
def dailymed() -> Iterator[Server]:
    with Server() as server:
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05})
        thread.start()
        try:
            yield server
        finally:
            server.shutdown()
            thread.join()


def _listing(set_ids: tuple[str, ...], *, page: int = 1, pages: int = 1) -> bytes:
    """A page of a list in the documented form, where numbers and null are texts."""
    about = {
        "elements_per_page": "100",
        "total_pages": str(pages),
        "total_elements": str(len(set_ids)),
        "current_page": str(page),
        "next_page": str(page + 1) if page < pages else "null",
        "next_page_url": "null",
        "db_published_date": "Feb 05, 2014 12:39:52PM EST",
    }
    data = [
        {
            "setid": set_id,
            "title": f"EXAMPLINE (EXAMPLINIB) TABLET [{LABELERS[int(set_id[-1]) % 2]}]",
            "spl_version": 3,
            "published_date": "Sep 26, 2012",
        }
        for set_id in set_ids
    ]
    return json.dumps({"metadata": about, "data": data}).encode()


class _Handler(BaseHTTPRequestHandler):
    server: Server

    def do_GET(self) -> None:
        asked = urlsplit(self.path)
        values = {name: found[0] for name, found in parse_qs(asked.query).items()}
        name = values.get("drug_name", asked.path.rpartition("/")[2].removesuffix(".xml"))
        self.server.asked[name] += 1
        answer = getattr(self, f"_{name}", None) if "drug_name" in values else None
        if answer is not None:
            answer(self.server.asked[name], values)
        elif asked.path == "/services/v2/spls.json":
            self._send(_listing(()))
        elif asked.path.startswith("/services/v2/spls/"):
            self._label(name)
        else:
            self._send(b"", status=404)

    def _label(self, set_id: str) -> None:
        if set_id == GONE:
            self._send(b"", status=404)
        elif set_id == HUGE:
            self._begin("application/xml", length=20_000_000_000)
        elif set_id == ENDLESS:
            self._begin("application/xml", length=None)
            for _ in range(200):
                self.wfile.write(b" " * 100_000)
        elif set_id == BUSY and self.server.asked[set_id] < 3:
            self._send(b"", status=503, retry_after="0")
        else:
            self._send(spl(set_id), "text/xml;charset=UTF-8")

    def _exampline(self, _: int, values: dict[str, str]) -> None:
        wanted = [set_id for set_id in SET_IDS[:2] if values.get("labeler") in (None, LABELERS[int(set_id[-1])])]
        page = int(values["page"])
        shown = wanted[page - 1 : page] if len(wanted) > 1 else wanted
        self._send(_listing(tuple(shown), page=page, pages=len(wanted)))

    def _limited(self, _: int, __: dict[str, str]) -> None:
        self._send(b"", status=429, retry_after="3600")

    def _refused(self, _: int, __: dict[str, str]) -> None:
        self._send(b"", status=403)

    def _cut(self, times: int, _: dict[str, str]) -> None:
        if times > 1:
            self._send(_listing(SET_IDS[:1]))
            return
        self._begin("application/json", length=1000)
        self.wfile.write(b'{"metadata"')

    def _slow(self, _: int, __: dict[str, str]) -> None:
        time.sleep(3)
        self.close_connection = True

    def _dripping(self, _: int, __: dict[str, str]) -> None:
        self._begin("application/json", length=1000)
        for _second in range(100):
            self.wfile.write(b" ")
            self.wfile.flush()
            time.sleep(0.1)

    def _page(self, _: int, __: dict[str, str]) -> None:
        self._send(b"<html>Sign in to this network</html>", "text/html")

    def _broken(self, _: int, __: dict[str, str]) -> None:
        self._send(b'{"data": [')

    def _other(self, _: int, __: dict[str, str]) -> None:
        self._send(b'{"metadata": {}, "data": [{"setid": "../../secret"}]}')

    def _send(
        self, body: bytes, media_type: str = "application/json", *, status: int = 200, retry_after: str | None = None
    ) -> None:
        self._begin(media_type, length=len(body), status=status, retry_after=retry_after)
        self.wfile.write(body)

    def _begin(self, media_type: str, *, length: int | None, status: int = 200, retry_after: str | None = None) -> None:
        self.send_response(status)
        self.send_header("Content-Type", media_type)
        if length is not None:
            self.send_header("Content-Length", str(length))
        if retry_after is not None:
            self.send_header("Retry-After", retry_after)
        self.end_headers()

    def handle(self) -> None:
        """Take no offence at clients that leave."""
        try:
            super().handle()
        except ConnectionError:
            self.close_connection = True

    def log_message(self, *_: object) -> None:
        """Stay quiet."""
