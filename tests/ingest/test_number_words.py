import pytest
from spacy.tokens import Token

from ingest.number_words import (
    clause_behind,
    past_parenthesis,
    subject_or_sentence,
    words_around,
    words_before,
    words_before_aside,
    words_before_parenthesis,
    words_behind,
)
from ingest.tokens import quantity_of, tokenize


def _first_number(text: str) -> Token:
    return next(token for token in tokenize(text) if quantity_of(token) is not None)


def test_words_around_a_number() -> None:
    token = _first_number("In this study, rash was reported up to 56 days after the last dose, if at all.")
    sentence = token.doc[:]
    assert words_before(sentence, token) == "rash was reported"
    assert words_behind(sentence, token) == "after the last dose"
    assert words_around(sentence, token) == "rash was reported after the last dose"


def test_words_at_parentheses() -> None:
    token = _first_number("Patients with mild impairment (bilirubin; n = 150) were treated.")
    assert words_before_parenthesis(token.doc[:], token) == "Patients with mild impairment"
    token = _first_number("Of these, 40 patients (66%) had rash.")
    assert clause_behind(token.doc[:], past_parenthesis(token.doc[:], token)) == "had rash"


def test_words_before_an_aside() -> None:
    token = _first_number("Exposure in mild impairment (creatinine clearance [CLcr; by a formula] 60-89 mL/min) rose.")
    assert words_before_aside(token.doc[:], token) == "creatinine clearance"
    token = _first_number("Rash (in the arm) was seen in 12 of them.")
    assert not words_before_aside(token.doc[:], token)


@pytest.mark.parametrize(
    ("words", "subject"),
    [
        ("the patients.", "patients"),
        ("of", "There were 3 of them"),
        ("", "There were 3 of them"),
        ("which was seen", "There were 3 of them"),
        ("/ in the arm", "There were 3 of them"),
    ],
)
def test_a_subject_is_never_empty(words: str, subject: str) -> None:
    assert subject_or_sentence(words, tokenize("There were 3 of them.")[:]) == subject
