"""Paragraphs, list items and unnumbered sections below a heading."""

from ingest.document import Paragraph, Part, Section
from ingest.sources.text.bodies import Body, body_of
from ingest.sources.text.cleaning import Cleaner
from ingest.sources.text.headings import subheading
from ingest.sources.text.lines import lines_of

FULL = 40


def _body(text: str) -> Body:
    return body_of(lines_of(text), Part.FULL, full=FULL, heading_at=subheading, cleaner=Cleaner())


def _blocks(text: str) -> list[tuple[int, str]]:
    return [(block.level, block.text.text) for block in _body(text).blocks if isinstance(block, Paragraph)]


def _titles(section: Section) -> str:
    below = ", ".join(_titles(child) for child in section.sections)
    title = section.title.text if section.title else ""
    return f"{title} ({below})" if below else title


def test_a_paragraph_ends_where_the_next_word_had_room() -> None:
    text = "Exampline was given to most of them and\nwas tolerated.\nNo one died of it in either of the arms.\nThe rest did."
    assert _blocks(text) == [
        (0, "Exampline was given to most of them and was tolerated."),
        (0, "No one died of it in either of the arms. The rest did."),
    ]


def test_blank_lines_in_a_sentence_do_not_end_it() -> None:
    text = "• Liver injury occurred in many patients\n\nwho took it. (5.1)\n• Observe for at least\n\n1 hour after the end.\n\n(2.2)"
    assert _blocks(text) == [
        (1, "Liver injury occurred in many patients who took it. (5.1)"),
        (1, "Observe for at least 1 hour after the end. (2.2)"),
    ]


def test_blank_lines_after_a_comma_or_in_brackets_do_not_end_a_sentence() -> None:
    text = "• It inhibits CYP2C8, CYP2C9,\n\nCYP2C19, and CYP2D6.\n• Stop it [see Warnings and\n\nPrecautions (5.1)]."
    assert _blocks(text) == [
        (1, "It inhibits CYP2C8, CYP2C9, CYP2C19, and CYP2D6."),
        (1, "Stop it [see Warnings and Precautions (5.1)]."),
    ]


def test_a_paragraph_after_a_list_is_no_item() -> None:
    assert _blocks("• Swirl it.\n• Do not shake.\n\nDo not mix it with other drugs.") == [
        (1, "Swirl it."),
        (1, "Do not shake."),
        (0, "Do not mix it with other drugs."),
    ]


def test_numbered_steps_have_items_below_them() -> None:
    text = "1  Calculate the dose.\n2   Add water to\neach vial.\n •  It has 1 mg\n3  Swirl it.\n\n2 patients died."
    assert _blocks(text) == [
        (1, "Calculate the dose."),
        (1, "Add water to each vial."),
        (2, "It has 1 mg"),
        (1, "Swirl it."),
        (0, "2 patients died."),
    ]
    assert len(_body(text).structure) == 3


def test_a_number_without_a_list_is_no_step() -> None:
    assert _blocks("19% were men, and\n2 Were not. There was\n1 Death.") == [
        (0, "19% were men, and 2 Were not. There was 1 Death.")
    ]


def test_another_bullet_stands_below() -> None:
    assert [level for level, _ in _blocks("• Filter it:\n– not with nylon\n– nor cotton\n• Infuse it.")] == [1, 2, 2, 1]


def test_a_colon_introduces_items_up_to_the_last_that_or_connects() -> None:
    text = "• Premedicate.\n• For later cycles:\n• With a response, 1.5 mg.\n\n OR\n• Without one, 1.8 mg.\n• At most 6 cycles."
    assert _blocks(text) == [
        (1, "Premedicate."),
        (1, "For later cycles:"),
        (2, "With a response, 1.5 mg."),
        (2, "OR"),
        (2, "Without one, 1.8 mg."),
        (1, "At most 6 cycles."),
    ]


def test_headings_nest_where_one_follows_another() -> None:
    text = (
        "Contraception\n\nFemales\nUse it for 8 months.\n\nMales\nUse it for 5 months.\n\n"
        "Infertility\n\nFemales\nIt may impair it.\n\nMales\nThe same."
    )
    assert [_titles(section) for section in _body(text).sections] == [
        "Contraception (Females, Males)",
        "Infertility (Females, Males)",
    ]


def test_lone_bullets_take_the_next_line() -> None:
    assert _blocks("•\n\nSwirl it gently.\n\n•\n\nInfuse it.") == [(1, "Swirl it gently."), (1, "Infuse it.")]


def test_a_colon_in_an_open_bracket_does_not_end_a_paragraph() -> None:
    text = "Median time was 15 days (range:\n3-57 days). It was longer in others."
    assert _blocks(text)[0] == (0, "Median time was 15 days (range: 3-57 days). It was longer in others.")


def test_items_whose_bullets_are_lost_begin_with_small_letters() -> None:
    text = (
        "Exampline is not for those:\ntaking wonderol or within 14 days of\nstopping it [see Warnings (5.2)].\n"
        "taking elixirol.\nwith an allergy.\nAdditional use is approved for Makers Inc."
    )
    assert _blocks(text) == [
        (0, "Exampline is not for those:"),
        (1, "taking wonderol or within 14 days of stopping it [see Warnings (5.2)]."),
        (1, "taking elixirol."),
        (1, "with an allergy."),
        (0, "Additional use is approved for Makers Inc."),
    ]


def test_the_first_item_below_a_colon_may_begin_with_a_capital() -> None:
    assert _blocks("Exampline is indicated for:\nThe treatment of itching.\nIt is not for adults.") == [
        (0, "Exampline is indicated for:"),
        (1, "The treatment of itching."),
        (0, "It is not for adults."),
    ]


def test_a_small_letter_behind_an_abbreviation_or_a_full_line_begins_no_item() -> None:
    text = "Do not use it with e.g.\nwonderol or others of its class as follows:\nnausea, vomiting and wonder occurred."
    assert _blocks(text) == [
        (0, "Do not use it with e.g. wonderol or others of its class as follows: nausea, vomiting and wonder occurred.")
    ]
