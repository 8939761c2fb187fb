from dataclasses import replace
from decimal import Decimal

import pytest

from kg.codes import Action, Form, HandlingAdvice, PopulationAdvice, PopulationGroup, ProductState
from kg.comparison import Change, Difference, Reason, differences
from kg.facts import (
    AdverseReaction,
    BoxedWarning,
    Counselling,
    Discrepancy,
    DoseRule,
    Fact,
    Handling,
    LabelWarning,
    Population,
)
from kg.locator import Evidence, Span
from kg.versions import Version
from tests.samples import SAMPLES, TEXT


def _said(quote: str, section: str | None = "5.1", at: int = 0) -> tuple[Evidence, ...]:
    return (Evidence(section=section, span=Span(at, at + len(quote)), quote=quote),)


def _version(*facts: Fact, text: str | None = None) -> Version:
    quotes = "\n".join(place.quote for fact in facts for place in fact.evidence)
    return Version(name="exampline", facts=facts, text=quotes if text is None else text)


def _only(found: tuple[Difference, ...]) -> Difference:
    assert len(found) == 1, found
    return found[0]


def _duration(months: int) -> Population:
    return Population(
        evidence=_said(f"Use contraception for {months} months after the last dose of Exampline."),
        read_by="test",
        population=PopulationGroup.FEMALES_OF_REPRODUCTIVE_POTENTIAL,
        advice=PopulationAdvice.CONTRACEPTION,
        duration=Decimal(months),
        duration_unit="mo",
    )


def _reaction(term: str, percent: int, arm: str | None = "EXAMPLINE") -> AdverseReaction:
    quote = f"{term} {percent}"
    return AdverseReaction(
        evidence=_said(quote),
        read_by="test",
        form=Form.TABLE,
        term=term,
        arm=arm,
        grade="all",
        percent=Decimal(percent),
    )


@pytest.mark.parametrize("fact", SAMPLES, ids=lambda fact: fact.kind)
def test_a_fact_that_moved_has_not_changed(fact: Fact) -> None:
    moved = tuple(
        replace(place, section="9.9", span=Span(place.span.start + 1000, place.span.end + 1000))
        for place in fact.evidence
    )
    assert differences(_version(fact), _version(replace(fact, evidence=moved, read_by="another"))) == ()


@pytest.mark.parametrize("fact", SAMPLES, ids=lambda fact: fact.kind)
def test_a_fact_that_the_other_version_does_not_state_was_added_or_removed(fact: Fact) -> None:
    empty = _version(text="Nothing of the kind.")
    assert _only(differences(empty, _version(fact, text=TEXT))).change is Change.ADDED
    assert _only(differences(_version(fact, text=TEXT), empty)).change is Change.REMOVED


def test_another_value_of_one_subject_is_a_change_that_names_the_field() -> None:
    found = _only(differences(_version(_duration(6)), _version(_duration(2))))
    assert (found.change, found.kind, found.fields, found.reason) == (Change.CHANGED, "population", ("duration",), None)


def test_another_printing_of_the_same_words_is_no_difference() -> None:
    was = _reaction("Veno-occlusive disease", 11, arm="Investigator’s choice")
    now = _reaction("veno–occlusive  Disease", 11, arm="Investigator's Choice")
    assert differences(_version(was), _version(now)) == ()


def test_reactions_are_told_apart_by_term_and_arm() -> None:
    before = _version(_reaction("nausea", 10), _reaction("nausea", 7, arm="placebo"), _reaction("fever", 4))
    after = _version(_reaction("nausea", 12), _reaction("nausea", 7, arm="placebo"), _reaction("rash", 4))
    found = {(one.change, one.fact.evidence[0].quote) for one in differences(before, after)}
    assert found == {(Change.CHANGED, "nausea 12"), (Change.REMOVED, "fever 4"), (Change.ADDED, "rash 4")}


