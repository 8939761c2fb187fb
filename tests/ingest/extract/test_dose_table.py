from decimal import Decimal

from ingest.extract.dose_table import extract
from ingest.reading import Reading
from tests.ingest.building import Writing


def reading(*rows: list[str | tuple[str, int]], number: str = "2.1", caption: str = "Dosing Regimen") -> Reading:
    writing = Writing()
    table = writing.table(rows, caption=caption)
    return writing.add(writing.section(number, "Dosage", table)).reading()


def test_a_schedule_by_day_and_group() -> None:
    doses = list(
        extract(
            reading(
                ["", "Day 1", "Day 8"],
                [("Dosing regimen for Cycle 1", 3)],
                [("All patients:", 3)],
                ["Dose", "0.8 mg/m2", "0.5 mg/m2"],
                ["Cycle length", ("21 days", 2)],
            )
        )
    )
    assert [(dose.amount, dose.schedule, dose.condition) for dose in doses] == [
        (Decimal("0.8"), "Day 1", "Cycle 1, All patients"),
        (Decimal("0.5"), "Day 8", "Cycle 1, All patients"),
    ]


def test_levels_of_dose_reduction() -> None:
    doses = list(
        extract(
            reading(
                ["Dose Reduction", "Dose Level"],
                ["Starting dose", "3.6 mg/kg"],
                ["First dose reduction", "3 mg/kg"],
                ["Further reduction", "Discontinue treatment"],
                caption="Dose Reductions",
            )
        )
    )
    assert [(dose.amount, dose.condition) for dose in doses] == [
        (Decimal("3.6"), None),
        (Decimal(3), "First dose reduction"),
    ]


def test_tables_of_other_sections_hold_no_recommended_dose() -> None:
    assert not list(extract(reading(["", "Dose"], ["Rat", "3 mg/kg"], number="13.1")))


def test_the_numbers_of_the_caption_are_read_with_the_doses() -> None:
    made = reading(["", "Day 1"], ["Dose", "5 mg"], caption="Dosing Regimen for Cycle 1")
    (dose,) = extract(made)
    assert {"5 mg", "Day 1", "Cycle 1"} <= {made.document.quote(span) for span in dose.values}


def test_bands_of_weight_with_presentations_and_days() -> None:
    made = reading(
        ["Presentation", "Body weight (kg)", "Days 1-7", "Days 8 and beyond"],
        ["Tablets for children", "4 to less than 6", "1 mg twice daily", "0.5 mg twice daily"],
    )
    assert [(dose.amount, dose.schedule, dose.condition) for dose in extract(made)] == [
        (Decimal(1), "twice daily", "Body weight 4 to less than 6 kg, Days 1-7"),
        (Decimal("0.5"), "twice daily", "Body weight 4 to less than 6 kg, Days 8 and beyond"),
    ]


def test_the_unit_and_the_frequency_may_stand_in_the_header() -> None:
    made = reading(["Body Weight (kg)", "Once Daily Dosage (mcg)"], ["7.4 and below", "1,200"])
    (dose,) = extract(made)
    assert (dose.amount, dose.unit, dose.schedule) == (Decimal(1200), "ug", "Once Daily")
    assert dose.condition == "Body Weight 7.4 kg and below"
    made = reading(["Age, years", "Maintenance Dose, mcg/kg/dose (given TWICE daily)"], ["2 to 5", "3.8-5.3"])
    (dose,) = extract(made)
    assert (dose.amount, dose.amount_high, dose.unit) == (Decimal("3.8"), Decimal("5.3"), "ug/kg")
    assert (dose.schedule, dose.condition) == ("TWICE daily", "Age 2 to 5 years")


def test_a_column_of_frequencies_tells_when() -> None:
    made = reading(["Dose", "Dosing Frequency", "Site"], ["441 mg", "Monthly", "Deltoid"])
    assert [(dose.amount, dose.schedule) for dose in extract(made)] == [(Decimal(441), "Monthly")]


