"""What is listed, as GraphQL gives it, and the identifiers that find a label."""

import pytest

from tests.client import Client
from tests.example import LABEL_IRI

LISTED = """{ label(name: "besponsa") { format effective labeler listing {
  documentType { code name } rxcuis ndcs uniis { code }
  products { name ndc routes { name } ingredients { name unii role strength { amount unit perAmount perUnit } moieties { code } }
    packages { ndc ndc11 form { name } inside { form { name } amount unit } } parts { substance } } } } }"""


def _asked(client: Client, query: str) -> dict[str, object]:
    found: dict[str, object] = client.post("/graphql", json={"query": query}).json()
    return found


def test_a_label_has_its_listing(client: Client) -> None:
    label = client.post("/graphql", json={"query": LISTED}).json()["data"]["label"]
    assert (label["format"], label["effective"]) == ("PHYSICIAN_LABELING_RULE", "2024-03-01")
    powder, kit = label["listing"]["products"]
    assert [route["name"] for route in powder["routes"]] == ["INTRAVENOUS", "SUBCUTANEOUS"]
    active = powder["ingredients"][0]
    assert (active["unii"], active["role"]) == ("EXAMPLE001", "ACTIVE")
    assert active["strength"] == {"amount": "0.9", "unit": "mg", "perAmount": "1", "perUnit": "1"}
    carton = powder["packages"][0]
    assert (carton["ndc"], carton["ndc11"]) == ("0000-0100-01", "00000010001")
    assert carton["inside"] == [{"form": {"name": "VIAL"}, "amount": "5", "unit": "mL"}]
    assert kit["parts"] == [{"substance": "WATER"}]
    assert label["listing"]["rxcuis"] == ["1000001", "1000002"]


@pytest.mark.parametrize(
    "given",
    [
        'ndc: "0000-0100-01"',
        'ndc: "00000-0100-01"',
        'ndc: "00000010001"',
        'ndc: "0000010001"',
        'ndc: "0000-0100"',
        'ndc: "0000-0100-99"',
        'unii: "EXAMPLE003"',
        'rxcui: "1000001"',
        'name: "examplinib"',
        'name: "Besponsa"',
    ],
)
def test_a_label_is_found_by_its_identifiers(client: Client, given: str) -> None:
    assert _asked(client, f"{{ label({given}) {{ id }} }}")["data"] == {"label": {"id": LABEL_IRI}}


@pytest.mark.parametrize(
    ("given", "code"),
    [
        ('ndc: "0000-0100-02"', "NOT_FOUND"),
        ('ndc: "vial"', "BAD_USER_INPUT"),
        ('setId: "0d6c"', "NOT_FOUND"),
        ('unii: "EXAMPLE001", name: "besponsa"', "BAD_USER_INPUT"),
        ('name: ""', "BAD_USER_INPUT"),
    ],
)
def test_what_finds_no_label_is_told(client: Client, given: str, code: str) -> None:
    found = client.post("/graphql", json={"query": f"{{ label({given}) {{ id }} }}"}).json()
    assert [error["extensions"]["code"] for error in found["errors"]] == [code]
