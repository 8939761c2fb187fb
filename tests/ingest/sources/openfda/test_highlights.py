from ingest.sources.openfda.highlights import summary_of_section
from kg.locator import Span

ITEMS = "Severe gout or a history of gout Hypersensitivity to examplol or any ingredient"


def test_highlights_behind_a_list_without_stops_begin_with_its_first_item_again() -> None:
    summary = "Severe gout or a history of it ( 4 ) Hypersensitivity to examplol ( 4 )"
    text = f"EXAMPLINE is contraindicated in patients with: {ITEMS} {summary}"
    found = summary_of_section(text, Span(0, len(text)), "4")
    assert found is not None
    assert text[found.start : found.end] == summary