def test_doses_before_a_change_are_its_condition() -> None:
    made = reading(["Current Dose", "First Dose Reduction", "Second Dose Reduction"], ["9 mg", "8 mg", "6 mg"])
    assert [(dose.amount, dose.condition) for dose in extract(made)] == [
        (Decimal(8), "Current Dose 9 mg, First Dose Reduction"),
        (Decimal(6), "Current Dose 9 mg, Second Dose Reduction"),
    ]


def test_captions_tell_apart_tables_of_equal_columns() -> None:
    writing = Writing()
    rows = (["Weight (kg)", "Daily Dosage (mg)"], ["under 10", "5"])
    tables = [
        writing.table(rows, label=f"Table {place}", caption=f"Recommended Dosage for {disease}")
        for place, disease in enumerate(("Exampleosis", "Sampleitis"), start=1)
    ]
    doses = extract(writing.add(writing.section("2.1", "Dosage", *tables)).reading())
    assert [dose.condition for dose in doses] == [
        "Exampleosis, Weight under 10 kg",
        "Sampleitis, Weight under 10 kg",
    ]


def test_loading_and_maintenance_doses_of_a_dosage_form() -> None:
    made = reading(
        ["Body weight", "Recommended dosage form", "Loading dose (on Day 1)"],
        ["40 kg and higher", "lyophilized powder", "200 mg"],
    )
    (dose,) = extract(made)
    assert (dose.schedule, dose.condition) == ("Loading dose (on Day 1)", "Body weight 40 kg and higher")


def test_columns_told_apart_by_genotypes() -> None:
    made = reading(["Gene A", "*1/*1", "*1/*2"], ["GG", "5 mg", "4 mg"], caption="Daily Doses by Genotype")
    assert [(dose.amount, dose.condition) for dose in extract(made)] == [
        (Decimal(5), "GG, *1/*1"),
        (Decimal(4), "GG, *1/*2"),
    ]


def test_the_title_of_a_table_tells_for_whom_it_is() -> None:
    made = reading(
        ["Estimated clearance (mL/min)", "Dosage", "Dosing Interval"],
        ["30 to less than 60", "10 mg/kg", "Every 24 hours"],
        caption="Recommended Dosage for Adults With Renal Impairment",
    )
    (dose,) = extract(made)
    assert (dose.amount, dose.schedule) == (Decimal(10), "Every 24 hours")
    assert dose.condition == "Adults With Renal Impairment, Estimated clearance 30 to less than 60 mL/min"
    writing = Writing()
    table = writing.table(
        [["Titration", "Dose"], ["Day 1", "1 mg"]], label="Table 1", caption="Dosage for Adults With Renal Impairment"
    )
    (dose,) = extract(writing.add(writing.section("2.1", "Dosage", table)).reading())
    assert (dose.schedule, dose.condition) == ("Day 1", "Adults With Renal Impairment")


def test_a_first_column_of_doses_beside_their_totals() -> None:
    made = reading(
        ["Dosage", "Total Daily Dosage", "Days"],
        ["7 mg/kg three times daily", "21 mg/kg/day", "1 to 5"],
        ["12 mg/kg three times daily", "36 mg/kg/day", "6 to 12"],
    )
    assert [(dose.amount, dose.schedule, dose.condition) for dose in extract(made)] == [
        (Decimal(7), "three times daily", "Days 1 to 5"),
        (Decimal(12), "three times daily", "Days 6 to 12"),
    ]


def test_names_of_columns_below_the_header_and_a_group_over_the_doses() -> None:
    made = reading(
        ["", ("Exampleosis", 2)],
        ["", "Normal function", "Renal impairment"],
        ["Adults", "5 mg", "4 mg"],
        ["", ("Sampleitis", 2)],
        ["Adults", "3 mg", "2 mg"],
        caption="Dosage",
    )
    assert [(dose.amount, dose.condition) for dose in extract(made)] == [
        (Decimal(5), "Adults, Exampleosis, Normal function"),
        (Decimal(4), "Adults, Exampleosis, Renal impairment"),
        (Decimal(3), "Sampleitis, Adults, Normal function"),
        (Decimal(2), "Sampleitis, Adults, Renal impairment"),
    ]


