from ingest.extract.premedication import extract
from kg.codes import Logic, PremedicationPurpose
from tests.ingest.building import Writing, reading_of


def test_premedication_with_several_agents() -> None:
    text = "Premedicate patients with a corticosteroid, an antipyretic, and an antihistamine prior to each dose."
    (fact,) = extract(reading_of({"2.2": text}))
    assert fact.agents == ("corticosteroid", "antipyretic", "antihistamine")
    assert (fact.logic, fact.timing) == (Logic.ALL, "prior to each dose")


def test_administer_before_each_dose() -> None:
    (fact,) = extract(reading_of({"2.2": "Administer an antihistamine or a steroid before each dose."}))
    assert (fact.agents, fact.logic) == (("antihistamine", "steroid"), Logic.ANY)


def test_cytoreduction_to_a_count() -> None:
    text = (
        "For patients with circulating blasts, cytoreduction with a combination of drug A, drug B, and/or drug C to a "
        "peripheral blast count of at most 10,000/mm3 is recommended prior to the first dose."
    )
    (fact,) = extract(reading_of({"2.2": text}))
    assert fact.purpose is PremedicationPurpose.CYTOREDUCTION
    assert (fact.agents, fact.logic) == (("drug A", "drug B", "drug C"), Logic.ANY_OR_ALL)
    assert fact.condition == "For patients with circulating blasts"
    assert fact.target is not None
    assert (fact.target.parameter, int(fact.target.value)) == ("peripheral blast count", 10000)


def test_administering_the_product_is_no_premedication() -> None:
    assert not list(extract(reading_of({"2.4": "Administer Exampline every 3 weeks."})))


def test_the_agents_may_stand_in_a_list() -> None:
    writing = Writing()
    lead = writing.paragraph("Administer the following medications 1 hour before every Exampline infusion:")
    items = (
        writing.paragraph("Corticosteroid (long-acting): samplone 100 mg.", 1),
        writing.paragraph("Antipyretics: testamol 650 mg orally.", 1),
    )
    reading = writing.add(writing.section("2.3", "Medication", lead, *items)).reading()
    (fact,) = extract(reading)
    assert (fact.agents, fact.logic) == (("Corticosteroid", "Antipyretics"), Logic.ALL)
    assert fact.timing == "1 hour before every Exampline infusion"
    assert [reading.document.quote(span) for span in fact.values] == ["1 hour", "100 mg", "650 mg"]


def test_a_list_that_does_not_follow_gives_no_agents() -> None:
    text = "Administer the following medications 1 hour before every Exampline infusion."
    assert not list(extract(reading_of({"2.3": text})))
