from decimal import Decimal
from pathlib import Path

import pytest

from ingest.document import Part
from ingest.extract import adverse_reaction
from ingest.extract.adverse_reaction_list import extract
from ingest.reading import Reading
from ingest.resolve import resolve
from ingest.sources.text.reader import read_text
from kg.codes import Form, ReactionContext
from kg.facts import AdverseReaction, LabAbnormality, ReactionObservation
from tests.ingest.building import Writing

TITLE = "These highlights do not include all the information needed to use EXAMPLINE safely and effectively. EXAMPLINE (examplinib)"


def _facts(*sentences: str) -> list[ReactionObservation]:
    writing = Writing()
    writing.add(writing.section(None, "HIGHLIGHTS", TITLE, part=Part.HIGHLIGHTS))
    writing.add(writing.section("6.1", "Trials", " ".join(sentences)))
    return list(extract(writing.reading()))


def test_reads_context_arm_grade_study_and_number_of_patients() -> None:
    facts = _facts(
        "The safety of EXAMPLINE was evaluated in a randomized study (SUNRISE) in which 164 patients received EXAMPLINE.",
        "In patients who received EXAMPLINE, the most common (≥ 2%) adverse reactions reported as the reason for permanent"
        " discontinuation were infection (6%) and hair loss (2%).",
        "Grade ≥3 adverse reactions included fever (14 [3%]).",
    )
    assert [(fact.term, fact.percent, fact.grade) for fact in facts] == [
        ("infection", Decimal(6), "all"),
        ("hair loss", Decimal(2), "all"),
        ("fever", Decimal(3), ">=3"),
    ]
    first, _, last = facts
    assert (first.context, first.form) == (ReactionContext.DISCONTINUATION, Form.LIST)
    assert (first.arm, first.arm_n, first.study) == ("EXAMPLINE", 164, "SUNRISE")
    assert (last.context, last.count) == (ReactionContext.INCIDENCE, 14)
    assert first.evidence[0].quote.endswith("were infection (6%) and hair loss (2%)")


def test_none_who_received_a_comparator_are_no_number_of_patients() -> None:
    facts = _facts(
        "Platelets were given to 3% of EXAMPLINE-treated patients and 0 patients who received placebo.",
        "The most common adverse reactions leading to discontinuation of EXAMPLINE were rash (8%) and fever (6%).",
    )
    assert [(fact.term, fact.arm_n) for fact in facts] == [("rash", None), ("fever", None)]


@pytest.mark.parametrize(
    ("setting", "study", "number"),
    [
        ("EXAMPLINE was studied in 58 patients with gout in a single arm trial (Study 2).", "Study 2", 58),
        ("The safety of EXAMPLINE was evaluated in 58 patients enrolled in MOONRISE with gout.", "MOONRISE", 58),
        (
            "The safety of EXAMPLINE was evaluated in a controlled study (MOONRISE- 2) in 90 patients.",
            "MOONRISE-2",
            None,
        ),
        ("Table 4 summarizes the adverse reactions in MOONRISE.", "MOONRISE", None),
        ("In 444 out of 666 patients who received EXAMPLINE in MOONRISE, exposure was 2 months.", "MOONRISE", 444),
        ("Fatal adverse reactions occurred in 4 patients treated with EXAMPLINE in MOONRISE.", "MOONRISE", None),
        ("Data described in the WARNINGS AND PRECAUTIONS reflect exposure to EXAMPLINE in DAWN.", "SUNRISE", 164),
    ],
)
def test_the_setting_is_that_of_the_study_that_was_named_last(setting: str, study: str, number: int | None) -> None:
    before = "The safety of EXAMPLINE was evaluated in SUNRISE, in which 164 patients received EXAMPLINE."
    facts = _facts(before, setting, "The most common serious adverse reactions were rash (8%) and fever (6%).")
    assert {(fact.study, fact.arm_n) for fact in facts} == {(study, number)}


def test_the_study_that_an_introduction_names_is_that_of_its_list() -> None:
    facts = _facts(
        "Reactions of patients in DAWN were: rash (4%) Gout The safety of EXAMPLINE was evaluated in SUNRISE."
    )
    assert [(fact.term, fact.study) for fact in facts] == [("rash", "DAWN")]


def test_arms_that_are_compared_are_no_reactions() -> None:
    assert not _facts("Serious adverse reactions were similar between EXAMPLINE (50%) and samplol (51%).")
    assert not _facts("The incidence of adverse reactions at 20 mg was greater (50%).")


def test_the_values_are_the_numbers_alone() -> None:
    writing = Writing()
    writing.add(writing.section("6.1", "Trials", "Serious adverse reactions were rash (<1%) and fever (2.5%)."))
    reading = writing.reading()
    facts = list(extract(reading))
    assert [[reading.document.quote(span) for span in fact.values] for fact in facts] == [["1"], ["2.5"]]
    assert [fact.comparison for fact in facts] == ["<", None]


