from ingest.tokens import tokenize
from ingest.view import View


def test_references_hyphens_and_trade_marks_are_not_seen() -> None:
    view = View(tokenize("Use the single-dose vial of DRUG-X® [see Storage (16)] once."))
    assert [token.text for token in view.tokens] == [
        "Use",
        "the",
        "single",
        "dose",
        "vial",
        "of",
        "DRUG",
        "X",
        "once",
        ".",
    ]
    assert view.span(2, 5).text == "single-dose vial"


def test_the_words_within_a_token_are_seen() -> None:
    view = View(tokenize("for at least 8 months"))
    assert view.words == ["for", "at", "least", "8", "months"]
    assert view.starts(frozenset({"at"})) == view.starts(frozenset({"DURATION"})) == [1]
    assert [place for place in range(len(view) + 1) if view.is_between_tokens(place)] == [0, 1, 5]
    assert view.span(2, 4).text == "at least 8 months"


def test_a_view_is_made_once_for_a_sentence() -> None:
    doc = tokenize("Stop. Then go on.")
    first, second = doc.sents
    assert View.of(first) is View.of(first)
    assert View.of(first) is not View.of(second)
    assert [token.text for token in View.of(second).tokens] == ["Then", "go", "on", "."]
