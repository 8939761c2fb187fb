from dataclasses import replace
from decimal import Decimal

from ingest.resolve import resolve
from kg.codes import (
    Action,
    Comparison,
    Form,
    InteractionAdvice,
    Modality,
    PopulationAdvice,
    PopulationGroup,
    ProductState,
    ScheduleElement,
)
from kg.facts import AdverseReaction, Appearance, Dose, DoseRule, Indication, Interaction, Population, Schedule
from kg.facts.fact import Fact
from kg.locator import Evidence, Span


def place(section: str | None, start: int, table: str | None = None) -> tuple[Evidence, ...]:
    return (Evidence(section=section, table=table, span=Span(start, start + 5), quote="words"),)


def test_a_repeat_is_merged_into_the_fullest_statement() -> None:
    row = DoseRule(
        evidence=place("2.3", 500, "Table 3"),
        values=(Span(500, 501),),
        read_by="dose_rule.row",
        trigger="VOD or other severe liver toxicity",
        actions=(Action.DISCONTINUE,),
    )
    sentence = DoseRule(
        evidence=place("boxed", 100), values=(Span(100, 101),), read_by="dose_rule.if", trigger="severe liver toxicity",
        actions=(Action.DISCONTINUE,),
    )  # fmt: skip
    (fact,) = resolve([sentence, row])
    assert fact.evidence[0].table == "Table 3"
    assert [repeat.section for repeat in fact.also_in] == ["boxed"]
    assert fact.values == (Span(500, 501), Span(100, 101))


def test_a_sentence_of_the_section_that_a_row_refers_to_says_the_same() -> None:
    cell = Evidence(
        section="2.3", table="Table 3", span=Span(500, 505), quote="Liver [see Warnings and Precautions (5.1)]"
    )
    row = DoseRule(
        evidence=(cell,),
        read_by="x",
        trigger="Liver",
        severity="Grade 4",
        actions=(Action.DISCONTINUE,),
        form=Form.TABLE,
    )

    def sentence(section: str, action: Action, start: int) -> Fact:
        return DoseRule(
            evidence=place(section, start), read_by="x", trigger="VOD", actions=(action,), form=Form.SENTENCE
        )

    kept = resolve([row, sentence("5.1", Action.DISCONTINUE, 900)])
    assert [[repeat.section for repeat in fact.also_in] for fact in kept] == [["5.1"]]
    assert len(resolve([row, sentence("5.2", Action.DISCONTINUE, 900)])) == 2
    assert len(resolve([row, sentence("5.1", Action.INTERRUPT, 900)])) == 2


def test_equal_grades_of_different_findings_are_not_the_same() -> None:
    def rule(trigger: str, start: int) -> Fact:
        return DoseRule(
            evidence=place("2.3", start),
            read_by="x",
            trigger=trigger,
            severity="Grade 3",
            actions=(Action.DISCONTINUE,),
        )

    assert len(resolve([rule("Ototoxicity", 0), rule("Peripheral neuropathy", 50)])) == 2


def test_statements_about_different_triggers_stay_apart() -> None:
    def rule(trigger: str, start: int) -> Fact:
        return DoseRule(evidence=place("2.3", start), read_by="x", trigger=trigger, actions=(Action.INTERRUPT,))

    assert len(resolve([rule("Neutropenia", 0), rule("Hepatotoxicity", 50)])) == 2


def test_rows_of_one_table_are_one_fact_only_if_they_state_the_same() -> None:
    def row(start: int, condition: str) -> Fact:
        return Dose(
            evidence=place("2.2", start, "Table 1"), read_by="x", amount=Decimal(1), unit="mg", schedule="twice daily",
            condition=condition, form=Form.TABLE,
        )  # fmt: skip

    kept = resolve([row(0, "tablet 1 mg"), row(50, "tablet 1 mg"), row(90, "large tablet 1 mg")])
    assert [len(fact.also_in) for fact in kept] == [1, 0]


def test_guide_and_numbered_sections_that_differ_point_at_each_other() -> None:
    def looks(section: str | None, start: int, description: str) -> Fact:
        return Appearance(
            evidence=place(section, start), read_by="x", state=ProductState.RECONSTITUTED, description=description
        )

    guide, numbered = resolve(
        [looks(None, 10, "clear to slightly opalescent"), looks("2.4", 90, "clear to opalescent")]
    )
    assert guide.differs_from
    assert numbered.differs_from
    assert guide.differs_from != numbered.differs_from


