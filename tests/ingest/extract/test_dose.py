from decimal import Decimal
from pathlib import Path

import pytest
from msgspec import structs

from ingest.extract.dose import extract
from ingest.pipeline import read_label
from kg.facts import Dose
from tests.ingest.building import Writing, reading_of


def test_a_recommended_dose_with_when_and_in_whom() -> None:
    text = "For the first cycle, the recommended dose is 5 mg/kg given as an intravenous infusion every 3 weeks."
    writing = Writing()
    reading = writing.add(writing.section("2.1", "Recommended Dosage", text)).reading()
    (dose,) = extract(reading)
    assert (dose.amount, dose.unit, dose.schedule) == (Decimal(5), "mg/kg", "every 3 weeks")
    assert (dose.condition, dose.route) == ("first cycle", "intravenous")
    assert [reading.document.quote(span) for span in dose.values] == ["5 mg/kg", "3 weeks"]


def test_a_subsection_named_after_a_disease_is_part_of_the_condition() -> None:
    writing = Writing()
    section = writing.section("2.1", "Exampleosis", "The recommended dose is 5 mg daily.")
    (dose,) = extract(writing.add(section).reading())
    assert dose.condition == "Exampleosis"


def test_days_off_belong_to_the_schedule() -> None:
    text = "The recommended dose is 5 mg once daily for 20 days followed by 8 days off therapy, in 28-day cycles."
    (dose,) = extract(reading_of({"2.1": text}))
    assert dose.schedule == "once daily for 20 days followed by 8 days off therapy, in 28-day cycles"


def test_a_dose_that_is_raised_is_for_the_patients_of_the_sentence_before() -> None:
    text = "The recommended starting dose in patients with gout is 2 mg daily. Increase the dose to 4 mg daily."
    assert [dose.condition for dose in extract(reading_of({"2.1": text}))] == [
        "Section 2.1, patients with gout, starting dose",
        "Section 2.1, patients with gout",
    ]


def test_how_often_may_stand_in_the_next_sentence() -> None:
    text = "The recommended dose is 75 mg/m2 on the first day. Treatment is repeated every three weeks."
    (dose,) = extract(reading_of({"2.1": text}))
    assert dose.schedule == "every three weeks"


def test_a_condition_that_is_not_read_makes_the_dose_incomplete() -> None:
    (dose,) = extract(reading_of({"2.1": "The recommended dose is 5 mg twice daily depending on renal function."}))
    assert dose.incomplete == ("depending on",)


def test_each_dose_has_the_length_of_its_own_infusion() -> None:
    text = "The initial dose is 8 mg as a 60-minute infusion, followed by 4 mg as an intravenous infusion over 30 to 60 minutes."
    first, later = extract(reading_of({"2.1": text}))
    assert (first.infusion_minutes, first.infusion_minutes_high) == (Decimal(60), None)
    assert (later.infusion_minutes, later.infusion_minutes_high) == (Decimal(30), Decimal(60))


def test_words_of_the_condition_are_not_left_unread() -> None:
    text = "The recommended dose is 5 mg daily in combination with samplol in patients with gout."
    (dose,) = extract(reading_of({"2.1": text}))
    assert dose.incomplete == ()


def test_other_sections_recommend_nothing() -> None:
    assert not list(extract(reading_of({"13.1": "Rats received the recommended dose of 5 mg/kg daily."})))


def test_a_range_of_doses() -> None:
    (dose,) = extract(reading_of({"2.1": "The recommended dose is 60 to 100 mg/m2 every 3 weeks."}))
    assert (dose.amount, dose.amount_high) == (Decimal(60), Decimal(100))


def test_the_dose_of_a_medicine_that_follows_is_not_the_products() -> None:
    text = "The recommended Exampline dose is 75 mg/m2 on Day 1, followed by otherdrug 100 mg/m2. It is repeated every 3 weeks."
    reading = reading_of({"2.1": text.replace("It is", "Treatment is")})
    (dose,) = extract(reading)
    assert (dose.amount, dose.schedule) == (Decimal(75), "Day 1, every 3 weeks")