def test_a_cell_tells_for_whom_each_of_its_doses_is() -> None:
    made = reading(["Weight", "Dose"], ["Under 50 kg", "Alone: 100 mg twice daily With samplol: 50 mg twice daily"])
    assert [(dose.amount, dose.condition) for dose in extract(made)] == [
        (Decimal(100), "Weight Under 50 kg, Alone"),
        (Decimal(50), "Weight Under 50 kg, With samplol"),
    ]


def test_a_name_of_the_product_may_stand_before_its_dose_and_partners_are_left_out() -> None:
    writing = Writing()
    writing.words("all the information needed to use EXAMPLINE safely and effectively.")
    rows: list[list[str | tuple[str, int]]] = [
        ["Recommended Dosage", "Duration"],
        ["EXAMPLINE 40 mg once daily", "until progression"],
        ["Samplol 240 mg every 2 weeks", "up to 2 years"],
    ]
    table = writing.table(rows, caption="Dosage of EXAMPLINE in Combination with Samplol", label="Table 1")
    (dose,) = extract(writing.add(writing.section("2.1", "Dosage", table)).reading())
    assert (dose.amount, dose.condition) == (Decimal(40), "Combination with Samplol, until progression")


def test_a_dose_to_which_a_rule_of_a_table_lowers_another_is_of_its_finding() -> None:
    made = reading(
        ["Toxicity", "Severity", "Action"],
        ["Rash", "Grade 2", "Withhold until recovery, then resume at a reduced dose of 4 mg once daily."],
        ["Fever", "Grade 3", "Reduce 4 mg to 3 mg. If fever recurs, reduce to 2 mg."],
        ["Cough", "Grade 4", "Reduce the dose by 2 mg."],
        caption="Dose Modifications for Toxicity",
    )
    assert [(dose.amount, dose.schedule, dose.condition) for dose in extract(made)] == [
        (Decimal(4), "once daily", "Rash, Grade 2"),
        (Decimal(3), None, "Fever, Grade 3, from 4 mg"),
        (Decimal(2), None, "Fever, Grade 3"),
    ]


def test_an_empty_first_cell_goes_on_with_the_label_above() -> None:
    made = reading(["Infection", "Severity", "Dose"], ["Exampleosis", "Mild", "5 mg"], ["", "Severe", "9 mg"])
    assert [dose.condition for dose in extract(made)] == ["Exampleosis, Mild", "Exampleosis, Severe"]


def test_bare_numbers_below_the_products_name_and_a_unit() -> None:
    writing = Writing()
    writing.words("These highlights do not include all the information needed to use EXAMPLINE safely and effectively.")
    rows = (
        ["Dose Level", "EXAMPLINE (mg/m2)", "Samplol (mg/m2)"],
        ["Full dose", "125", "900"],
        ["1st reduction", "100", "800"],
    )
    table = writing.table(rows, caption="Dose Levels")
    doses = list(extract(writing.add(writing.section("2.3", "Modifications", table)).reading()))
    assert [(dose.amount, dose.unit, dose.condition) for dose in doses] == [
        (Decimal(125), "mg/m2", None),
        (Decimal(100), "mg/m2", "1st reduction"),
    ]


def test_a_range_has_the_unit_of_its_column() -> None:
    (dose,) = extract(
        reading(["Age", "Loading Dose (mcg/kg) Administer half at first, then every 6 hours"], ["Adults", "8-12"])
    )
    assert (dose.amount, dose.amount_high, dose.unit, dose.schedule) == (Decimal(8), Decimal(12), "ug/kg", None)


def test_a_level_below_the_starting_dose_has_the_name_of_its_column() -> None:
    doses = extract(reading(["Level", "Dose"], ["0", "9 mg"], ["-1", "7 mg"], caption="Dose Reduction Levels"))
    assert [dose.condition for dose in doses] == ["Level 0", "Level -1"]