def test_a_differing_modality_or_bound_is_a_difference() -> None:
    def cycle(section: str | None, start: int, modality: Modality) -> Fact:
        return Schedule(
            evidence=place(section, start), read_by="x", element=ScheduleElement.TREATMENT, value=Decimal(3), unit="cycle",
            modality=modality, condition="no remission after 2 cycles",
        )  # fmt: skip

    def lactation(section: str | None, start: int, comparison: Comparison | None) -> Fact:
        return Population(
            evidence=place(section, start), read_by="x", population=PopulationGroup.LACTATION,
            advice=PopulationAdvice.DO_NOT_BREASTFEED, duration=Decimal(2), duration_unit="month", comparison=comparison,
        )  # fmt: skip

    facts = resolve([
        cycle(None, 1, Modality.SHOULD), cycle("2.1", 50, Modality.MAY),
        lactation(None, 20, None), lactation("8.2", 80, Comparison.AT_LEAST),
    ])  # fmt: skip
    assert len(facts) == 4
    assert all(len(fact.differs_from) == 1 for fact in facts)


def test_a_guide_that_says_the_same_under_a_longer_condition_does_not_differ() -> None:
    def interval(section: str | None, start: int, condition: str) -> Fact:
        return Schedule(
            evidence=place(section, start), read_by="x", element=ScheduleElement.TREATMENT_FREE_INTERVAL,
            value=Decimal(7), unit="day", modality=Modality.RECOMMENDED, condition=condition,
        )  # fmt: skip

    facts = resolve([interval(None, 1, "up to 28 days, from Day 21"), interval("2.1", 50, "from Day 21")])
    assert not any(fact.differs_from for fact in facts)


def test_inhibitors_and_inducers_are_two_interactions_and_plurals_are_one() -> None:
    def avoid(section: str, start: int, precipitant: str) -> Fact:
        return Interaction(
            evidence=place(section, start), read_by="x", precipitant=precipitant, advice=InteractionAdvice.AVOID
        )

    facts = resolve([
        avoid("7.1", 1, "CYP3A inhibitors"), avoid("7.1", 50, "CYP3A inducers"), avoid("2.4", 90, "CYP3A inhibitor"),
        avoid("2.4", 120, "cytochrome P450 3A4 (CYP3A4) inducers"),
    ])  # fmt: skip
    assert [len(fact.also_in) for fact in facts] == [1, 1]


def test_diseases_of_other_words_are_two_indications() -> None:
    def treats(start: int, disease: str) -> Fact:
        return Indication(evidence=place("1", start), read_by="x", disease=disease, population="adults")

    assert len(resolve([treats(1, "metastatic examplosis"), treats(50, "unresectable metastatic examplosis")])) == 2


def test_sentences_of_a_subsection_with_other_conditions_are_two_indications() -> None:
    def treats(section: str, start: int, condition: str | None) -> Fact:
        place_ = place(section, start)
        return Indication(evidence=place_, read_by="x", disease="examplosis", condition=condition)

    first, second = treats("1.2", 1, "with samplol"), treats("1.2", 50, "with testol")
    assert len(resolve([first, second, treats("1", 0, None)])) == 2
    assert len(resolve([first, treats("1.2", 50, "with samplol"), treats("1.3", 90, "with testol")])) == 1


def _rule(section: str, start: int, trigger: str, *actions: Action, text: str | None = None) -> DoseRule:
    return DoseRule(evidence=place(section, start), read_by="x", trigger=trigger, actions=actions, text=text)


def test_rules_whose_actions_or_numbers_differ_stay_apart() -> None:
    stop, halt = Action.DISCONTINUE, Action.INTERRUPT
    assert len(resolve([_rule("2.3", 0, "rash", stop), _rule("5.1", 50, "rash", halt)])) == 2
    assert len(resolve([_rule("2.3", 0, "Grade 3 rash", stop), _rule("5.1", 50, "Grade 4 rash", stop)])) == 2
    assert len(resolve([_rule("2.3", 0, "rash", stop, halt), _rule("5.1", 50, "rash", stop)])) == 1


