from pathlib import Path

import pytest

from benchmarks.fidelity import Figure, labels_with_gold


def _shared(folder: Path, *names: str) -> Path:
    for name in names:
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.touch()
    return folder


def test_every_label_with_checked_facts_is_scored_from_its_source_rather_than_its_pdf(tmp_path: Path) -> None:
    shared = _shared(
        tmp_path,
        "eval/gold/exampline.jsonl",
        "eval/gold/samplol.jsonl",
        "labels/pdf/exampline.pdf",
        "labels/spl/exampline.xml",
        "labels/openfda/samplol.NDA1.json",
        "labels/openfda/other.json",
    )
    assert [(source.name, gold.stem) for source, gold in labels_with_gold(shared)] == [
        ("exampline.xml", "exampline"),
        ("samplol.NDA1.json", "samplol"),
    ]


def test_checked_facts_without_a_label_are_told(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError, match=r"exampline\.jsonl has no label"):
        list(labels_with_gold(_shared(tmp_path, "eval/gold/exampline.jsonl", "labels/other.json")))


def test_a_figure_without_a_bar_is_reached() -> None:
    assert Figure(name="dose", bar=None, value=0.1, detail="").reached
    assert not Figure(name="dose", bar=0.2, value=0.1, detail="").reached