def test_the_title_of_the_subsection_tells_what_a_table_without_caption_is_about() -> None:
    writing = Writing()
    rows = (
        ["", "Moderate Impairment"],
        ["Exampleosis", "• 7 mg/kg for patients up to 15 kg • 9 mg/kg for patients over 15 kg"],
    )
    table = writing.table(rows, label=None)
    section = writing.section("2.3", "Dosage Adjustment in Patients with Renal Impairment", table)
    assert [(dose.amount, dose.condition) for dose in extract(writing.add(section).reading())] == [
        (Decimal(7), "Patients with Renal Impairment, Exampleosis, patients up to 15 kg"),
        (Decimal(9), "Patients with Renal Impairment, Exampleosis, patients over 15 kg"),
    ]


def test_a_day_within_a_cycle_is_when_and_the_cycle_the_condition() -> None:
    made = reading(
        ["Cycle", "Day of treatment", "Dose"], ["Cycle 1", "8", "2 mg"], ["Cycles 2 and 3", "Day 1", "60 mg"]
    )
    assert [(dose.amount, dose.schedule, dose.condition) for dose in extract(made)] == [
        (Decimal(2), "Day of treatment 8", "Cycle 1"),
        (Decimal(60), "Day 1", "Cycles 2 and 3"),
    ]


def test_a_first_column_of_a_day_holds_doses() -> None:
    made = reading(["Day 1", "Day 8"], ["20 mg/m2", "56 mg/m2"])
    assert [(dose.amount, dose.schedule) for dose in extract(made)] == [(Decimal(20), "Day 1"), (Decimal(56), "Day 8")]


def test_a_rows_label_may_name_the_product_and_the_unit() -> None:
    writing = Writing()
    writing.words("These highlights do not include all the information needed to use EXAMPLINE safely and effectively.")
    rows = (
        ["", "Day 1", "Day 2", "Day 8"],
        [("Cycle 1", 4)],
        ["EXAMPLINE (mg/m2)", "20", "-", "70"],
        ["Samplol (mg)", "40", "-", "40"],
    )
    table = writing.table(rows, caption="EXAMPLINE in Combination with Samplol")
    doses = extract(writing.add(writing.section("2.2", "Combinations", table)).reading())
    assert [(dose.amount, dose.unit, dose.schedule, dose.condition) for dose in doses] == [
        (Decimal(20), "mg/m2", "Day 1", "Cycle 1"),
        (Decimal(70), "mg/m2", "Day 8", "Cycle 1"),
    ]


def test_words_that_only_join_or_introduce_are_no_condition() -> None:
    made = reading(
        ["Enzymes", "", "Bilirubin", "Dose"],
        [("Reduce the dose for any of the following:", 4)],
        ["high", "and", "low", "9 mg"],
    )
    assert [dose.condition for dose in extract(made)] == ["high, low"]


def test_a_column_of_maximum_doses_holds_no_recommended_ones() -> None:
    made = reading(["Indication", "Starting Dose", "Maximum Dose"], ["Exampleosis", "20 mg", "50 mg"])
    assert [(dose.amount, dose.condition) for dose in extract(made)] == [(Decimal(20), "Exampleosis, Starting Dose")]


def test_how_long_a_dose_is_given_is_not_when() -> None:
    made = reading(["Dose", "Amount", "Duration of injection"], ["Initial dose", "20 mg", "8 minutes"])
    assert [(dose.amount, dose.schedule) for dose in extract(made)] == [(Decimal(20), None)]


def test_equal_doses_of_a_cell_are_told_apart_by_their_labels() -> None:
    cell = "Patients of 30 kg and more: 10 mg/kg every 2 weeks Patients of less than 30 kg: 10 mg/kg every 2 weeks"
    found = list(extract(reading(["Indication", "Dose"], ["Exampleosis", cell])))
    assert [dose.evidence[-1].quote for dose in found] == ["Patients of 30 kg and more", "Patients of less than 30 kg"]


