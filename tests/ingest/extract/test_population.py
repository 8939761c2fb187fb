from decimal import Decimal

import pytest

from ingest.extract import population
from kg.codes import Comparison
from kg.codes import PopulationAdvice as Advice
from kg.codes import PopulationGroup as Group
from tests.ingest.building import Writing, reading_of

FEMALES, MALES = Group.FEMALES_OF_REPRODUCTIVE_POTENTIAL, Group.MALES_OF_REPRODUCTIVE_POTENTIAL
SENTENCES: tuple[tuple[str, str, list[tuple[Group, Advice]]], ...] = (
    ("8.1", "EXAMPLINE can cause fetal harm when administered to a pregnant woman.", [(Group.PREGNANCY, Advice.FETAL_HARM)]),
    ("8.1", "There are no available data on EXAMPLINE use in pregnant women.", [(Group.PREGNANCY, Advice.NO_DATA)]),
    ("8.3", "Verify the pregnancy status of females of reproductive potential.", [(FEMALES, Advice.PREGNANCY_TEST)]),
    (
        "8.3",
        "EXAMPLINE may impair fertility in females and males of reproductive potential.",
        [(FEMALES, Advice.IMPAIRED_FERTILITY), (MALES, Advice.IMPAIRED_FERTILITY)],
    ),
    (
        "8.3",
        "Examplol could have an effect on male or female fertility.",
        [(FEMALES, Advice.IMPAIRED_FERTILITY), (MALES, Advice.IMPAIRED_FERTILITY)],
    ),
    ("8.3", "Male fertility may be compromised by treatment.", [(MALES, Advice.IMPAIRED_FERTILITY)]),
    ("8.3", "Advise males with female partners to use condoms.", [(MALES, Advice.CONTRACEPTION)]),
    (
        "8.7",
        "The influence of severe hepatic impairment on exposure has not been evaluated.",
        [(Group.HEPATIC_SEVERE, Advice.NO_DATA)],
    ),
    ("8.4", "Safety and effectiveness have not been established.", [(Group.PEDIATRIC, Advice.NOT_ESTABLISHED)]),
    (
        "8.5",
        "No overall differences in safety were observed between older and younger patients.",
        [(Group.GERIATRIC, Advice.NO_OVERALL_DIFFERENCE)],
    ),
    (
        "12.3",
        "The effect of severe hepatic impairment on its clearance is unknown.",
        [(Group.HEPATIC_SEVERE, Advice.NO_DATA)],
    ),
    (
        "8.5",
        "The safety profile in elderly patients was similar to that of the young.",
        [(Group.GERIATRIC, Advice.NO_OVERALL_DIFFERENCE)],
    ),
    (
        "8.3",
        "EXAMPLINE may impair male and female fertility.",
        [(FEMALES, Advice.IMPAIRED_FERTILITY), (MALES, Advice.IMPAIRED_FERTILITY)],
    ),
    (
        "8.7",
        "No dose adjustment is needed in mild [bilirubin ≤ ULN] to severe hepatic impairment.",
        [(group, Advice.NO_DOSE_ADJUSTMENT) for group in (Group.HEPATIC_MILD, Group.HEPATIC_SEVERE, Group.HEPATIC_MODERATE)],
    ),
    (
        "8.6",
        "In adults and children who have severe renal impairment, or end-stage renal disease, a reduction of 30% of the largest "
        "dosage is recommended.",
        [(Group.RENAL_SEVERE, Advice.REDUCE_DOSE), (Group.RENAL_END_STAGE, Advice.REDUCE_DOSE)],
    ),
    (
        "8.7",
        "Reduce the starting dose in patients with moderate hepatic impairment. Monitor patients for rash.",
        [(Group.HEPATIC_MODERATE, Advice.REDUCE_DOSE), (Group.HEPATIC_MODERATE, Advice.MONITOR)],
    ),
    ("8.5", "No EXAMPLINE dose adjustment based on age is necessary.", [(Group.GERIATRIC, Advice.NO_DOSE_ADJUSTMENT)]),
    ("8.1", "There are no available human data on the risk.", [(Group.PREGNANCY, Advice.NO_DATA)]),
    ("8.2", "It is not known whether EXAMPLINE is excreted in human milk.", [(Group.LACTATION, Advice.NO_DATA)]),
    (
        "8.5",
        "No apparent differences by age were observed.",
        [(Group.GERIATRIC, Advice.NO_OVERALL_DIFFERENCE)],
    ),
    ("8.1", "Monitor neonates of women treated in pregnancy for rash.", []),
    ("8.2", "There are no data on the effect of EXAMPLINE on milk production.", []),
    ("8.4", "In children whose diagnosis has not been established, stop EXAMPLINE.", []),
    ("8.7", "EXAMPLINE has not been studied in pediatric patients with hepatic impairment.", []),
    ("5.2", "Safety of the antidote has not been established in pediatric patients.", []),
    (
        "8.6",
        "In pediatric patients with renal impairment, EXAMPLINE is not recommended in patients with an eGFR <30 mL/min/1.73 m2.",
        [(Group.RENAL_SEVERE, Advice.AVOID)],
    ),
    (
        "8.6",
        "No dose adjustment is required in patients with mild or moderate renal impairment.",
        [(Group.RENAL_MILD, Advice.NO_DOSE_ADJUSTMENT), (Group.RENAL_MODERATE, Advice.NO_DOSE_ADJUSTMENT)],
    ),
    (
        "12.3",
        "The pharmacokinetics in patients with severe renal impairment or moderate hepatic impairment is unknown.",
        [(Group.RENAL_SEVERE, Advice.NO_DATA), (Group.HEPATIC_MODERATE, Advice.NO_DATA)],
    ),
    (
        "8.7",
        "EXAMPLINE is contraindicated in patients with hepatic impairment (Child-Pugh B or C).",
        [(Group.HEPATIC_MODERATE, Advice.AVOID), (Group.HEPATIC_SEVERE, Advice.AVOID)],
    ),
    (
        "8.7",
        "The maximum recommended dosage in patients with severe hepatic impairment is lower than those with mild hepatic "
        "impairment.",
        [(Group.HEPATIC_SEVERE, Advice.REDUCE_DOSE)],
    ),
    (
        "8.6",
        "No dosage adjustment is recommended for patients with mild (eGFR 60 to 89 mL/min) to severe renal impairment.",
        [
            (Group.RENAL_MILD, Advice.NO_DOSE_ADJUSTMENT),
            (Group.RENAL_SEVERE, Advice.NO_DOSE_ADJUSTMENT),
            (Group.RENAL_MODERATE, Advice.NO_DOSE_ADJUSTMENT),
        ],
    ),
    ("8.3", "Females of reproductive potential should have a pregnancy test.", [(FEMALES, Advice.PREGNANCY_TEST)]),
    ("8.3", "EXAMPLINE may cause reduced fertility in males of reproductive potential.", [(MALES, Advice.IMPAIRED_FERTILITY)]),
    ("8.3", "The dose to the testes may cause infertility.", [(MALES, Advice.IMPAIRED_FERTILITY)]),
    ("8.2", "Advise women to avoid breastfeeding during treatment.", [(Group.LACTATION, Advice.DO_NOT_BREASTFEED)]),
    ("8.4", "Safety and efficacy in pediatric patients have not been studied.", [(Group.PEDIATRIC, Advice.NOT_ESTABLISHED)]),
    (
        "8.6",
        "Avoid EXAMPLINE in patients with severe hepatic impairment, since it has not been studied in them.",
        [(Group.HEPATIC_SEVERE, Advice.AVOID), (Group.HEPATIC_SEVERE, Advice.NO_DATA)],
    ),
    ("8.6", "Dose adjustment is not recommended for mild renal impairment.", [(Group.RENAL_MILD, Advice.NO_DOSE_ADJUSTMENT)]),
    (
        "8.6",
        "No dose adjustment is required in severe renal impairment not requiring dialysis.",
        [(Group.RENAL_SEVERE, Advice.NO_DOSE_ADJUSTMENT)],
    ),
    ("8.6", "It has not been studied in patients undergoing hemodialysis.", [(Group.RENAL_END_STAGE, Advice.NO_DATA)]),
    (
        "8.6",
        "The safety and pharmacokinetics in patients with severe hepatic impairment are unknown.",
        [(Group.HEPATIC_SEVERE, Advice.NO_DATA)],
    ),
    ("8.1", "A registry was set up to monitor outcomes of pregnant women.", []),
    ("12.3", "No clinically significant differences in the exposure of elderly patients were observed.", []),
    ("8.2", "Limited data suggest that EXAMPLINE may be present in human milk.", []),
    ("14", "No overall differences were observed between older and younger patients.", []),
)  # fmt: skip