def test_the_items_of_a_list_below_belong_to_the_condition() -> None:
    writing = Writing()
    lead = "The recommended dose is 2 mg twice daily in patients with any of the following:"
    section = writing.section("2.1", "Dose", lead, writing.paragraph("age of 80 years or more", 1))
    section = structs.replace(
        section, blocks=tuple(sorted(section.blocks, key=lambda block: getattr(block, "level", 0)))
    )
    (dose,) = extract(writing.add(section).reading())
    assert dose.condition == "patients with any of the following: age of 80 years or more"


@pytest.mark.shared
def test_doses_of_a_real_label(shared: Path) -> None:
    doses = [fact for fact in read_label(shared / "labels" / "besponsa.txt").facts if isinstance(fact, Dose)]
    assert len(doses) == 12
    totals = [(dose.amount, dose.condition) for dose in doses if dose.evidence[0].table is None]
    assert [amount for amount, _ in totals] == [Decimal("1.8"), Decimal("1.5"), Decimal("1.8")]
    assert all("total dose" in str(condition) for _, condition in totals)


def test_the_products_name_behind_administer_introduces_a_dose() -> None:
    writing = Writing()
    writing.words("all the information needed to use EXAMPLINE safely and effectively.")
    text = "Administer EXAMPLINE 5 mg/kg by intravenous infusion at Week 0 and every 4 weeks thereafter."
    writing.add(writing.section("2.1", "Recommended Dosage", text))
    (dose,) = extract(writing.reading())
    assert (dose.amount, dose.unit, dose.schedule, dose.condition) == (
        Decimal(5),
        "mg/kg",
        "at Week 0 and every 4 weeks",
        None,
    )


def test_the_title_of_a_subsection_is_part_of_the_condition_also_without_for() -> None:
    writing = Writing()
    text = "For the induction cycle, the recommended dose is 3 mg/m2 on Day 1."
    writing.add(writing.section("2.1", "Recommended Dosage Newly-Diagnosed Exampleosis Adults", text))
    (dose,) = extract(writing.reading())
    assert dose.condition == "Newly-Diagnosed Exampleosis Adults, induction cycle"


def test_alternatives_and_items_of_a_list_share_the_last_ones_time() -> None:
    text = "The recommended dosage is 1,000 mg/m2 or 1,250 mg/m2 twice daily."
    found = extract(reading_of({"2.1": text}))
    assert [(dose.amount, dose.schedule) for dose in found] == [
        (Decimal(1000), "twice daily"),
        (Decimal(1250), "twice daily"),
    ]
    listed = "The recommended dose is: 3 mg/m2 for patients with an area of at least 0.6 m2 0.1 mg/kg for patients with an area less than 0.6 m2."
    assert [(dose.amount, dose.condition) for dose in extract(reading_of({"2.1": listed}))] == [
        (Decimal(3), "Section 2.1, patients with an area of at least 0.6 m2"),
        (Decimal("0.1"), "Section 2.1, patients with an area less than 0.6 m2"),
    ]


