"""Labels without section numbers: their fields become sections, nested as their texts are."""

import json
from pathlib import Path

import pytest

from ingest.document import Document, LabelFormat, Table
from ingest.sources import read, read_all
from ingest.sources.openfda import read_all_openfda, read_openfda
from kg.errors import SourceError
from tests.ingest.sources.openfda.made_up import LABEL

OLD: dict[str, object] = {
    "warnings": ["WARNINGS Liver injury occurred. Table 1. Doses Week Dose 1 5 mg Stop if it occurs."],
    "warnings_table": ["<table><tr><td>Week</td><td>Dose</td></tr><tr><td>1</td><td>5 mg</td></tr></table>"],
    "precautions": [
        "PRECAUTIONS General Measure enzymes before treatment. Pregnancy Teratogenic Effects It harmed rats. It was not "
        "studied in women. Pediatric Use Not studied."
    ],
    "general_precautions": ["General Measure enzymes before treatment."],
    "pregnancy": ["Pregnancy Teratogenic Effects It harmed rats. It was not studied in women."],
    "teratogenic_effects": ["Teratogenic Effects It harmed rats."],
    "indications_and_usage": ["For warts."],
    "spl_unclassified_section": ["Made by Example Inc."],
}


def _read(entry: dict[str, object]) -> Document:
    return read_openfda("label.json", json.dumps(entry).encode())


def test_sections_come_in_the_order_of_the_format_and_below_one_another() -> None:
    document = _read(OLD)
    assert document.format is LabelFormat.BEFORE_2006
    assert [(s.number, s.title and s.title.text, s.loinc) for s in document.walk()] == [
        (None, "Indications and Usage", "34067-9"),
        (None, "WARNINGS", "34071-1"),
        (None, "PRECAUTIONS", "42232-9"),
        (None, "General", "34072-9"),
        (None, "Pregnancy", "42228-7"),
        (None, "Teratogenic Effects", "34077-8"),
        (None, None, "42229-5"),
    ]
    precautions = document.sections[2]
    assert [block.text.text for block in precautions.blocks if not isinstance(block, Table)] == [
        "Pediatric Use Not studied."
    ]
    assert document.text.count("It harmed rats.") == 1


def test_a_table_stands_at_its_place() -> None:
    blocks = _read(OLD).sections[1].blocks
    assert [type(block).__name__ for block in blocks] == ["Paragraph", "Table", "Paragraph"]
    assert isinstance(blocks[1], Table)
    assert blocks[1].label == "Table 1"


def test_over_the_counter_labels_begin_with_their_own_fields() -> None:
    entry: dict[str, object] = {
        "warnings": ["Warnings For external use only"],
        "purpose": ["Purpose Antiseptic"],
        "stop_use": ["Stop if red"],
    }
    document = _read(entry)
    assert document.format is LabelFormat.OVER_THE_COUNTER
    assert [s.title and s.title.text for s in document.walk()] == [
        "Purpose",
        "Stop use and ask a doctor if",
        "Warnings",
    ]


def test_several_labels_of_a_file_are_told_apart(tmp_path: Path) -> None:
    path = tmp_path / "labels.json"
    path.write_text(json.dumps({"results": [LABEL, {"version": []}, OLD]}))
    labels = read_all(path)
    first = next(labels)
    with pytest.raises(SourceError, match=r"labels\.json, result 2: JSON that holds no drug label"):
        next(labels)
    last = next(labels)
    assert [first.name, last.name] == ["labels.json, result 1", "labels.json, result 3"]
    assert first.digest != last.digest
    assert next(labels, None) is None
    with pytest.raises(SourceError, match="results holds 3 labels"):
        read(path)


def test_what_is_no_label_in_a_list_is_told_by_its_place(tmp_path: Path) -> None:
    path = tmp_path / "labels.json"
    path.write_text(json.dumps({"results": [LABEL, 5, OLD]}))
    labels = read_all(path)
    assert next(labels).name == "labels.json, result 1"
    with pytest.raises(SourceError, match=r"labels\.json, result 2: a number in place of a label"):
        next(labels)
    assert next(labels).name == "labels.json, result 3"


def test_one_label_is_the_same_alone_and_of_all() -> None:
    data = json.dumps({"results": [LABEL]}).encode()
    assert list(read_all_openfda("label.json", data)) == [read_openfda("label.json", data)]


@pytest.mark.shared
def test_real_labels_of_before_2006(shared: Path) -> None:
    found = [read(path) for path in sorted((shared / "labels" / "openfda").glob("*.json"))]
    old = [document for document in found if document.format is LabelFormat.BEFORE_2006]
    assert len(old) == 21
    for document in old:
        codes = {section.loinc for section in document.walk()}
        assert {"34067-9", "34068-7", "34084-4", "34071-1"} <= codes
        assert all(section.title for section in document.walk() if section.loinc != "42229-5")
        assert document.listing is not None
        assert document.listing.products