def test_a_dose_that_patients_had_before_is_a_condition() -> None:
    made = reading(["Plasma", "Most Recent Dose", "Supplemental Dose"], ["Exchange", "300 mg", "600 mg"])
    assert [(dose.amount, dose.condition) for dose in extract(made)] == [
        (Decimal(600), "Exchange, Most Recent Dose 300 mg"),
    ]


def test_days_below_a_cycle_tell_when() -> None:
    made = reading(["", ("Cycle 1", 2)], ["", "Day 1", "Day 8"], ["Dose", "2 mg", "4 mg"])
    assert [(dose.schedule, dose.condition) for dose in extract(made)] == [("Day 1", "Cycle 1"), ("Day 8", "Cycle 1")]


def test_an_amount_in_a_rows_label_is_given_on_the_days_of_its_cells() -> None:
    writing = Writing()
    writing.words("all the information needed to use EXAMPLINE safely and effectively.")
    rows: list[list[str | tuple[str, int]]] = [
        ["Week", "1", "2", "3"],
        [("Twice weekly (Cycles 1 to 4)", 4)],
        ["EXAMPLINE (9 mg/m2)", "Day 1", "--", "Day 15"],
        ["Samplol (4 mg/m2)", "Day 1", "Day 8", "--"],
    ]
    table = writing.table(rows, caption="Dosage Regimen", header_rows=1)
    made = writing.add(writing.section("2.1", "Dosage", table)).reading()
    assert [(str(dose.amount), dose.schedule, dose.condition) for dose in extract(made)] == [
        ("9", "Day 1, Day 15", "Twice weekly (Cycles 1 to 4)"),
    ]


def test_a_sentence_beside_the_table_tells_how_often_its_doses_are_given() -> None:
    writing = Writing()
    writing.words("These highlights do not include all the information needed to use EXAMPLINE safely and effectively.")
    table = writing.table([["Age", "Dose"], ["Below 9 years", "5 mg"], ["9 years and older", "7 mg"]], caption="Dosage")
    words = "EXAMPLINE is administered as an intravenous infusion every 2 weeks. Samplol is given daily."
    made = writing.add(writing.section("2.1", "Dosage", table, words)).reading()
    assert [(dose.amount, dose.schedule) for dose in extract(made)] == [
        (Decimal(5), "every 2 weeks"),
        (Decimal(7), "every 2 weeks"),
    ]


def test_doses_beside_what_they_come_to_in_a_day_are_given_as_the_caption_says() -> None:
    doses = extract(
        reading(
            ["Body Surface Area", "Single Dose", "Total Daily Dose"],
            ["Up to 0.4 m2", "60 mg", "120 mg"],
            ["0.5 m2 or more", "90 mg", "180 mg"],
            caption="Dosing of Children (150 mg/m2 twice daily)",
        )
    )
    assert [(dose.amount, dose.schedule, dose.condition) for dose in doses] == [
        (Decimal(60), "twice daily", "Body Surface Area Up to 0.4 m2"),
        (Decimal(90), "twice daily", "Body Surface Area 0.5 m2 or more"),
    ]


def test_volumes_by_weight_are_the_doses_of_a_table_without_amounts() -> None:
    doses = extract(
        reading(
            [
                "Weight (kg)",
                "First week: 2 mg/kg once daily, Volume (mL)",
                "Dispenser size (mL)",
                "Later: Volume QD (mL)",
            ],
            ["3 to 4", "0.1", "0.5", "0.2"],
            caption="Dose Volume by Weight",
        )
    )
    assert [(str(dose.amount), dose.unit, dose.schedule) for dose in doses] == [
        ("0.1", "mL", "once daily"),
        ("0.2", "mL", "QD"),
    ]


def test_a_bare_number_may_have_an_abbreviation_of_how_often_behind_it() -> None:
    doses = extract(reading(["Clearance (mL/min)", "Dose Regimen (mg)"], ["60 or more", "300 TID"], ["30", "200 BID"]))
    assert [(dose.amount, dose.unit, dose.schedule) for dose in doses] == [
        (Decimal(300), "mg", "TID"),
        (Decimal(200), "mg", "BID"),
    ]
