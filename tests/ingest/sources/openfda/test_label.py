"""JSON that is no label, each refused in one sentence."""

import json

import pytest

from ingest.sources.openfda.label import label_of
from kg.errors import SourceError
from tests.ingest.sources.openfda.made_up import LABEL, label


def test_takes_a_label_alone_and_as_the_one_result() -> None:
    alone = label_of("label.json", label())
    assert label_of("label.json", json.dumps({"results": [LABEL]}).encode()) == alone
    assert (alone.brand, alone.version) == ("Drug-X", "7")


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (label()[:500], "broken JSON: Unterminated string"),
        (b'{"a": ', "broken JSON: Expecting value, line 1, column 7"),
        (b"[" * 200_000, "JSON nested too deeply"),
        (b'{"a": "\xb5"}', "not UTF-8 text: byte 7"),
        (b"[1, 2]", "JSON that holds no label: a list"),
        (b'{"name": "Drug-X"}', "JSON that holds no drug label"),
        (b'{"error": {"code": "NOT_FOUND"}}', "JSON that holds no drug label"),
        (b'{"results": []}', "results holds no label"),
        (b'{"results": [{}, {}]}', "results holds 2 labels"),
        (b'{"results": 3}', "results is a number"),
        (b'{"results": [null]}', "JSON that holds no label: null"),
        (label(contraindications="None"), "contraindications is a text"),
        (label(contraindications=[4]), "contraindications holds a number"),
        (label(openfda=[]), "openfda is a list"),
        (label(set_id={}), "set_id is an object"),
        (
            json.dumps({"indications_and_usage": ["For adults."], "warnings": ["None."]}).encode(),
            "a label in the format of",
        ),
    ],
)
def test_refuses_what_is_no_label(data: bytes, reason: str) -> None:
    with pytest.raises(SourceError) as caught:
        label_of("label.json", data)
    assert str(caught.value).startswith(f"label.json: {reason}")
    assert "expected" in str(caught.value)
