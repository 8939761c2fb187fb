from ingest.sources.openfda.highlights import summary_behind_subsections, summary_of_section
from kg.locator import Span

ITEMS = "Severe gout or a history of gout Hypersensitivity to examplol or any ingredient"


def test_highlights_behind_a_list_without_stops_begin_with_its_first_item_again() -> None:
    summary = "Severe gout or a history of it ( 4 ) Hypersensitivity to examplol ( 4 )"
    text = f"EXAMPLINE is contraindicated in patients with: {ITEMS} {summary}"
    found = summary_of_section(text, Span(0, len(text)), "4")
    assert found is not None
    assert text[found.start : found.end] == summary


def test_highlights_behind_a_sentence_without_a_stop_begin_where_they_repeat_the_section() -> None:
    own = "EXAMPLINE is contraindicated in patients with severe gout. EXAMPLINE is contraindicated for oral administration"
    text = f"{own} Severe gout ( 4 ) For oral administration ( 4 )"
    found = summary_of_section(text, Span(0, len(text)), "4")
    assert found is not None
    assert text[: found.start].strip() == own


def test_highlights_do_not_go_back_behind_the_words_with_which_the_section_begins() -> None:
    own = "EXAMPLINE is indicated for adults with: Severe gout after surgery. Gout or severe gout."
    again = "EXAMPLINE is a drug indicated for adults with: Severe gout after surgery. ( 1 ) Gout or severe gout. ( 1 )"
    text = f"{own} {again}"
    found = summary_of_section(text, Span(0, len(text)), "1")
    assert found is not None
    assert text[: found.start].strip() == own


def test_percentages_behind_counts_are_no_references() -> None:
    cells = "Table 1: Reactions Rash 9 (6) Cough 3 (6) 2 (6)"
    assert summary_behind_subsections(cells, Span(0, len(cells)), "6") is None
    text = f"{cells} The most common reaction is rash after examplate 80 ( 6 )"
    found = summary_behind_subsections(text, Span(0, len(text)), "6")
    assert found is not None
    assert text[found.start : found.end] == "The most common reaction is rash after examplate 80 ( 6 )"


def test_highlights_in_front_of_a_section_begin_before_the_sentence_that_refers() -> None:
    summary = "Tested rash: 2 to 4 mg per day. Give more than 2 mg in divided doses. ( 2 ) "
    own = "Tested Rash In patients with rash, the recommended dose is 2 to 4 mg daily, in divided doses above 2 mg."
    found = summary_of_section(summary + own, Span(0, len(summary + own)), "2")
    assert found is not None
    assert (found.start, found.end) == (0, len(summary))
    behind = f"{own} {summary}Monitor patients."
    found = summary_of_section(behind, Span(0, len(behind)), "2")
    assert found is not None
    assert found.start > 0


def test_highlights_do_not_begin_in_the_middle_of_a_number() -> None:
    summary = "5 mg, 10 mg, 15 mg, 20 mg tablets ( 3 ) "
    own = "EXAMPLINE Tablets 5 mg: pink and round, with the figure 5 on one side of the tablet"
    found = summary_of_section(summary + own, Span(0, len(summary + own)), "3")
    assert found is not None
    assert (found.start, found.end) == (0, len(summary))
