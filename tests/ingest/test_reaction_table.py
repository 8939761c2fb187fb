from decimal import Decimal

from ingest.reaction_table import facts_of, unread_tables
from kg.codes import Form, ReactionContext
from kg.facts import AdverseReaction, LabAbnormality
from tests.ingest.building import Writing

ROWS = [["Adverse Reaction", "DRUG-X (N=40) %", "Placebo (N=45) %"], ["Nausea", "13", "<1"]]


def test_facts_quote_the_label_the_value_and_the_headers() -> None:
    writing = Writing()
    table = writing.table(ROWS, caption="Adverse Reactions in Adults")
    reading = writing.add(writing.section("6.1", "Trials", table)).reading()
    first, second = facts_of(reading, AdverseReaction)
    assert [quoted.quote for quoted in first.evidence] == ["Nausea", "13", "DRUG-X (N=40) %"]
    assert [reading.document.quote(span) for span in first.values] == ["13", "40"]
    assert (first.form, first.evidence[0].section, first.evidence[0].table) == (Form.TABLE, "6.1", "Table 1")
    assert (second.comparison, second.arm_n) == ("<", 45)
    assert not list(facts_of(reading, LabAbnormality))


def test_the_context_comes_from_the_title_or_the_row() -> None:
    writing = Writing()
    leading = writing.table(ROWS, caption="Adverse Reactions Leading to Discontinuation")
    serious = writing.table(
        [ROWS[0], ["Serious adverse reactions", "13", "2"]], caption="Adverse Reactions", label="Table 2"
    )
    reading = writing.add(writing.section("6.1", "Trials", leading, serious)).reading()
    contexts = [fact.context for fact in facts_of(reading, AdverseReaction)]
    assert contexts == [ReactionContext.DISCONTINUATION] * 2 + [ReactionContext.SERIOUS] * 2


def test_the_context_of_a_table_without_title_comes_from_the_sentence_that_announces_it() -> None:
    writing = Writing()
    lead = writing.paragraph("Serious adverse reactions of DRUG-X stand in the table below. Two trials were blinded.")
    reading = writing.add(writing.section("6.1", "Trials", lead, writing.table(ROWS, label=None))).reading()
    assert {fact.context for fact in facts_of(reading, AdverseReaction)} == {ReactionContext.SERIOUS}


def test_tables_are_told_apart_by_their_population() -> None:
    writing = Writing()
    adults = writing.table(ROWS, caption="Adverse Reactions in Adults with Asthma")
    children = writing.table(ROWS, caption="Adverse Reactions in Children with Asthma", label="Table 2")
    reading = writing.add(writing.section("6.1", "Trials", adults, children)).reading()
    assert {fact.study for fact in facts_of(reading, AdverseReaction)} == {"Adults with Asthma", "Children with Asthma"}


def test_a_table_that_cannot_be_read_is_reported() -> None:
    writing = Writing()
    table = writing.table(
        [["Reaction", "DRUG-X (%)"], ["Rash Pain", "12 13"]], caption="Adverse Reactions", label="Table 9"
    )
    reading = writing.add(writing.section("6.1", "Trials", table)).reading()
    (unread,) = unread_tables(reading)
    assert (unread.section, unread.span) == ("6.1", table.span)
    assert unread.reason == (
        "Table 9 was not read: the table has no cells that are one number; its header: Reaction | DRUG-X (%)"
    )


def test_a_grade_in_brackets_of_the_title_is_that_of_all_cells() -> None:
    writing = Writing()
    table = writing.table(
        [["Laboratory Parameter", "DRUG-X (N=40) %", "Placebo (N=45) %"], ["ALT increased", "6", "8"]],
        caption="Laboratory Abnormalities (Grades 3–4) Reported in ≥3% of Adults",
    )
    reading = writing.add(writing.section("6.1", "Trials", table)).reading()
    assert {fact.grade for fact in facts_of(reading, LabAbnormality)} == {"3-4"}


BARE = [["Alpha", "Beta", "Gamma"], ["Cough", "12", "3"]]


def test_numbers_whose_unit_nobody_states_are_refused_with_the_words_of_the_header() -> None:
    writing = Writing()
    rates = writing.paragraph("Rates in the trials of one drug cannot be compared with those of another.")
    reading = writing.add(writing.section("6.1", "Trials", rates, writing.table(BARE))).reading()
    assert not list(facts_of(reading, AdverseReaction))
    (unread,) = unread_tables(reading)
    assert unread.reason == (
        "Table 1 was not read: nothing says that the numbers of the table are percentages of patients; "
        "its header: Alpha | Beta | Gamma"
    )


def test_the_lead_of_a_table_states_the_unit_of_its_numbers() -> None:
    writing = Writing()
    lead = writing.paragraph("Table 1 gives the percentage of patients with each reaction.")
    other = writing.paragraph("Patients were treated for a year.")
    reading = writing.add(writing.section("6.1", "Trials", lead, other, writing.table(BARE))).reading()
    assert [(fact.arm, str(fact.percent)) for fact in facts_of(reading, AdverseReaction)] == [
        ("Beta", "12"),
        ("Gamma", "3"),
    ]


def test_shortened_words_for_grades_are_no_part_of_an_arm() -> None:
    writing = Writing()
    rows: list[list[str | tuple[str, int]]] = [
        ["Reaction", ("6 mg/kg (N=60)", 2)],
        ["", "All Gr %", "G3/4 %"],
        ["Cough", "12", "3"],
    ]
    table = writing.table(rows, caption="Adverse Reactions", header_rows=2)
    reading = writing.add(writing.section("6.1", "Trials", table)).reading()
    facts = [(fact.arm, fact.arm_n, fact.grade) for fact in facts_of(reading, AdverseReaction)]
    assert facts == [("6 mg/kg", 60, "all"), ("6 mg/kg", 60, "3-4")]


def test_rows_of_parameters_and_turned_tables_are_read() -> None:
    writing = Writing()
    counts = writing.table(
        [
            ["", "DRUG-X (N=40)"],
            ["Platelets", ""],
            ["Median nadir", "80"],
            ["Incidence of platelets <10,000/mm3", "5%"],
        ],
        caption="Severe Hematologic Toxicity",
    )
    arms = writing.table(
        [["", "Gout", "Rash"], ["DRUG-X (n = 40)", "5%", "-"]], caption="Incidence of Two Findings", label="Table 2"
    )
    reading = writing.add(writing.section("6.1", "Trials", counts, arms)).reading()
    assert [(one.term, one.percent) for one in facts_of(reading, LabAbnormality)] == [
        ("platelets <10,000/mm3", Decimal(5))
    ]
    (turned,) = facts_of(reading, AdverseReaction)
    assert (turned.term, turned.arm, turned.evidence[0].quote) == ("Gout", "DRUG-X", "DRUG-X (n = 40)")
