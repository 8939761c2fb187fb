import pytest

from ingest.term_index import TermIndex, term_index
from ingest.terms import Term
from ingest.words import words


def material(label: str, *printed: str) -> Term:
    return Term(
        kind="MATERIAL", id=label.lower(), label=label, printed=(label, *printed), accepts=(label,), rejects=("x",)
    )


INDEX = TermIndex(
    [material("vinyl acetate"), material("ethylene vinyl acetate", "EVA", "ethylene vinyl acetate (EVA)")]
)


@pytest.mark.parametrize(
    ("text", "label", "length"),
    [
        ("Ethylene Vinyl Acetate bags", "ethylene vinyl acetate", 3),
        ("ethylene-vinyl acetate bags", "ethylene vinyl acetate", 4),
        ("ethylene vinyl acetate (EVA) bags", "ethylene vinyl acetate", 6),
        ("EVA bags", "ethylene vinyl acetate", 1),
        ("vinyl acetate bags", "vinyl acetate", 2),
    ],
)
def test_the_longest_form_is_found_in_any_case_and_with_hyphens(text: str, label: str, length: int) -> None:
    found = INDEX.at(words(text), 0)
    assert found is not None
    assert (found[0].label, found[1]) == (label, length)


def test_a_part_of_a_term_is_not_found() -> None:
    assert INDEX.at(words("ethylene bags"), 0) is None
    assert INDEX.at(words("vinyl"), 0) is None


def test_a_term_may_begin_with_a_quantity() -> None:
    found = term_index().at(words("0.9 % sodium chloride injection, USP"), 0)
    assert found is not None
    assert found[0].label == "0.9% Sodium Chloride Injection"