@pytest.mark.parametrize(("section", "text", "facts"), SENTENCES)
def test_advice_and_populations(section: str, text: str, facts: list[tuple[Group, Advice]]) -> None:
    found = population.extract(reading_of({section: text}))
    assert [(fact.population, fact.advice) for fact in found] == facts


def _organ_facts(number: str, *others: str) -> set[tuple[Group, Advice]]:
    writing = Writing()
    text = "Reduce the dose in patients with moderate renal impairment. These patients should be closely monitored."
    writing.add(writing.section(number, "Dosage in Renal Impairment", text))
    for other in others:
        writing.add(writing.section("8.6", "Renal Impairment", other))
    return {(fact.population, fact.advice) for fact in population.extract(writing.reading())}


def test_section_2_is_read_for_organs_that_section_8_does_not_name() -> None:
    group = Group.RENAL_MODERATE
    assert _organ_facts("2.4") == {(group, Advice.REDUCE_DOSE), (group, Advice.MONITOR)}
    own = "Avoid EXAMPLINE in patients with severe renal impairment."
    assert _organ_facts("2.4", own) == {(Group.RENAL_SEVERE, Advice.AVOID)}


def test_each_of_two_populations_has_its_own_time() -> None:
    text = (
        "Advise males and females of reproductive potential to use effective contraception during treatment and for at "
        "least 5 and 8 months after the last dose, respectively."
    )
    found = {
        fact.population: (fact.duration, fact.duration_unit) for fact in population.extract(reading_of({"8.3": text}))
    }
    assert found == {MALES: (Decimal(5), "month"), FEMALES: (Decimal(8), "month")}


