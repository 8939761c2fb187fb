from pathlib import Path

import pytest

from ingest import terms as module
from ingest.terms import terms
from kg.errors import KnowledgeError


def test_ids_are_different_within_a_lexicon_and_labels_are_printed_forms() -> None:
    keys = [(term.kind, term.id) for term in terms()]
    assert len(keys) == len(set(keys))
    assert all(term.printed[0] == term.label for term in terms())


@pytest.mark.parametrize(
    ("entry", "message"),
    [
        ('id = "glass"', "lexicon/made_up.toml: entry 'glass' has the keys id"),
        ('id = "glass"\nlabel = "glass"\nforms = []', "has the keys forms, id, label"),
        (
            'id = "glass"\nlabel = "glass"\n[[term]]\nid = "jar"\nlabel = "Glass"',
            "stands for MADE_UP glass and for MADE_UP jar",
        ),
    ],
)
def test_a_wrong_entry_is_named(entry: str, message: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "made_up.toml").write_text(f"[[term]]\n{entry}\n", encoding="utf-8")
    monkeypatch.setattr(module, "_FOLDER", tmp_path)
    terms.cache_clear()
    try:
        with pytest.raises(KnowledgeError, match=message):
            terms()
    finally:
        terms.cache_clear()
