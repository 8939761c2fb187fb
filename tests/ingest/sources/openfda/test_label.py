"""Objects that are no label, each refused in one sentence; and the format of those that are."""

import json

import pytest

from ingest.document import LabelFormat
from ingest.sources.openfda.label import label_of
from kg.errors import SourceError
from tests.ingest.sources.openfda.made_up import LABEL


def test_takes_texts_and_identifiers() -> None:
    read = label_of("label.json", LABEL)
    assert (read.set_id, read.version) == (LABEL["set_id"], "7")
    assert read.text("contraindications") == ("4 CONTRAINDICATIONS None. None. ( 4 )",)
    assert read.text("openfda") == ()


def test_an_identifier_without_characters_is_missing() -> None:
    read = label_of("label.json", {**LABEL, "set_id": "", "version": ""})
    assert (read.set_id, read.version) == (None, None)


@pytest.mark.parametrize(
    ("changed", "reason"),
    [
        ({"contraindications": "None"}, "contraindications is a text"),
        ({"contraindications": 4}, "contraindications is a number"),
        ({"contraindications": [4]}, "contraindications holds a number"),
        ({"adverse_reactions_table": [["<table/>"]]}, "adverse_reactions_table holds a list"),
        ({"openfda": []}, "openfda is a list"),
        ({"openfda": {"unii": "8GZG754X6M"}}, "openfda.unii is a text"),
        ({"effective_time": 20240131}, "effective_time is a number"),
        ({"effective_time": "31 January 2024"}, "effective_time is '31 January 2024'"),
        ({"effective_time": "20240231"}, "effective_time is '20240231'"),
        ({"set_id": {}}, "set_id is an object"),
        ({"version": True}, "version is true or false"),
    ],
)
def test_refuses_fields_of_a_wrong_type(changed: dict[str, object], reason: str) -> None:
    with pytest.raises(SourceError) as caught:
        label_of("label.json", {**LABEL, **changed})
    assert str(caught.value).startswith(f"label.json: {reason}")
    assert "expected" in str(caught.value)


@pytest.mark.parametrize(
    "entry",
    [
        {"name": "Drug-X"},
        {"error": {"code": "NOT_FOUND"}},
        {},
        {"name": "a package", "version": "1.0", "description": ["Speaks."], "warnings": ["Speaks loudly."]},
    ],
)
def test_refuses_what_is_no_label(entry: dict[str, object]) -> None:
    with pytest.raises(SourceError, match="JSON that holds no drug label"):
        label_of("label.json", entry)


OTC = {"openfda": {"product_type": ["HUMAN OTC DRUG"]}}


@pytest.mark.parametrize(
    ("entry", "expected"),
    [
        (LABEL, LabelFormat.PHYSICIAN_LABELING_RULE),
        ({"indications_and_usage": ["1 INDICATIONS AND USAGE For adults."]}, LabelFormat.PHYSICIAN_LABELING_RULE),
        ({"indications_and_usage": ["For adults."], "warnings": ["None."]}, LabelFormat.BEFORE_2006),
        ({"warnings": ["For external use only."], **OTC}, LabelFormat.OVER_THE_COUNTER),
        ({"warnings": ["For external use only."], "purpose": ["Antiseptic"]}, LabelFormat.OVER_THE_COUNTER),
        ({"indications_and_usage": ["For adults."]}, LabelFormat.OTHER),
    ],
)
def test_tells_the_format(entry: dict[str, object], expected: LabelFormat) -> None:
    assert label_of("label.json", json.loads(json.dumps(entry))).format is expected
