import json
from pathlib import Path

import pytest

from ingest.batch import Fate, Outcome, Source, ingest_files, sources_of
from ingest.sources.spl import read_spl
from kg.errors import StoreError
from kg.store import catalogue, open_read_only
from kg.workers import Limits
from tests.example import LABEL
from tests.ingest.sources.spl.labels import label, numbered, section

LIMITS = Limits(processes=1, seconds=120.0)


def _label(set_id: str, **more: object) -> dict[str, object]:
    text = "1 INDICATIONS AND USAGE Exampline is indicated for the treatment of adults with exemplary anemia."
    return {
        "set_id": set_id,
        "version": "1",
        "openfda": {"brand_name": [f"EX{set_id.upper()}"], "generic_name": ["examplinib"]},
        "indications_and_usage": [text],
        "warnings_and_cautions": ["5 WARNINGS AND PRECAUTIONS 5.1 Bleeding Exampline can cause bleeding."],
        **more,
    }


def _write(path: Path, content: object) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(content if isinstance(content, str) else json.dumps(content), encoding="utf-8")
    return path


def _taken(paths: list[Path], store: Path) -> list[Outcome]:
    return [outcome for _, outcomes in ingest_files(sources_of(paths), store, LIMITS) for outcome in outcomes]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder with two labels, one of them named as if it were none, and with what is none or cannot be read."""
    folder = tmp_path / "labels"
    _write(folder / "a.dat", _label("a"))
    _write(folder / "below" / "b.json", _label("b"))
    _write(folder / "below" / "cut.json", json.dumps(_label("c"))[:200])
    _write(folder / "README.md", "# Labels\n\nThese are labels.\n")
    _write(folder / ".hidden" / "d.json", _label("d"))
    _write(folder / ".e.json", _label("e"))
    (folder / "logo.png").write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(200))
    return folder


def test_files_below_a_folder_are_found_in_order_but_for_hidden_ones(folder: Path, tmp_path: Path) -> None:
    found = list(sources_of([tmp_path / "named.txt", folder]))
    assert [source.path.name for source in found] == [
        "named.txt",
        "README.md",
        "a.dat",
        "b.json",
        "cut.json",
        "logo.png",
    ]
    assert [source.is_named for source in found] == [True, *[False] * 5]


def test_of_a_mixed_folder_labels_are_stored_and_the_rest_is_told(folder: Path, tmp_path: Path) -> None:
    store = tmp_path / "store"
    found = {Path(outcome.name.split(",")[0]).name: outcome for outcome in _taken([folder], store)}
    assert {name: outcome.fate for name, outcome in found.items()} == {
        "README.md": Fate.SKIPPED,
        "a.dat": Fate.STORED,
        "b.json": Fate.STORED,
        "cut.json": Fate.FAILED,
        "logo.png": Fate.SKIPPED,
    }
    assert found["cut.json"].name == str(folder / "below" / "cut.json")
    assert "broken JSON" in str(found["cut.json"].reason)
    assert found["a.dat"].facts["indication"] == 1
    assert {entry.name for entry in catalogue(open_read_only(store))} == {"EXA", "EXB"}
    again = {outcome.fate for outcome in _taken([folder], store)}
    assert again == {Fate.UNCHANGED, Fate.SKIPPED, Fate.FAILED}


def test_a_version_from_another_file_names_the_one_that_it_replaces(tmp_path: Path) -> None:
    first = _write(tmp_path / "first.json", _label("a"))
    other = _write(tmp_path / "other.json", _label("a", contraindications=["4 CONTRAINDICATIONS None."]))
    later = _write(tmp_path / "later.json", _label("a", version="2"))
    store = tmp_path / "store"
    found = [_taken(paths, store)[0] for paths in ([first], [other], [other], [later], [first])]
    assert [(outcome.fate, outcome.replaces) for outcome in found] == [
        (Fate.STORED, None),
        (Fate.STORED, "first.json"),
        (Fate.UNCHANGED, None),
        (Fate.STORED, None),
        (Fate.STORED, "other.json"),
    ]


def test_of_two_labels_that_are_one_version_the_first_is_taken_and_the_other_a_conflict(tmp_path: Path) -> None:
    first = _write(tmp_path / "first.json", _label("a"))
    other = _write(tmp_path / "other.json", _label("a", contraindications=["4 CONTRAINDICATIONS None."]))
    for fate in (Fate.STORED, Fate.UNCHANGED):
        found = _taken([first, other, first], tmp_path / "store")
        assert [outcome.fate for outcome in found] == [fate, Fate.FAILED, Fate.UNCHANGED]
        assert found[1].reason == (
            f"another label with the set id and version of {first}; expected one; leave the wrong one out"
        )


def test_a_copy_of_a_label_is_told_and_not_taken_again(tmp_path: Path) -> None:
    for name in ("a.json", "b.json", "c.json"):
        _write(tmp_path / "labels" / name, _label("a", **({"version": "2"} if name == "c.json" else {})))
    for fate in (Fate.STORED, Fate.UNCHANGED):
        found = _taken([tmp_path / "labels"], tmp_path / "store")
        assert [outcome.fate for outcome in found] == [fate, Fate.SKIPPED, fate]
        assert found[1].reason == f"the same label, byte for byte, as {tmp_path / 'labels' / 'a.json'}"


def test_the_official_xml_of_a_version_stays_whatever_the_order(tmp_path: Path) -> None:
    official = tmp_path / "official.xml"
    official.write_bytes(
        label(section("1 INDICATIONS AND USAGE", "<paragraph>For adults.</paragraph>"), numbered(2, 17))
    )
    read = read_spl("official.xml", official.read_bytes())
    other = _write(tmp_path / "other.json", _label(str(read.set_id), version=str(read.version)))
    found = _taken([other, official, other], tmp_path / "store")
    assert [(outcome.fate, outcome.replaces) for outcome in found] == [
        (Fate.STORED, None),
        (Fate.STORED, "other.json"),
        (Fate.SKIPPED, None),
    ]
    assert found[2].reason == "the store holds this version from 'official.xml', its official XML"


def test_of_several_labels_in_a_file_one_that_fails_costs_itself_alone(tmp_path: Path) -> None:
    results = [_label("a"), _label("b", indications_and_usage="no list"), _label("c")]
    path = _write(tmp_path / "several.json", {"results": results})
    found = _taken([path], tmp_path / "store")
    assert [outcome.fate for outcome in found] == [Fate.STORED, Fate.FAILED, Fate.STORED]
    assert "result 2" in found[1].name


def test_a_named_file_that_is_no_label_has_failed(folder: Path, tmp_path: Path) -> None:
    store = tmp_path / "store"
    found = _taken([folder / "README.md", folder / "nowhere.txt"], store)
    assert [outcome.fate for outcome in found] == [Fate.FAILED, Fate.FAILED]
    assert not store.exists()


def test_a_file_that_takes_too_long_is_given_up(tmp_path: Path) -> None:
    limits = Limits(processes=1, seconds=0.01)
    sources = [Source(path=LABEL, is_named=True)]
    [(_, outcomes)] = ingest_files(sources, tmp_path / "store", limits)
    assert outcomes[0].fate is Fate.FAILED
    assert "more than 0.01 seconds" in str(outcomes[0].reason)


def test_a_store_that_cannot_be_opened_is_refused_by_name(folder: Path, tmp_path: Path) -> None:
    (tmp_path / "store").write_text("no folder", encoding="utf-8")
    with pytest.raises(StoreError, match="is not a directory"):
        _taken([folder / "a.dat"], tmp_path / "store")
