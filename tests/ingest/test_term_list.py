from ingest.listed_term import TermList
from ingest.term_list import term_lists
from ingest.tokens import tokenize


def _lists(text: str, *, continues: bool = False) -> list[TermList]:
    return [found for sentence in tokenize(text).sents for found in term_lists(sentence, continues=continues)]


def _terms(found: TermList) -> list[tuple[str, str]]:
    return [(one.term.text, percent.text) for one in found.terms for percent in one.percents]


def test_a_list_has_an_introduction_and_terms_with_percentages() -> None:
    (found,) = _lists("The most common (≥ 2%) adverse reactions were infection (6%), rash (2%), and hair loss (<1%).")
    assert found.lead.text == "The most common (≥ 2%) adverse reactions were"
    assert _terms(found) == [("infection", "6%"), ("rash", "2%"), ("hair loss", "<1%")]


def test_a_sentence_may_hold_several_lists() -> None:
    first, second = _lists(
        "Reactions leading to discontinuation were rash (6%); reactions leading to interruption were fever (5%) and chills (4%)."
    )
    assert _terms(first) == [("rash", "6%")]
    assert second.lead.text.endswith("reactions leading to interruption were")
    assert _terms(second) == [("fever", "5%"), ("chills", "4%")]


def test_each_gives_its_percentage_to_all_terms_before_it() -> None:
    (found,) = _lists("Reactions included rash (4%), fever, COVID-19, and chills (2% each), nausea and vomiting (1%).")
    assert _terms(found) == [
        ("rash", "4%"),
        ("fever", "2%"),
        ("COVID-19", "2%"),
        ("chills", "2%"),
        ("nausea and vomiting", "1%"),
    ]


def test_a_percentage_may_stand_before_or_behind_terms_that_share_it() -> None:
    (behind,) = _lists("Fatal reactions were: sepsis, stroke, and pneumonia occurred in one patient each (0.8%).")
    assert _terms(behind) == [("sepsis", "0.8%"), ("stroke", "0.8%"), ("pneumonia", "0.8%")]
    lists = _lists(
        "Deaths included stroke (2.6%), and these events occurred in one patient each (0.4%): sepsis and shock."
    )
    assert [_terms(found) for found in lists] == [[("stroke", "2.6%")], [("sepsis", "0.4%"), ("shock", "0.4%")]]


def test_headings_within_a_list_go_with_the_terms_below_them() -> None:
    (found,) = _lists(
        "Other reactions were: Eye Disorders: blurred vision (5%) Skin Disorders: rash (3%) and itching (2%)"
    )
    assert [(one.term.text, one.heading) for one in found.terms] == [
        ("blurred vision", "Eye Disorders"),
        ("rash", "Skin Disorders"),
        ("itching", "Skin Disorders"),
    ]


def test_included_terms_stand_within_or_behind_the_parenthesis() -> None:
    (found,) = _lists(
        "Reactions were rash (2%; includes the following: eczema and rash) and fever (6%) [including chills]."
    )
    assert [one.included_terms for one in found.terms] == [("eczema", "rash"), ("chills",)]


def test_an_item_of_a_list_needs_no_introduction() -> None:
    (found,) = _lists("Eye Disorders: dry eye (4%)", continues=True)
    assert (_terms(found), found.lead.text, found.terms[0].heading) == ([("dry eye", "4%")], "", "Eye Disorders")


def test_sentences_about_patients_are_no_lists() -> None:
    assert not _lists("Fatal reactions occurred in 8 patients (6%) of one arm and 3 patients (2%) of the other.")
    assert not _lists("Dose reductions were needed in 28 of 54 (52%) patients.")


def test_how_many_cases_of_a_term_were_fatal_does_not_end_a_list() -> None:
    (found,) = _lists(
        "Reactions were: Rash (3.1%), including 5 fatal events Deep sores (1.2%) including 1 fatal case Chills (1%)"
    )
    assert _terms(found) == [("Rash", "3.1%"), ("Deep sores", "1.2%"), ("Chills", "1%")]


def test_the_most_frequent_of_what_some_patients_had_are_a_list() -> None:
    (two,) = _lists("Withdrawals occurred in 13% of patients, with rash (2%) and fever (1%) being the most common.")
    assert _terms(two) == [("rash", "2%"), ("fever", "1%")]
    (one,) = _lists("Withdrawals occurred in 18% of patients, with rash being the most frequent (2%).")
    assert _terms(one) == [("rash", "2%")]
    assert one.lead.text == "Withdrawals occurred in 18% of patients, with"


def test_a_reaction_in_brackets_behind_its_class_has_the_percentage_of_the_clause() -> None:
    (found,) = _lists("A fatal adverse reaction (shock) occurred in one (0.3%) patient.")
    assert (found.lead.text, _terms(found)) == ("A fatal adverse reaction", [("shock", "0.3%")])
    assert _lists("A serious adverse reaction (any grade) occurred in 12 (3%) patients.") == []


def test_a_list_behind_a_share_of_its_own_knows_the_words_ahead() -> None:
    (found,) = _lists("Fatal reactions occurred in 3 patients (2%) and included shock (1%).")
    assert (found.ahead, _terms(found)) == ("Fatal reactions occurred in 3 patients (2%)", [("shock", "1%")])
    first, second = _lists("Reactions were rash (6%); deaths included shock (1%).")
    assert (first.ahead, second.ahead) == ("", "")


def test_most_commonly_introduces_a_list_unless_it_says_why() -> None:
    (found,) = _lists("Reactions led to withdrawal in 7 (9%) patients, most commonly sores (8%) and gout (2%).")
    assert _terms(found) == [("sores", "8%"), ("gout", "2%")]
    (why,) = _lists("Reactions led to withdrawal in 9% of patients, most often due to sores (8%).")
    assert _terms(why) == [("sores", "8%")]
    assert _lists("Reactions were most commonly Grade 1 (20%).") == []


def test_terms_may_stand_behind_their_percentages_as_causes() -> None:
    (found,) = _lists(
        "Deaths were: 3 (0.9%) patients due to sepsis, 2 (0.6%) due to lung disease, and one (0.3%) due to gout."
    )
    assert _terms(found) == [("sepsis", "0.9%"), ("lung disease", "0.6%"), ("gout", "0.3%")]
    assert _lists("Treatment was stopped in 3 (2%) patients due to rash and gout.") == []


def test_what_belongs_to_a_term_behind_a_comma_or_before_it() -> None:
    (found,) = _lists("Deaths included death, not otherwise specified (0.3%), and deaths due to sepsis (0.2%).")
    assert _terms(found) == [("death, not otherwise specified", "0.3%"), ("sepsis", "0.2%")]
    (comprised,) = _lists("Reactions included sores (17% comprised of blister, ulcer, and scar), and rash (4%).")
    assert _terms(comprised) == [("sores", "17%"), ("rash", "4%")]
    assert comprised.terms[0].included_terms == ("blister", "ulcer", "scar")