def test_a_rule_told_again_in_nearly_the_same_words_is_one() -> None:
    told = "Interrupt the infusion. Permanently discontinue Exampline after a severe or life-threatening reaction."
    again = "Permanently discontinue Exampline after a severe or life-threatening reaction"
    row = _rule("2.3", 0, "Infusion-related reaction", Action.INTERRUPT, Action.DISCONTINUE, text=told)
    assert len(resolve([row, _rule("5.4", 50, "severe event", Action.DISCONTINUE, text=again)])) == 1


def _dose(
    section: str, start: int, condition: str | None, schedule: str | None = "Day 1", form: Form = Form.SENTENCE
) -> Dose:
    return Dose(
        form=form,
        evidence=place(section, start),
        read_by="x",
        amount=Decimal(5),
        unit="mg",
        schedule=schedule,
        condition=condition,
    )


def test_a_condition_and_its_denial_are_two_doses() -> None:
    responders, others = _dose("2.1", 0, "patients with a response"), _dose("2.2", 50, "patients without a response")
    assert len(resolve([responders, others])) == 2


def test_a_dose_takes_what_it_does_not_state_from_its_repeat() -> None:
    (fact,) = resolve([_dose("2.1", 0, "adults"), _dose("2.3", 50, None, schedule=None, form=Form.TABLE)])
    assert isinstance(fact, Dose)
    assert (fact.condition, fact.schedule) == ("adults", "Day 1")


def test_a_dose_for_all_is_no_repeat_of_one_for_some() -> None:
    assert len(resolve([_dose("2.1", 0, None), _dose("2.3", 50, "patients with renal impairment")])) == 2


def test_a_sentence_below_a_table_is_no_repeat_of_its_rows() -> None:
    row = replace(
        _rule("2.3", 0, "Baseline AST is up to 3 × ULN and increases", Action.INTERRUPT),
        evidence=place("2.3", 0, table="Table 1"),
        form=Form.TABLE,
    )
    note = replace(
        _rule("2.3", 50, "AST is at or below ULN at baseline", Action.INTERRUPT, Action.DISCONTINUE),
        evidence=place("2.3", 50, table="Table 1"),
    )
    assert len(resolve([row, note])) == 2


def test_a_row_for_all_is_no_repeat_of_a_row_for_some() -> None:
    rows = [_dose("2.1", 0, None, form=Form.TABLE), _dose("2.2", 50, "hemoglobin above 12 g/dL", form=Form.TABLE)]
    assert len(resolve(rows)) == 2


def test_a_level_of_a_reduction_is_no_repeat_of_a_dose_of_like_words() -> None:
    level = _dose("2.2", 50, "First dose reduction, adults with gout", form=Form.TABLE)
    assert len(resolve([_dose("2.1", 0, "adults with gout and fever"), level])) == 2


def test_doses_of_adults_and_of_pediatric_patients_are_two() -> None:
    adults, children = (f"Neutropenia of {ages} patients at 2 mg/kg" for ages in ("adult", "pediatric"))
    assert len(resolve([_dose("2.1", 0, adults, form=Form.TABLE), _dose("2.2", 50, children, form=Form.TABLE)])) == 2


def test_one_place_read_twice_is_not_named_again() -> None:
    def looks(by: str) -> Fact:
        return Appearance(
            evidence=place("2.4", 10), read_by=by, state=ProductState.RECONSTITUTED, description="clear and colorless"
        )

    (fact,) = resolve([looks("appearance.should-be"), looks("appearance.supplied-as")])
    assert fact.also_in == ()


def test_a_sentence_of_several_findings_is_not_the_row_of_one_of_them() -> None:
    row = replace(_rule("2.3", 0, "Persistent thrombocytopenia", Action.DISCONTINUE), form=Form.TABLE)
    several = _rule("5.3", 50, "severe bleeding, hemorrhage or persistent thrombocytopenia", Action.DISCONTINUE)
    examples = _rule(
        "5.3", 90, "persistent thrombocytopenia, especially with bleeding of skin or gums", Action.DISCONTINUE
    )
    assert len(resolve([row, several])) == 2
    assert len(resolve([row, examples])) == 1


def test_rules_under_two_headings_of_a_section_stay_apart() -> None:
    first = DoseRule(
        evidence=place("2.3", 0), read_by="x", trigger="severe rash", actions=(Action.REDUCE,), condition="adults"
    )
    second = DoseRule(
        evidence=place("2.3", 50), read_by="x", trigger="rash", actions=(Action.REDUCE,), condition="children"
    )
    assert len(resolve([first, second])) == 2