def test_a_warning_with_another_number_moved_and_with_another_title_changed() -> None:
    def warning(number: str, title: str) -> LabelWarning:
        return LabelWarning(evidence=_said(f"{number} {title}"), read_by="test", number=number, title=title)

    before = _version(warning("5.1", "Hepatotoxicity"), warning("5.2", "Bleeding"))
    after = _version(
        warning("5.1", "Severe Myelosuppression"), warning("5.2", "Hepatotoxicity"), warning("5.3", "Bleeding")
    )
    assert _only(differences(before, after)).change is Change.ADDED
    retitled = _version(warning("5.1", "Liver Injury"), warning("5.2", "Bleeding"))
    found = _only(differences(before, retitled))
    assert (found.change, found.fields) == (Change.CHANGED, ("title",))


def test_of_several_rules_for_one_trigger_each_meets_the_nearest() -> None:
    def rule(severity: str, action: Action) -> DoseRule:
        quote = f"{severity} neuropathy: {action}"
        return DoseRule(
            evidence=_said(quote), read_by="test", trigger="neuropathy", severity=severity, actions=(action,)
        )

    before = _version(rule("Grade 2", Action.REDUCE), rule("Grade 3", Action.INTERRUPT))
    after = _version(rule("Grade 3", Action.DISCONTINUE), rule("Grade 2", Action.REDUCE))
    found = _only(differences(before, after))
    assert isinstance(found.before, DoseRule)
    assert (found.before.severity, found.fields) == ("Grade 3", ("actions",))


def test_the_same_words_read_differently_are_told_apart_from_what_the_label_changed() -> None:
    words = "Do not mix Exampline with other medicines."
    was = Handling(evidence=_said(words), read_by="test", advice=HandlingAdvice.DO_NOT_MIX)
    now = replace(was, state=ProductState.DILUTED)
    found = _only(differences(_version(was), _version(now)))
    assert (found.fields, found.reason) == (("state",), Reason.READING)


def test_a_long_text_that_the_quote_does_not_hold_must_stand_in_both_versions() -> None:
    title = "SEVERE AND FATAL HEPATOTOXICITY"
    was = BoxedWarning(
        evidence=_said(title, "boxed"), read_by="test", title=title, text="Monitor the liver every week."
    )
    now = replace(was, text="Monitor the liver before each dose and every week.")
    before, after = (_version(fact, text=f"{title}\n{fact.text}") for fact in (was, now))
    assert _only(differences(before, after)).reason is None
    shorter = replace(was, text="Monitor the liver every week")
    assert _only(differences(before, _version(replace(shorter, text=None), text=before.text))).reason is Reason.READING


def test_cells_of_a_table_never_count_as_the_same_words() -> None:
    before = _version(_reaction("disseminated intravascular coagulation", 1))
    after = _version(text="disseminated intravascular coagulation 1")
    assert _only(differences(before, after)).reason is None


def test_a_statement_of_a_guide_that_the_other_version_lacks_is_told_apart() -> None:
    words = "Tell patients to report bleeding at once."
    guide = Counselling(evidence=_said(words, section=None), read_by="test", topic=None, advice=words)
    other = Counselling(
        evidence=_said("Report a rash.", section="17"), read_by="test", topic=None, advice="Report a rash."
    )
    found = differences(_version(guide, other), _version(other))
    assert [(one.change, one.reason) for one in found] == [(Change.REMOVED, Reason.GUIDE)]
    kept = replace(guide, evidence=_said("Avoid alcohol.", section=None), advice="Avoid alcohol.")
    found = differences(_version(guide, other, kept), _version(other, kept))
    assert [one.reason for one in found] == [None]


def test_a_kind_without_a_subject_is_matched_by_section_and_quote() -> None:
    def odd(quote: str, words: str) -> Discrepancy:
        return Discrepancy(evidence=_said(quote), read_by="test", words=words, other_words="may")

    before = _version(odd("A third cycle should be considered for these patients.", "should"))
    after = _version(odd("A third cycle must be considered for these patients.", "must"))
    assert _only(differences(before, after)).fields == ("words",)
    elsewhere = _version(odd("Nothing alike is stated here.", "must"))
    assert {one.change for one in differences(before, elsewhere)} == {Change.ADDED, Change.REMOVED}
