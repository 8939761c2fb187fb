"""The table of subjects names fields that the kinds have, and says which kinds it leaves to their quotes."""

from dataclasses import fields
from types import NoneType
from typing import get_args, get_type_hints

from kg.facts import FACT_KINDS, Discrepancy
from kg.identity import OUTSIDE_CONTENT
from kg.subjects import ACROSS, PLACES, SUBJECTS, TERMS


def test_every_kind_but_those_of_two_places_has_a_subject() -> None:
    assert set(FACT_KINDS) - set(SUBJECTS) == {Discrepancy}


def test_subjects_name_fields_that_tell_what_the_label_states() -> None:
    for kind, subjects in SUBJECTS.items():
        content = {field.name for field in fields(kind)} - OUTSIDE_CONTENT
        for subject in subjects:
            named = (*subject.named, *subject.phrases)
            assert named
            assert set(named) <= content, f"{kind.kind} has no {set(named) - content}"
            assert set(named) < content or kind.kind in {"contraindication", "counselling", "warning", "interaction"}


def test_places_name_fields_of_their_kind() -> None:
    for kind, names in PLACES.items():
        assert names <= {field.name for field in fields(kind)}


def test_labels_are_compared_by_fields_of_words_and_codes() -> None:
    assert set(ACROSS) == set(FACT_KINDS)
    for kind, names in ACROSS.items():
        hints = get_type_hints(kind)
        types = {
            name: [one for one in get_args(hints[name]) or (hints[name],) if one is not NoneType] for name in names
        }
        assert all(issubclass(only, str) for (only,) in types.values()), kind.kind


def test_terms_stand_beside_words_of_a_subject() -> None:
    for kind, terms in TERMS.items():
        assert set(terms) <= set(ACROSS[kind])
        assert set(terms.values()) <= {field.name for field in fields(kind)}