def test_at_least_is_kept() -> None:
    text = "Advise women not to breastfeed during treatment and for at least 2 months after the last dose."
    (fact,) = population.extract(reading_of({"8.2": text}))
    assert (fact.advice, fact.duration, fact.comparison) == (Advice.DO_NOT_BREASTFEED, Decimal(2), Comparison.AT_LEAST)


def test_a_bound_on_bilirubin_tells_the_degree() -> None:
    writing = Writing()
    text = "No adjustment to the starting dose is required in patients with total bilirubin less than or equal to 1.5 × ULN."
    reading = writing.add(writing.section("8.6", "Hepatic Impairment", text)).reading()
    (fact,) = population.extract(reading)
    assert (fact.population, fact.advice) == (Group.HEPATIC_MILD, Advice.NO_DOSE_ADJUSTMENT)
    assert [reading.document.quote(span) for span in fact.values] == ["less than or equal to 1.5 × ULN"]


def test_infertility_of_nobody_in_particular_is_that_of_both_sexes() -> None:
    writing = Writing()
    infertility = writing.section(None, "Infertility", "EXAMPLINE may impair fertility.")
    reading = writing.add(writing.section("8.3", "Reproductive Potential", sections=[infertility])).reading()
    found = [(fact.population, fact.advice) for fact in population.extract(reading)]
    assert found == [(FEMALES, Advice.IMPAIRED_FERTILITY), (MALES, Advice.IMPAIRED_FERTILITY)]


def test_the_time_after_treatment_is_read_as_that_after_the_last_dose() -> None:
    for end in ("after treatment", "following cessation of therapy"):
        text = f"Discontinue breastfeeding during and for up to 8 days {end}."
        (fact,) = population.extract(reading_of({"8.2": text}))
        assert (fact.advice, fact.duration, fact.duration_unit) == (Advice.DO_NOT_BREASTFEED, Decimal(8), "day")
