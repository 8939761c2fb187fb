"""The measuring of reading times."""

from benchmarks.reading_time import FORMS, measure
from tests.ingest.sources.openfda.made_up import label


def test_both_times_are_measured_and_refused_labels_left_out() -> None:
    form = next(form for form in FORMS if form.is_form(label()))
    ((parsing, reading),) = measure(form, [b'{"results": []}', label()])
    assert 0 <= parsing < reading