def example(text: str, title: str = "Recommended Dosage") -> list[tuple[str, str | None, str | None]]:
    """The doses of EXAMPLINE in a subsection of section 2: amount, schedule, condition."""
    writing = Writing()
    writing.words("all the information needed to use EXAMPLINE safely and effectively.")
    made = writing.add(writing.section("2.1", title, text)).reading()
    return [(f"{dose.amount} {dose.unit}", dose.schedule, dose.condition) for dose in extract(made)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "The recommended dosage is 10 mg/kg once weekly in combination with samplol 100 mg/m2 until progression.",
            [("10 mg/kg", "once weekly", "in combination with samplol")],
        ),
        ("When given with EXAMPLINE, the recommended dose of samplol is 500 mg once daily.", []),
        ("The recommended dose is 400 mg/day for adults.", [("400 mg/d", None, "adults")]),
        ("The recommended daily dose is 150 mg taken without food.", [("150 mg", "daily", None)]),
        ("The maximum recommended dose is 8 mg once daily.", [("8 mg", "once daily", "maximum dose")]),
        (
            "The recommended starting dose of EXAMPLINE is 8 mg (two 4 mg tablets) once daily, with an increase to 9 mg.",
            [("8 mg", "once daily", "starting dose"), ("9 mg", None, None)],
        ),
        (
            "The recommended dose for adults is 5 mg once daily and the recommended dose for children is 2 mg once daily.",
            [("5 mg", "once daily", "adults"), ("2 mg", "once daily", "children")],
        ),
        (
            "In patients with severe hepatic impairment, reduce the EXAMPLINE dose to 75 mg once daily.",
            [("75 mg", "once daily", "patients with severe hepatic impairment")],
        ),
        ("If neutropenia occurs, reduce the EXAMPLINE dose to 75 mg once daily.", []),
        ("Discontinue in patients unable to tolerate the recommended dose of 50 mg.", []),
        (
            "Titrate as follows: Week 1: Initiate with a dosage of 5 mg once daily Week 2: Increase dosage to 10 mg once daily.",
            [("5 mg", "once daily", "Week 1, starting dose"), ("10 mg", "once daily", "Week 2")],
        ),
        ("With EXAMPLINE, the samplol maintenance dose should be increased to 400 mg daily in renal impairment.", []),
        ("The recommended dose of 200 mg achieves an exposure similar to 3 mg/kg intravenously.", []),
        (
            "The maximum recommended dosage of EXAMPLINE when used with strong inhibitors is 20 mg once daily.",
            [("20 mg", "once daily", "when used with strong inhibitors, maximum dose")],
        ),
        ("Begin treatment at 30 mg once daily for 1 week.", [("30 mg", "once daily for 1 week", "starting dose")]),
        (
            "The recommended dosage is: 150 mg/kg/day for patients up to 15 kg 3 g/m2/day for patients over 15 kg Divide the daily dosage.",
            [("150 mg/kg/d", None, "patients up to 15 kg"), ("3 g/m2/d", None, "patients over 15 kg")],
        ),
        ("The recommended dose is a 125 mg capsule taken orally once daily.", [("125 mg", "once daily", None)]),
        ("Mild Hepatic Impairment: 100 mg once daily.", [("100 mg", "once daily", "Mild Hepatic Impairment")]),
        (
            "The recommended regimen is 9 mg/kg (maximum 90 mg for adults) every 3 weeks. 4 mg/kg every 2 weeks with samplol.",
            [("9 mg/kg", "every 3 weeks", None), ("4 mg/kg", "every 2 weeks", None)],
        ),
        (
            "The initial EXAMPLINE dose is 8 mg, followed every 3 weeks by a dose of 4 mg.",
            [("8 mg", None, "initial dose"), ("4 mg", "every 3 weeks", None)],
        ),
        ("A dose of 2 mg is recommended for women.", [("2 mg", None, "women")]),
        ("A demand dose of 2 mg may be given to women.", [("2 mg", None, None)]),
        ("For women, it may be desirable to start at 3 mg daily.", [("3 mg", "daily", "women, starting dose")]),
        ("In women, consider initiating EXAMPLINE at a reduced dose of 2 mg.", [("2 mg", None, "women, starting dose")]),
        ("Monitor women starting EXAMPLINE 2 mg.", []),
        ("The recommended dose is 9 mg the day before the start of samplol treatment.", [("9 mg", "the day before the start of samplol treatment", None)]),
        (
            "Administer according to one of the following doses for 1 year: During samplol: Initial dose of 4 mg weekly.",
            [("4 mg", "weekly", "During samplol, initial dose")],
        ),
        ("Administer EXAMPLINE as two-500 mg infusions separated by 2 weeks.", [("500 mg", "separated by 2 weeks", None)]),
        ("The recommended dose is 9 kBq (2 microcurie) per kg body weight every week.", [("9 kBq/kg", "every week", None)]),
        ("EXAMPLINE (2 mg/m2/dose) is administered twice weekly.", [("2 mg/m2", "twice weekly", None)]),
        ("The effect of EXAMPLINE (2 mg/m2) is known.", []),
        (
            "Reductions: First dose reduction: EXAMPLINE 8 mg daily Second dose reduction: EXAMPLINE 4 mg daily.",
            [("8 mg", "daily", "Reductions, first dose reduction"), ("4 mg", "daily", "Reductions, second dose reduction")],
        ),
        (
            "The recommended dosage is 9 mg/kg on Day 1 in combination with samplol, otherdrug, and placebin in women with gout until relapse.",
            [("9 mg/kg", "Day 1", "in combination with samplol, otherdrug, and placebin, women with gout")],
        ),
        (
            "The recommended dosage of EXAMPLINE in combination with samplol for women with gout is 9 mg daily.",
            [("9 mg", "daily", "in combination with samplol, women with gout")],
        ),
        (
            "With samplol: Initial dose: 4 mg. Subsequent doses: 2 mg every week. Alone: Initial dose: 8 mg.",
            [
                ("4 mg", None, "With samplol, initial dose"),
                ("2 mg", "every week", "With samplol, subsequent dose"),
                ("8 mg", None, "Alone, initial dose"),
            ],
        ),
        (
            "After a gap, the initial dose of 8 mg EXAMPLINE should be given, followed every 3 weeks thereafter by a dose of 4 mg.",
            [("8 mg", None, "After a gap, initial dose"), ("4 mg", "every 3 weeks", "After a gap")],
        ),
        ("The recommended dosage is 9 mg daily for 5 days. Repeat cycles every 6 weeks.", [("9 mg", "daily for 5 days, every 6 weeks", None)]),
        ("In women, the recommended dose is 2 mg once daily; titrate slowly if needed.", [("2 mg", "once daily", "women")]),
        (
            "Maintenance Treatment of Recurrent Exampleosis The recommended dosage is 3 mg once daily.",
            [("3 mg", "once daily", "Maintenance Treatment of Recurrent Exampleosis")],
        ),
        ("The maximum daily dose volume for patients above 70 kg is 3 mL or 28 mg.", [("28 mg", "daily", "patients above 70 kg, maximum dose")]),
        ("For example, the usual adult dose of 6 mg is comparable to a dose of 2 mg in infants.", []),
        ("The diluted solution may be administered at a rate of 5 mg to 10 mg per minute.", []),
        ("In women who require a reduction, a dose of 2 mg is recommended.", []),
        ("Start women at a reduced dose of 2 mg.", [("2 mg", None, "women")]),
        ("Administer 5 mg/m2 as a 2-hour infusion every 2 weeks.", [("5 mg/m2", "every 2 weeks", None)]),
        ("Administer 650 mg acetaminophen orally every 6 hours.", []),
        ("Women who respond should continue to receive EXAMPLINE 6 mg once daily.", [("6 mg", "once daily", "Women who respond")]),
        ("In women treated with EXAMPLINE 6 mg once daily, monitor lipids.", []),
        ("The maximum recommended dose is 9 mg/day in known poor metabolizers.", [("9 mg/d", None, "known poor metabolizers, maximum dose")]),
        ("If the 1 mg daily dosage is tolerated, increase the dose to 2 mg.", [("2 mg", None, "If the 1 mg daily dosage is tolerated")]),
        (
            "The recommended dose, alone or in combination with samplol, is 5 mg daily.",
            [("5 mg", "daily", "alone or in combination with samplol")],
        ),
        ("EXAMPLINE is recommended at 8 mg once daily.", [("8 mg", "once daily", None)]),
        (
            "E. sampli rash For treatment of E. sampli rash in adults: Orally, 8 mg (two capsules) every 8 hours.",
            [("8 mg", "every 8 hours", "E. sampli rash For treatment of E. sampli rash in adults")],
        ),
        ("If at least 9 kg: One 8 mg film-coated tablet orally, twice daily.", [("8 mg", "twice daily", "If at least 9 kg")]),
        ("Store in adults' reach: keep 8 mg tablets dry.", []),
        (
            "Recommended Dosage in Women of One Year or Older For women of one year or older, the recommended dosage is 8 mg daily.",
            [("8 mg", "daily", "Women of One Year or Older, For women of one year or older")],
        ),
        (
            "Administer EXAMPLINE, alone or in combination with samplol, at an initial dose of 8 mg daily.",
            [("8 mg", "daily", "alone or in combination with samplol, initial dose")],
        ),
        (
            "It can be increased, if well tolerated, to achieve a target dose of 8 mg per day.",
            [("8 mg/d", None, "It can be increased, if well tolerated, target dose")],
        ),
        (
            "The recommended dosage of samplol is 8 mg. The dose may be escalated to 9 mg if tolerated.", []
        ),
    ],
)  # fmt: skip
def test_whose_dose_an_amount_is_and_for_whom(text: str, expected: list[tuple[str, str | None, str | None]]) -> None:
    assert example(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "If the response is poor on 3 mg, consider increasing the dosage to 6 mg once daily.",
            [("6 mg", "once daily", "If the response is poor on 3 mg")],
        ),
        ("If tolerated, have the dose increased to 9 mg.", [("9 mg", None, "If tolerated")]),
        ("A dose increase from 3 mg to 6 mg may be considered.", [("6 mg", None, None)]),
        ("Start at a dose of 3 mg for 1 week before increasing to 6 mg daily.", [("3 mg", "for 1 week", "starting dose"), ("6 mg", "daily", None)]),
        ("A further increase to 9 mg/day may be tried.", [("9 mg/d", None, None)]),
        ("Re-escalate the dose to a previous dosage of 3 mg or 6 mg daily.", [("3 mg", "daily", None), ("6 mg", "daily", None)]),
        (
            "The dose may be increased to 9 mg/m2 if no response is seen after 3 courses and if no toxicity occurred.",
            [("9 mg/m2", None, "if no response is seen after 3 courses and if no toxicity occurred")],
        ),
        (
            "The recommended dosage is 8 mg daily with a reduction to 4 mg daily upon achievement of a response.",
            [("8 mg", "daily", None), ("4 mg", "daily", "upon achievement of a response")],
        ),
        ("Increase the dose in steps of 2 mg up to 12 mg daily.", []),
        ("If the adverse events have resolved, increase the dose to 9 mg.", []),
        ("Patients with a dose reduction to 5 mg had fewer responses.", []),
    ],
)  # fmt: skip
def test_doses_to_which_one_is_raised_or_lowered(text: str, expected: list[tuple[str, str | None, str | None]]) -> None:
    assert example(text) == expected


