import pytest

from ingest.context import SERIOUS, Entry, Risk, context, problems, unexplained
from ingest.tokens import tokenize


@pytest.mark.parametrize("entry", context(), ids=lambda entry: entry.id)
def test_every_entry_is_reported_and_not_reported_as_its_examples_say(entry: Entry) -> None:
    assert list(problems(entry)) == []


def risky(text: str, *about: str, kinds: frozenset[Risk] = SERIOUS) -> tuple[str, ...]:
    doc = tokenize(text)
    spans = [doc.char_span(text.index(words), text.index(words) + len(words)) for words in about]
    return unexplained(doc, [span for span in spans if span is not None], kinds)


def test_a_dose_with_its_condition_left_out_is_risky() -> None:
    text = "The recommended dose is 5 mg once daily in patients with severe renal impairment."
    assert risky(text, "recommended dose is 5 mg once daily") == ("in patients with",)
    assert risky(text, "recommended dose is 5 mg once daily", "patients with severe renal impairment") == ()


def test_a_condition_before_the_statement_is_seen() -> None:
    assert risky("If ALT rises, reduce the dose.", "reduce the dose") == ("If",)
    assert risky("If ALT rises, reduce the dose.", "reduce the dose", "ALT rises") == ()


def test_words_of_another_clause_are_not_reported() -> None:
    assert risky("Monitor liver tests; do not freeze.", "Monitor liver tests") == ()


def test_harmless_phrases_are_not_reported() -> None:
    assert risky("Monitor for toxicity, including but not limited to rash.", "toxicity", "rash") == ()


def test_other_kinds_are_reported_on_request() -> None:
    text = "A third cycle may be given."
    assert risky(text, "third cycle", "given") == ()
    assert risky(text, "third cycle", "given", kinds=frozenset({Risk.MODALITY})) == ("may",)


def test_a_cross_reference_is_no_part_of_a_condition() -> None:
    text = "Stop if rash occurs [see Warnings and Precautions (5.1)]."
    assert risky(text, "Stop", "rash occurs") == ()
