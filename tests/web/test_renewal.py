"""A server of a store that is taken in again serves what it holds then, under other etags; until then, what it held."""

import asyncio
import time
from dataclasses import replace
from functools import partial
from pathlib import Path

import httpx

from ingest.pipeline import Label, store_label
from kg.settings import Settings
from kg.store import generation
from tests.client import Client
from tests.conftest import Command, printed_addresses, serving
from tests.example import LABEL
from tests.samples import DOCUMENT, SAMPLES
from web.renewal import Renewed
from web.server import create_app

_QUERY = {"query": '{ doses { totalCount nodes { amount } } label(name: "besponsa") { name } }'}
_COUNT = {"query": "{ labels { nodes { doses { totalCount } } } }"}
_SECONDS = 60.0
_DOCUMENT = replace(DOCUMENT, set_id="one")


def _doses(client: Client) -> tuple[int, str]:
    answer = client.get("/graphql", params=_COUNT)
    (label,) = answer.json()["data"]["labels"]["nodes"]
    return label["doses"]["totalCount"], answer.headers["etag"]


def test_a_changed_store_is_served_as_it_is_then(tmp_path: Path) -> None:
    path = tmp_path / "store"
    store_label(Label(document=_DOCUMENT, facts=()), path)
    renewed = Renewed(partial(create_app, path, Settings()), path)
    client = Client(renewed)
    before = _doses(client)
    asyncio.run(renewed.look())
    assert _doses(client) == before
    store_label(Label(document=_DOCUMENT, facts=tuple(SAMPLES)), path)
    assert _doses(client) == before
    asyncio.run(renewed.look())
    after = _doses(client)
    assert before[0] == 0 < after[0]
    assert before[1] != after[1]
    assert client.get("/graphql", params=_COUNT, headers={"if-none-match": before[1]}).status_code == 200
    assert client.get("/graphql", params=_COUNT, headers={"if-none-match": after[1]}).status_code == 304


def test_a_store_that_cannot_be_opened_is_served_as_it_was(tmp_path: Path) -> None:
    path = tmp_path / "store"
    store_label(Label(document=_DOCUMENT, facts=()), path)
    renewed = Renewed(partial(create_app, path, Settings()), path)
    before = _doses(Client(renewed))
    (path / "CURRENT").rename(path / "gone")
    (path / "000099.sst").touch()
    asyncio.run(renewed.look())
    assert _doses(Client(renewed)) == before


def test_the_name_of_a_store_changes_with_what_stands_in_its_log(tmp_path: Path) -> None:
    path = tmp_path / "store"
    store_label(Label(document=_DOCUMENT, facts=()), path)
    before = generation(path)
    log = max(path.glob("*.log"))
    log.write_bytes(log.read_bytes() + b"\0")
    assert generation(path) != before


def test_a_server_follows_labels_that_are_taken_in_again(labelgraph: Command, tmp_path: Path) -> None:
    store, changed = tmp_path / "store", tmp_path / LABEL.name
    assert labelgraph("ingest", LABEL, "--store", store).returncode == 0
    with serving(store) as running:
        address = printed_addresses(running)[1]
        before = httpx.get(address, params=_QUERY)
        text = LABEL.read_text(encoding="utf-8")
        changed.write_text(text.replace("0.8 mg/m2", "0.7 mg/m2"), encoding="utf-8")
        assert labelgraph("ingest", changed, "--store", store).returncode == 0
        end = time.monotonic() + _SECONDS
        answer = before
        while answer.headers["etag"] == before.headers["etag"] and time.monotonic() < end:
            time.sleep(0.2)
            answer = httpx.get(address, params=_QUERY, headers={"if-none-match": before.headers["etag"]})
    assert answer.status_code == 200
    amounts = [{one["amount"] for one in found.json()["data"]["doses"]["nodes"]} for found in (before, answer)]
    assert "0.8" in amounts[0]
    assert "0.8" not in amounts[1]
    assert "0.7" in amounts[1]
