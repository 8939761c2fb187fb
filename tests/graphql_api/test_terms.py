"""Terms beside the printed words, and the matches of a user's MedDRA table."""

from pathlib import Path

from ingest.concepts.meddra import read_meddra
from ingest.concepts.normalised import normalised
from ingest.pipeline import Label, store_label
from kg.settings import Settings
from tests.client import Client
from tests.graphql_api.test_endpoint import ask
from tests.samples import DOCUMENT, SAMPLES
from web.server import create_app


def test_reactions_rules_and_materials_have_terms(client: Client) -> None:
    found = ask(
        client,
        """{ label(name: "besponsa") {
            adverseReactions(filter: {term: {contains: "thrombocytopenia"}, grade: {eq: "all"}}) { nodes {
              term ctcaeTerms { label broader scheme } findings { id label } organClass { label } reactionTerm { label } } }
            doseRules(filter: {thresholds: {parameter: {contains: "bilirubin"}}}) { nodes { thresholds { parameter findings { label } } } }
            materials(filter: {item: {eq: FILTER}, verdict: {eq: RECOMMENDED}}) { nodes { material materialTerm { label } } } } }""",
    )
    label = {name: one["nodes"] for name, one in found["data"]["label"].items()}  # type: ignore[index]
    low = {
        "label": "Platelet count decreased",
        "broader": "Investigations",
        "scheme": "https://w3id.org/labelgraph/term#ctcae",
    }
    platelets = {"id": "https://w3id.org/labelgraph/term#finding-platelet-count", "label": "platelet count"}
    assert label["adverseReactions"]
    for reaction in label["adverseReactions"]:
        assert reaction["term"].lower() == "thrombocytopenia"
        assert reaction["ctcaeTerms"] == [low]
        assert reaction["findings"] == [platelets]
        assert reaction["organClass"] == {"label": "Investigations"}
        assert reaction["reactionTerm"] is None
    named = {one["label"] for rule in label["doseRules"] for bound in rule["thresholds"] for one in bound["findings"]}
    assert "total bilirubin" in named
    assert all(one["materialTerm"]["label"] == one["material"] for one in label["materials"])


def test_a_loaded_table_is_an_exact_match(tmp_path: Path) -> None:
    table = tmp_path / "meddra.csv"
    table.write_text("code;name\n10000001;Nausea\n", encoding="utf-8")
    facts = tuple(normalised(SAMPLES, read_meddra(table)))
    store_label(Label(document=DOCUMENT, facts=facts), tmp_path / "store")
    found = ask(
        Client(create_app(tmp_path / "store", Settings())),
        """{ label(name: "exampline") { adverseReactions { nodes {
            reactionTerm { label exactMatch { id notation } } ctcaeTerms { exactMatch { notation label } } } } } }""",
    )
    (reaction,) = found["data"]["label"]["adverseReactions"]["nodes"]  # type: ignore[index]
    match = {"id": "https://identifiers.org/meddra:10000001", "notation": "10000001"}
    assert reaction["reactionTerm"] == {"label": "Nausea", "exactMatch": [match]}
    assert reaction["ctcaeTerms"] == [{"exactMatch": [{"notation": "10000001", "label": "Nausea"}]}]
