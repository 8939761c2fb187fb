"""The table of subjects names fields that the kinds have, and says which kinds it leaves to their quotes."""

from dataclasses import fields

from kg.facts import FACT_KINDS, Discrepancy
from kg.identity import OUTSIDE_CONTENT
from kg.subjects import PLACES, SUBJECTS


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