def test_rows_of_tables_of_two_sections_stay_apart() -> None:
    low_counts, liver = (
        DoseRule(
            evidence=place(section, start, table),
            read_by="x",
            form=Form.TABLE,
            trigger="Chronic exampleosis that is resistant",
            severity=severity,
            actions=(Action.REDUCE,),
        )
        for section, start, table, severity in (("2.5", 10, "Table 3", None), ("2.7", 90, "Table 6", "Moderate"))
    )
    assert resolve([low_counts, liver]) == (low_counts, liver)


def test_rows_that_state_the_same_in_two_tables_of_a_section_are_one_fact() -> None:
    adults, children = (
        DoseRule(
            evidence=place("2.4", start, table),
            read_by="x",
            form=Form.TABLE,
            trigger="Exampline level > 5 × ULN",
            actions=(Action.REDUCE,),
        )
        for start, table in ((10, "Table 5"), (90, "Table 7"))
    )
    (found,) = resolve([adults, children])
    assert found.also_in == children.evidence


def test_a_time_or_bound_that_one_section_leaves_out_is_no_second_advice() -> None:
    def use(section: str | None, start: int, duration: int | None, bound: Comparison | None = None) -> Fact:
        return Population(
            evidence=place(section, start),
            read_by="x",
            population=PopulationGroup.LACTATION,
            advice=PopulationAdvice.DO_NOT_BREASTFEED,
            duration=Decimal(duration) if duration else None,
            duration_unit="month" if duration else None,
            comparison=bound,
        )

    at_least = use("5.2", 1, 2, Comparison.AT_LEAST)
    (kept,) = resolve([at_least, use("8.2", 50, 2), use("8.1", 90, None)])
    assert (getattr(kept, "comparison", None), len(kept.also_in)) == (Comparison.AT_LEAST, 2)
    assert len(resolve([at_least, use("8.2", 50, 3)])) == 2
    assert len(resolve([at_least, use(None, 0, 2)])) == 2


def test_a_rule_that_names_another_thing_behind_or_if_is_none_of_a_row() -> None:
    words = "no response after 9 weeks of treatment at 2 mg"
    row = _rule("2.2", 0, words, Action.DISCONTINUE)
    more = _rule("2.2", 50, f"{words} or if unacceptable toxicity occurs", Action.DISCONTINUE)
    assert len(resolve([replace(row, form=Form.TABLE), more])) == 2


def test_rules_of_two_subsections_on_dosage_for_two_diseases_stay_apart() -> None:
    words = "no response after 9 weeks of treatment at the maximum dose level"
    one = replace(_rule("2.1", 0, words, Action.DISCONTINUE), condition="exampleosis")
    other = _rule("2.2", 50, f"{words} of samplol", Action.DISCONTINUE)
    assert len(resolve([one, replace(other, condition="samplitis")])) == 2
    assert len(resolve([one, replace(other, condition="exampleosis")])) == 1


def test_a_note_of_a_table_that_tells_other_actions_is_no_repeat_of_a_row() -> None:
    row = DoseRule(
        evidence=place("2.3", 0, "Table 1"),
        read_by="x",
        form=Form.TABLE,
        trigger="ALT or AST above 3 times ULN",
        actions=(Action.INTERRUPT,),
    )
    told = DoseRule(evidence=place("2.3", 90, "Table 1"), read_by="x", trigger="ALT above ULN", actions=(Action.OMIT,))
    assert len(resolve([row, told])) == 2


def test_equal_shares_of_groups_of_other_sizes_are_two_facts() -> None:
    all_patients = AdverseReaction(
        evidence=place("6.1", 100, "Table 4"),
        values=(Span(110, 111),),
        read_by="adverse_reaction.row",
        form=Form.TABLE,
        term="Nausea",
        arm="EXAMPLINE",
        arm_n=484,
        grade="3-4",
        percent=Decimal(1),
    )
    light_ones = replace(all_patients, evidence=place("6.1", 500, "Table 6"), values=(Span(510, 511),), arm_n=169)
    told_again = replace(light_ones, evidence=place("6.1", 700), form=Form.LIST, arm_n=None)
    tables = [fact.evidence[0].table for fact in resolve([all_patients, light_ones])]
    assert tables == ["Table 4", "Table 6"]
    assert len(resolve([light_ones, told_again])) == 1