def test_schedules_that_follow_an_amount_are_doses_of_their_own() -> None:
    text = (
        "The recommended dose is 9 mg/m2 according to the following schedules: Administer once weekly for 4 doses. "
        "For late gout, give EXAMPLINE every 9 weeks as a single-agent. Administer samplol every 6 hours."
    )
    assert example(text) == [
        ("9 mg/m2", "once weekly for 4 doses", None),
        ("9 mg/m2", "every 9 weeks", "late gout, as a single-agent"),
    ]


def test_what_is_done_after_reactions_states_no_dose() -> None:
    text = "If patients need it, reduce the dose to 5 mg once daily."
    assert not example(text, title="Dosage Modifications for Adverse Reactions")


def test_a_dose_that_is_only_to_be_changed_is_not_recommended() -> None:
    assert not list(
        extract(reading_of({"2.8": "Reduce the starting dose of Exampline 60 mg daily in renal impairment."}))
    )


def test_a_sentence_goes_on_about_the_dose_of_a_partner_though_the_one_before_names_the_product() -> None:
    text = "When given with Exampline, the recommended initial dose of samplol is 75 mg/m2. The dose may be escalated to 100 mg/m2 every 3 weeks if tolerated."
    assert not list(extract(reading_of({"2.1": text})))


def test_a_dose_is_reduced_for_carriers_of_an_allele() -> None:
    text = "Reduce the starting dose to 750 mg/m2 in patients who are homozygous for the X*9 allele."
    (dose,) = extract(reading_of({"2.1": text}))
    assert (dose.amount, dose.condition) == (
        Decimal(750),
        "Section 2.1, patients who are homozygous for the X*9 allele",
    )


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "The recommended dose is 80 mg once daily at the same time each day or 40 mg twice daily.",
            [("80 mg", "once daily", None), ("40 mg", "twice daily", None)],
        ),
        (
            "The recommended dose for gout is: 6 mg once daily with samplol. OR 8 mg twice daily with testol.",
            [("6 mg", "once daily", "gout"), ("8 mg", "twice daily", "gout")],
        ),
        (
            "If patients missed a dose, a re-loading dose of EXAMPLINE (weekly schedule: 4 mg; monthly schedule: 8 mg) is given.",
            [
                ("4 mg", "weekly", "If patients missed a dose, weekly schedule, loading dose"),
                ("8 mg", "monthly", "If patients missed a dose, monthly schedule, loading dose"),
            ],
        ),
        ("The starting dose should be 2 mg once daily.", [("2 mg", "once daily", "starting dose")]),
        (
            "The usual dose of EXAMPLINE is 5 mg once daily, and the average dose for acute and late gout is 7 mg once daily.",
            [("5 mg", "once daily", None), ("7 mg", "once daily", "acute and late gout")],
        ),
    ],
)
def test_doses_of_lists_alternatives_and_brackets(
    text: str, expected: list[tuple[str, str | None, str | None]]
) -> None:
    assert example(text) == expected
