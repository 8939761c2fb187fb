from ingest.extract.premedication import extract
from kg.codes import Logic, PremedicationPurpose
from tests.ingest.building import reading_of


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