def test_the_numbers_of_the_grade_and_of_patients_are_values_with_their_evidence() -> None:
    writing = Writing()
    sentences = (
        "The safety was evaluated in 164 patients who received EXAMPLINE. Grade ≥3 adverse reactions were rash (2%)."
    )
    writing.add(writing.section(None, "HIGHLIGHTS", TITLE, part=Part.HIGHLIGHTS))
    reading = writing.add(writing.section("6.1", "Trials", sentences)).reading()
    (fact,) = extract(reading)
    assert sorted(reading.document.quote(span) for span in fact.values) == ["164", "2", "3"]
    assert [one.quote.split()[0] for one in fact.evidence] == ["Grade", "The"]


def test_the_arm_is_the_one_that_the_introduction_names() -> None:
    facts = _facts("In the EXAMPLINE + chemotherapy arm, fatal adverse reactions were sepsis (3%).",
                   "In the chemotherapy arm, fatal adverse reactions were sepsis (1%).",
                   "Adverse reactions with placebo included rash (7%).")  # fmt: skip
    assert [(fact.arm, fact.percent) for fact in facts] == [("EXAMPLINE", Decimal(3)), ("chemotherapy", Decimal(1))]


def test_a_list_of_laboratory_abnormalities_is_one_of_laboratory_abnormalities() -> None:
    (fact,) = _facts("The most common laboratory abnormalities were creatinine increased (94%).")
    assert isinstance(fact, LabAbnormality)


def test_other_lists_are_left_out() -> None:
    assert not _facts("Patient characteristics were: female (58%), and older than 65 years (18%).")


def test_a_list_that_repeats_a_table_states_the_facts_of_its_cells_again() -> None:
    writing = Writing()
    rows = [["Adverse Reaction", "EXAMPLINE (N=40) %"], ["Nausea", "13"], ["Rash", "12"], ["Fever", "11"]]
    table = writing.table(rows, caption="Adverse Reactions in Adults")
    text = "The most common adverse reactions were nausea (13%), rash (12%), fever (11%), and pain (10%)."
    writing.add(writing.section(None, "HIGHLIGHTS", TITLE, part=Part.HIGHLIGHTS))
    reading = writing.add(writing.section("6.1", "Trials", text, table)).reading()
    again = list(extract(reading))
    assert [fact.term for fact in again] == ["Nausea", "Rash", "Fever", "pain"]
    once = resolve((*adverse_reaction.extract(reading), *again))
    places = {fact.term: len(fact.also_in) for fact in once if isinstance(fact, AdverseReaction)}
    assert places == {"pain": 0, "Nausea": 1, "Rash": 1, "Fever": 1}


@pytest.mark.shared
def test_reads_the_lists_of_a_real_label(shared: Path) -> None:
    data = (shared / "labels" / "besponsa.txt").read_bytes()
    facts = list(extract(Reading(document=read_text("label.txt", data))))
    contexts = [fact.context.value for fact in facts]
    counts = {context: contexts.count(context) for context in contexts}
    assert counts == {"discontinuation": 5, "interruption": 5, "reduction": 3, "incidence": 9}
    pancytopenia = next(fact for fact in facts if fact.term == "pancytopenia")
    assert pancytopenia.included_terms == ("bone marrow failure", "febrile bone marrow aplasia", "pancytopenia")
    assert {fact.arm_n for fact in facts} == {164}


def test_a_list_that_compares_two_arms() -> None:
    text = "Adverse reactions more frequent with DRUG-X than with placebo were nausea (5% vs 3%) and rash (2% vs <1%)."
    found = _facts(text.replace("DRUG-X", "EXAMPLINE"))
    assert [(fact.term, fact.arm, str(fact.percent)) for fact in found][:2] == [
        ("nausea", "EXAMPLINE", "5"),
        ("nausea", "placebo", "3"),
    ]


@pytest.mark.parametrize(
    ("text", "context"),
    [
        (
            "Adverse reactions which resulted in permanent discontinuation (≥0.5%) of EXAMPLINE were rash (2%) and fever (1%).",
            ReactionContext.DISCONTINUATION,
        ),
        (
            "The most common adverse reactions (at least 1% and more than placebo) that led to discontinuation with the 20 mg dose "
            "were rash (2%) and fever (1%).",
            ReactionContext.DISCONTINUATION,
        ),
        ("Fatal adverse reactions occurred in 9 patients (3%) due to rash (2%) and fever (1%).", ReactionContext.FATAL),
        (
            "Adverse reactions led to dose reduction in 7% of patients, most frequently from rash (2%) and fever (1%).",
            ReactionContext.REDUCTION,
        ),
    ],
)
def test_lists_behind_limits_causes_and_comparisons(text: str, context: ReactionContext) -> None:
    facts = _facts(text)
    assert [(fact.term, fact.percent, fact.arm) for fact in facts] == [
        ("rash", Decimal(2), "EXAMPLINE"),
        ("fever", Decimal(1), "EXAMPLINE"),
    ]
    assert {fact.context for fact in facts} == {context}


