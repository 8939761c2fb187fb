"""What spares clients: answers that they have, queries that they sent before, fewer bytes; and pages of other origins."""

import gzip
import json
from hashlib import sha256
from pathlib import Path

import httpx

from graphql_api.persisted import UNKNOWN
from ingest.pipeline import Label, store_label
from kg.settings import Settings
from kg.store import generation
from tests.client import Client
from tests.samples import DOCUMENT, SAMPLES
from web.server import create_app

_QUERY = "{ labels { nodes { name } } }"
_DIGEST = sha256(_QUERY.encode()).hexdigest()


def _persisted(client: Client, digest: str, query: str | None = None) -> httpx.Response:
    given = {"extensions": json.dumps({"persistedQuery": {"version": 1, "sha256Hash": digest}})}
    return client.get("/graphql", params=given if query is None else {**given, "query": query})


def test_an_answer_that_the_client_has_is_not_sent_again(client: Client) -> None:
    first = client.get("/graphql", params={"query": _QUERY})
    assert first.headers["cache-control"] == "no-cache"
    again = client.get("/graphql", params={"query": _QUERY}, headers={"if-none-match": f'"x", {first.headers["etag"]}'})
    assert (again.status_code, again.content, again.headers["etag"]) == (304, b"", first.headers["etag"])
    other = client.get(
        "/graphql", params={"query": "{ labels { totalCount } }"}, headers={"if-none-match": first.headers["etag"]}
    )
    assert other.status_code == 200
    assert other.headers["etag"] != first.headers["etag"]


def test_errors_and_answers_to_post_have_no_name(client: Client) -> None:
    assert "etag" not in client.get("/graphql", params={"query": '{ label(name: "nothing") { id } }'}).headers
    assert "etag" not in client.post("/graphql", json={"query": _QUERY}).headers


def test_the_name_changes_with_the_graph(tmp_path: Path) -> None:
    store_label(Label(document=DOCUMENT, facts=tuple(SAMPLES)[:3]), tmp_path / "store")
    before = generation(tmp_path / "store")
    assert generation(tmp_path / "store") == before
    create_app(tmp_path / "store", Settings())
    assert generation(tmp_path / "store") == before
    store_label(Label(document=DOCUMENT, facts=tuple(SAMPLES)), tmp_path / "store")
    assert generation(tmp_path / "store") != before


def test_the_name_changes_with_the_settings(store_path: Path) -> None:
    one, other = (Client(create_app(store_path, Settings(graphql_things=most))) for most in (10, 11))
    asked = {"query": "{ limits { most } }"}
    assert one.get("/graphql", params=asked).headers["etag"] != other.get("/graphql", params=asked).headers["etag"]


def test_a_query_is_sent_once_and_then_by_its_digest(store_path: Path) -> None:
    client = Client(create_app(store_path, Settings()))
    unknown = _persisted(client, _DIGEST).json()
    assert unknown["errors"][0]["extensions"]["code"] == UNKNOWN
    assert unknown["errors"][0]["message"] == "PersistedQueryNotFound"
    assert _persisted(client, _DIGEST, _QUERY).json()["data"] == {"labels": {"nodes": [{"name": "BESPONSA"}]}}
    found = _persisted(client, _DIGEST)
    assert found.json()["data"] == {"labels": {"nodes": [{"name": "BESPONSA"}]}}
    assert "etag" in found.headers


def test_a_digest_of_another_query_is_refused(client: Client) -> None:
    found = _persisted(client, "0" * 64, _QUERY).json()
    assert found["errors"][0]["extensions"]["code"] == "BAD_USER_INPUT"
    assert "expected SHA-256" in found["errors"][0]["message"]
    assert _persisted(client, "0" * 64).json()["errors"][0]["extensions"]["code"] == UNKNOWN


def test_long_answers_are_compressed_for_who_takes_it(client: Client) -> None:
    query = {"query": "{ adverseReactions { nodes { id term percent } } }"}
    plain = client.post("/graphql", json=query, headers={"accept-encoding": "identity"})
    short = client.post("/graphql", json=query, headers={"accept-encoding": "gzip"})
    assert short.headers["content-encoding"] == "gzip"
    assert short.json()["data"] == plain.json()["data"]
    assert len(gzip.compress(plain.content)) < len(plain.content) / 3
    assert "content-encoding" not in client.post("/graphql", json={"query": _QUERY}).headers


def test_pages_of_other_origins_ask_only_where_a_setting_names_them(store_path: Path, client: Client) -> None:
    page = {"origin": "https://pharmacy.example"}
    assert "access-control-allow-origin" not in client.get("/graphql", params={"query": _QUERY}, headers=page).headers
    opened = Client(create_app(store_path, Settings(cors_origins="https://pharmacy.example https://other.example")))
    allowed = opened.get("/graphql", params={"query": _QUERY}, headers=page)
    assert allowed.headers["access-control-allow-origin"] == "https://pharmacy.example"
    stranger = opened.get("/graphql", params={"query": _QUERY}, headers={"origin": "https://stranger.example"})
    assert "access-control-allow-origin" not in stranger.headers


def test_several_queries_in_one_request_are_refused(client: Client) -> None:
    found = client.post("/graphql", json=[{"query": _QUERY}, {"query": _QUERY}])
    assert found.status_code == 400
