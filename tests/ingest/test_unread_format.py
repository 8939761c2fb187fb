from dataclasses import replace

import pytest

from ingest.unread_format import reason, unread_format
from kg.codes import LabelFormat
from tests.samples import DOCUMENT

OTHERS = [one for one in LabelFormat if one is not LabelFormat.PHYSICIAN_LABELING_RULE]


@pytest.mark.parametrize("written", OTHERS)
def test_another_format_is_named_with_its_first_line(written: LabelFormat) -> None:
    (gap,) = unread_format(replace(DOCUMENT, text=f"\n \n{DOCUMENT.text}", format=written))
    assert gap.reason == reason(written)
    assert repr(written.value) in gap.reason
    assert (gap.span.start, gap.section) == (3, None)


def test_nothing_is_said_of_a_format_that_is_read() -> None:
    assert list(unread_format(DOCUMENT)) == []
