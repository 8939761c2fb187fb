"""The counts of what is read, against counts of the source."""

from pathlib import Path

from benchmarks.coverage import measure, table
from benchmarks.source_counts import SourceCounts, counted
from tests.ingest.sources.openfda.made_up import label


def test_counts_what_the_source_has_and_what_was_read(tmp_path: Path) -> None:
    (tmp_path / "label.json").write_bytes(label())
    found, messages = measure(tmp_path / "label.json")
    assert messages == []
    (one,) = found
    assert one.source == SourceCounts(sections=6, warnings=2, tables=1)
    assert (one.sections, one.indications, one.warnings, one.tables, one.lacks) == (6, 1, 2, 1, False)


def test_a_file_that_is_no_label_is_told(tmp_path: Path) -> None:
    path = tmp_path / "label.json"
    path.write_text('{"results": []}')
    found, messages = measure(path)
    assert found == []
    assert "results holds no label" in messages[0]


def test_what_a_label_has_too_much_makes_up_for_no_other(tmp_path: Path) -> None:
    for name, data in (
        ("a.json", label()),
        ("b.json", label(warnings_and_cautions=["5 WARNINGS AND PRECAUTIONS None."])),
    ):
        (tmp_path / name).write_bytes(data)
    lines = list(table(one for name in ("a.json", "b.json") for one in measure(tmp_path / name)[0]))
    assert lines[2] == "| openFDA JSON | 2 | 2 | 12 / 12 | 2 | 2 | 2 / 2 | 2 / 2 | 10 |"


def test_text_does_not_tell_what_it_has() -> None:
    assert counted("text/plain", b"1 INDICATIONS AND USAGE") == ()
