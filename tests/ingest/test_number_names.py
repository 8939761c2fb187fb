"""Numbers that belong to names."""

import pytest

from ingest.number_names import NameShape, name_shapes, names_with_numbers, problems


@pytest.mark.parametrize("shape", name_shapes(), ids=lambda shape: shape.id)
def test_every_entry_holds_its_examples(shape: NameShape) -> None:
    assert list(problems(shape)) == []


def test_an_amount_next_to_a_name_is_none() -> None:
    text = "In Study 2, 12 patients had rash (CTCAE version 4.03, Grade 3)."
    assert [text[name.start : name.end] for name in names_with_numbers(text)] == ["Study 2", "version 4.03"]
