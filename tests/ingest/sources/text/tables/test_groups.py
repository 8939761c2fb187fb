"""Two groups of patients side by side."""

import pytest

from ingest.sources.text.lines import lines_of
from ingest.sources.text.tables import table_at
from tests.ingest.sources.text.tables.excerpts import body, header, read

GROUPS = """\
For patients with a transplant For patients without a transplant

•  The duration of treatment with
Exampline is 2 cycles

•  A third cycle may be
given

•  Up to 6 cycles may be given

Duration
The number of cycles differs. {said}
"""
SAID = (
    "For patients with a transplant, the duration of treatment with Exampline is 2 cycles, and a third cycle may be given. "
    "For patients without a transplant, up to 6 cycles may be given."
)


def test_items_stand_below_the_group_of_which_the_text_says_the_same() -> None:
    table = read(GROUPS.format(said=SAID))
    assert header(table) == [["For patients with a transplant", "For patients without a transplant"]]
    assert body(table) == [
        [
            "• The duration of treatment with Exampline is 2 cycles • A third cycle may be given",
            "• Up to 6 cycles may be given",
        ]
    ]
    assert table.footnotes == ()


@pytest.mark.parametrize(
    "said",
    [
        "",
        SAID.replace("and a third cycle may be given", "no more"),
        SAID.replace("6", "7"),
        SAID.split(". ", maxsplit=1)[0],
    ],
    ids=["nothing", "not one item", "another number", "not the second group"],
)
def test_items_are_not_given_to_a_group_by_guess(said: str) -> None:
    assert table_at(lines_of(GROUPS.format(said=said)), 0) is None