def test_a_heading_run_into_a_sentence_tells_the_study_of_the_lists_behind_it() -> None:
    facts = _facts(
        "Patients in SUNRISE, and those enrolled in MOONRISE, had gout.",
        "EXAMPLINE as a Single Agent (SUNRISE) Patients received EXAMPLINE once a day.",
        "The most common serious adverse reactions with EXAMPLINE were rash (4%).",
        "EXAMPLINE with Samplol (MOONRISE) Patients received samplol every week.",
        "The most common serious adverse reactions with EXAMPLINE were fever (3%).",
        "Adverse reactions below 5% were: Gout (3%) Rare Tumors The safety of EXAMPLINE was evaluated in DAWN-2.",
        "Serious adverse reactions included sores (2%).",
    )
    assert [(fact.term, fact.study) for fact in facts] == [
        ("rash", "SUNRISE"),
        ("fever", "MOONRISE"),
        ("Gout", "MOONRISE"),
        ("sores", "DAWN-2"),
    ]


def test_what_led_to_changes_of_a_partner_alone_is_left_out() -> None:
    facts = _facts(
        "The most common adverse reaction resulting in interruption of EXAMPLINE was rash (10%)"
        " and the most common adverse reactions resulting in interruption of samplinib were fever (19%) and gout (8%)."
    )
    assert [fact.term for fact in facts] == ["rash"]


def test_what_stands_ahead_of_a_list_with_a_share_of_its_own_tells_its_context() -> None:
    facts = _facts(
        "Serious adverse reactions were reported in 7 patients (28%), the most frequent of which were sores (8%).",
        "Serious infections were reported in 7 patients (28%), and included influenza (2 patients [8%]).",
        "Causes of death included: 3 (0.9%) patients due to shock and 1 (0.3%) due to stroke.",
    )
    assert [(fact.term, fact.context.value) for fact in facts] == [
        ("sores", "serious"),
        ("influenza", "serious"),
        ("shock", "fatal"),
        ("stroke", "fatal"),
    ]


def test_groups_that_were_given_something_else_are_arms() -> None:
    facts = _facts(
        "In NSD Study 1, the following Grade 3 or 4 adverse reactions occurred more frequently in X-SD-treated patients"
        " compared to SD-treated patients: rash (30% vs. 19%).",
        "The following adverse reactions occurred in patients 65 years of age or older compared to younger patients:"
        " gout (9% vs. 6%).",
    )
    assert [(fact.term, fact.arm, fact.percent, fact.study) for fact in facts] == [
        ("rash", "X-SD-treated patients", Decimal(30), "NSD Study 1"),
        ("rash", "SD-treated patients", Decimal(19), "NSD Study 1"),
    ]


def test_a_study_without_a_name_ends_the_one_before() -> None:
    facts = _facts(
        "The safety of EXAMPLINE was evaluated in SUNRISE in 88 patients who received EXAMPLINE.",
        "Serious adverse reactions were rash (4%).",
        "The safety of EXAMPLINE in children was evaluated in an open-label study [see Clinical Studies (14.2)].",
        "The most common adverse reactions were fever (36%).",
    )
    assert [(fact.term, fact.study, fact.arm_n) for fact in facts] == [("rash", "SUNRISE", 88), ("fever", None, None)]


def test_lists_of_older_patients_are_read_and_those_of_animals_are_not() -> None:
    writing = Writing()
    writing.add(
        writing.section("8.1", "Pregnancy", "Toxicities in rats included resorption (40%) and cleft palate (9%).")
    )
    writing.add(
        writing.section("8.5", "Geriatric Use", "Serious adverse reactions of the oldest were gout (9%) and rash (6%).")
    )
    facts = list(extract(writing.reading()))
    assert [(fact.term, fact.context) for fact in facts] == [
        ("gout", ReactionContext.SERIOUS),
        ("rash", ReactionContext.SERIOUS),
    ]


def test_a_clause_word_within_a_name_with_hyphens_does_not_end_a_list() -> None:
    facts = _facts(
        "Grade 3 infections occurred in 9% of patients and included sepsis (4%), host-versus-graft gout (3%)."
    )
    assert [(fact.term, fact.grade) for fact in facts] == [("sepsis", "3"), ("host-versus-graft gout", "3")]


def test_a_list_repeats_a_cell_by_the_abbreviation_behind_its_term() -> None:
    writing = Writing()
    table = writing.table(
        [["Reaction", "All Grades %", "Grade 3-4 %"], ["XLT increased", "40", "12"]],
        caption="Adverse Reactions of EXAMPLINE",
    )
    text = writing.paragraph("The most frequent Grade 3-4 adverse reactions were increased exam lactase (XLT) (12%).")
    writing.add(writing.section("6.1", "Trials", table, text))
    (fact,) = extract(writing.reading())
    assert (fact.term, fact.grade, fact.percent) == ("XLT increased", "3-4", Decimal(12))
