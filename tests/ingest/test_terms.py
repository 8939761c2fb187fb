from pathlib import Path

import pytest

from ingest import terms as module
from ingest.terms import Term, terms
from ingest.tokens import term_of, tokenize
from kg.errors import KnowledgeError

EXAMPLES = 'accepts = ["a glass"]\nrejects = ["a jug"]'


@pytest.mark.parametrize("term", terms(), ids=lambda term: f"{term.kind.lower()}-{term.id}")
def test_a_term_is_found_in_what_it_accepts_and_not_in_what_it_rejects(term: Term) -> None:
    where = f"{term.kind.lower()}.toml, {term.id}"
    assert [words for words in term.accepts if not _found(term, words)] == [], f"{where}: not found in these"
    assert [words for words in term.rejects if _found(term, words)] == [], f"{where}: found in these"


def _found(term: Term, printed: str) -> bool:
    return term in [term_of(token) for token in tokenize(printed)]


def test_ids_are_different_within_a_lexicon_and_labels_are_printed_forms() -> None:
    keys = [(term.kind, term.id) for term in terms()]
    assert len(keys) == len(set(keys))
    assert all(term.printed[0] == term.label for term in terms())


@pytest.mark.parametrize(
    ("entry", "message"),
    [
        ('id = "glass"', "lexicon/made_up.toml: entry 'glass' has the keys id"),
        (
            'id = "glass"\nlabel = "glass"\naccepts = ["glass"]\nrejects = []',
            "has the keys accepts, id, label, rejects",
        ),
        ('id = "glass"\nlabel = "glass"\nforms = []', "has the keys forms, id, label"),
        (
            f'id = "glass"\nlabel = "glass"\n{EXAMPLES}\n[[term]]\nid = "jar"\nlabel = "Glass"\n{EXAMPLES}',
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
