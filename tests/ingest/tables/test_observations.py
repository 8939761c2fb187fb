from collections.abc import Mapping, Sequence
from decimal import Decimal

from ingest.tables.caption import table_title
from ingest.tables.observations import Observation, label_header, read_table
from tests.ingest.building import Writing

Row = Sequence[str | tuple[str, int]]


def _read(
    rows: Sequence[Row],
    *,
    caption: str = "Adverse Reactions (%)",
    header_rows: int = 1,
    footnotes: Mapping[str | None, str] | None = None,
) -> tuple[Observation, ...]:
    table = Writing().table(rows, caption=caption, header_rows=header_rows, footnotes=footnotes)
    return read_table(table, ("DRUG-X",)).observations


def _brief(observations: Sequence[Observation]) -> list[tuple[object, ...]]:
    return [(one.term, one.arm, one.arm_n, one.grade, one.percent) for one in observations]


def test_reads_arms_over_grades() -> None:
    rows: list[Row] = [
        ["Body System", ("DRUG-X 5 mg (N=164)", 2), ("Placebo (N = 1,143)", 2)],
        ["Adverse Reaction", "All Grades %", "≥ Grade 3 %", "All Grades %", "≥ Grade 3 %"],
        [("Blood disorders", 5)],
        ["Anemia", "36", "24", "59", "—"],
    ]
    read = _read(rows)
    assert _brief(read) == [
        ("Anemia", "DRUG-X 5 mg", 164, "all", Decimal(36)),
        ("Anemia", "DRUG-X 5 mg", 164, ">=3", Decimal(24)),
        ("Anemia", "Placebo", 1143, "all", Decimal(59)),
    ]
    assert {one.heading for one in read} == {"Blood disorders"}
    assert [cell.words for cell in read[0].cells] == ["Anemia", "36", "DRUG-X 5 mg (N=164)", "All Grades %"]


def test_the_values_are_the_number_the_patients_and_the_grade() -> None:
    writing = Writing()
    rows: list[Row] = [["Reaction", ("DRUG-X (N=164)", 2)], ["", "All %", "Grades 3-4 %"], ["Anemia", "36", "24"]]
    table = writing.table([*rows, ["Rash", "9", "7"]], caption="Adverse Reactions", header_rows=2)
    last = read_table(table, ("DRUG-X",)).observations[-1]
    assert (last.term, last.grade) == ("Rash", "3-4")
    assert [writing.document().quote(span) for span in last.values] == ["7", "164", "3", "4"]


def test_reads_grades_over_arms_with_n_in_a_row_of_its_own() -> None:
    rows: list[Row] = [
        ["", ("All Grades", 2), ("CTC Grades 3/4", 2)],
        ["", "DRUG-X", "Placebo", "DRUG-X", "Placebo"],
        ["Preferred term", "N = 51 (%)", "N = 53 (%)", "N = 51 (%)", "N = 53 (%)"],
        ["- Edema", "61.7", "11.1", "2.5", "0.9"],
    ]
    assert _brief(_read(rows))[2:] == [
        ("Edema", "DRUG-X", 51, "3-4", Decimal("2.5")),
        ("Edema", "Placebo", 53, "3-4", Decimal("0.9")),
    ]


def test_reads_a_number_of_patients_per_row() -> None:
    rows: list[Row] = [
        ["", "", ("DRUG-X", 2), "", ("Placebo", 2)],
        ["Laboratory Abnormality", "N", "All Grades", "Grade 3/4", "N", "All Grades", "Grade 3/4"],
        ["Lipase increased", "139", "32", "13", "90", "20", "2"],
    ]
    assert [(one.arm, one.arm_n) for one in _read(rows)] == [("DRUG-X", 139)] * 2 + [("Placebo", 90)] * 2


def test_grades_may_be_rows_below_their_term() -> None:
    rows: list[Row] = [
        ["Adverse Reaction", "DRUG-X n=92 %"],
        ["Infections", ""],
        ["Any", "22"],
        ["Severe", "6"],
        ["Neutropenia", ""],
        ["<500 cells/mm3", "75"],
        ["Diarrhea", "39"],
        ["Severe", "5"],
        ["Alopecia", "76"],
    ]
    assert [(one.term, one.grade) for one in _read(rows)] == [
        ("Infections", "all"),
        ("Infections", "severe"),
        ("Neutropenia <500 cells/mm3", "all"),
        ("Diarrhea", "all"),
        ("Diarrhea", "severe"),
        ("Alopecia", "all"),
    ]


def test_symptoms_of_a_severity_are_grades_below_their_term_and_a_measure_is_no_part_of_one() -> None:
    rows: list[Row] = [
        ["Reaction", "DRUG-X (N=100)"],
        [("Neuropathy", 2)],
        ["Any Symptoms", "71"],
        ["Severe Symptoms", "10"],
        ["Anemia, n (%)", "33 (33)"],
    ]
    assert [(one.term, one.grade, one.percent) for one in _read(rows)] == [
        ("Neuropathy", "all", Decimal(71)),
        ("Neuropathy", "severe", Decimal(10)),
        ("Anemia", "all", Decimal(33)),
    ]


def test_counts_below_the_head_of_their_percentages_are_counts() -> None:
    rows: list[Row] = [
        ["Reaction", ("DRUG-X (N=82)", 2)],
        ["Pain", "69", "84%"],
        ["Rash", "0", ""],
        ["Fever", "14", "17%"],
    ]
    assert [(one.term, one.percent, one.count) for one in _read(rows)] == [
        ("Pain", Decimal(84), 69),
        ("Fever", Decimal(17), 14),
    ]


def test_a_row_all_after_rows_of_numbers_is_a_term() -> None:
    rows: list[Row] = [["Bleeding", "DRUG-X N=10 n (%)"], ["Major", "1 (10)"], ["All", "3 (30)"]]
    assert [one.term for one in _read(rows)] == ["Major", "All"]


def test_headings_that_repeat_their_terms_are_phases() -> None:
    rows: list[Row] = [
        ["", "DRUG-X (n, %)", "Control (n, %)"],
        ["Induction", "N = 131", "N = 137"],
        ["Infection", "61 (47%)", "53 (39%)"],
        ["Hemorrhage", "24 (18%)", "0"],
        ["Maintenance", "N = 91", "N = 103"],
        ["Infection", "50 (55%)", "43 (42%)"],
        ["Hemorrhage", "5 (5%)", "0"],
    ]
    read = _read(rows, caption="Selected Grade 3 and Higher Adverse Reactions in SUNRISE")
    assert (read[0].study, read[0].arm_n, read[0].count, read[0].grade) == ("SUNRISE, Induction", 131, 61, ">=3")
    assert (read[-1].study, read[-1].arm_n, read[-1].percent) == ("SUNRISE, Maintenance", 103, Decimal(0))
    assert {one.heading for one in read} == {None}


def test_a_name_over_complete_arms_is_a_study_and_over_doses_a_treatment() -> None:
    studies: list[Row] = [
        ["", ("SUN323 (n=355)", 2), ("SUN324 (n=494)", 2)],
        ["", "Drug arm (n=174) %", "Comparator arm (n=181) %", "Drug arm (n=251) %", "Comparator arm (n=243) %"],
        ["Anemia", "89", "88", "90", "86"],
    ]
    assert [(one.study, one.arm, one.arm_n) for one in _read(studies)][1:3] == [
        ("SUN323", "Comparator arm", 181),
        ("SUN324", "Drug arm", 251),
    ]
    doses: list[Row] = [
        ["", "Placebo", ("DRUG-X", 2)],
        ["Term", "N=7 (%)", "5 mg N=8 (%)", "10 mg N=9 (%)"],
        ["Rash", "1", "2", "3"],
    ]
    assert [one.arm for one in _read(doses)] == ["Placebo", "DRUG-X 5 mg", "DRUG-X 10 mg"]


def test_other_statistics_are_no_arms() -> None:
    rows: list[Row] = [
        ["", "DRUG-X N=92 (%)", "Placebo N=94 (%)", "Odds-ratio", "95% CI"],
        ["Hot flashes", "36", "41", "0.80", "0.7-0.9"],
    ]
    assert [one.arm for one in _read(rows)] == ["DRUG-X", "Placebo"]


def test_counts_in_a_column_of_their_own_go_with_the_percentage() -> None:
    rows: list[Row] = [
        ["Reaction", ("DRUG-X", 2), ("Placebo", 2)],
        ["", "n", "(%)", "n", "(%)"],
        ["Pain", "23", "(8)", "16", "(5)"],
    ]
    assert [(one.percent, one.count) for one in _read(rows)] == [(Decimal(8), 23), (Decimal(5), 16)]


def test_a_table_without_arms_is_about_the_product_of_its_caption() -> None:
    rows: list[Row] = [["Laboratory Abnormality", "Grade 3-4 (%)"], ["Lymphopenia", "7.0"]]
    assert _read(rows, caption="Abnormalities in Adults Receiving Drug-X")[0].arm == "DRUG-X"


def test_included_terms_come_from_the_footnote_of_the_label() -> None:
    writing = Writing()
    table = writing.table(
        [["Adverse Reaction", "DRUG-X N=9 %"], ["Rash", "11"]], footnotes={"a": "Includes rash and eczema."}
    )
    marked = [
        cell if cell.words != "Rash" else type(cell)(text=cell.text, row=1, column=0, markers=("a",))
        for cell in table.cells
    ]
    with_marker = type(table)(
        label=table.label,
        caption=None,
        cells=tuple(marked),
        header_rows=1,
        columns=table.columns,
        footnotes=table.footnotes,
        span=table.span,
    )
    assert read_table(with_marker).observations[0].included_terms == ("rash", "eczema")


def test_says_why_a_table_cannot_be_read() -> None:
    groups = Writing().table([["Indication", "DRUG-X (%)"], ["Asthma", "12"]])
    assert read_table(groups).problem == "the rows of the table are groups of patients, not reactions"
    merged = Writing().table([["Reaction", "DRUG-X (%)"], ["Rash Pain", "12 13"]])
    assert read_table(merged).problem == "the table has no cells that are one number"
    words = Writing().table([["System", "Reactions"], ["Skin", "rash, eczema"]])
    assert read_table(words).problem == "the table lists words, without numbers"


def test_title_and_label_header() -> None:
    table = Writing().table([[("Table 2: Reactions in Adults", 2)], ["Adverse Reaction", "DRUG-X %"], ["Rash", "1"]])
    assert table_title(table) == "Table 2: Reactions in Adults"
    assert label_header(table) == "Table 2: Reactions in Adults Adverse Reaction"


def test_rows_that_only_count_patients_are_about_what_their_heading_names() -> None:
    rows: list[Row] = [
        ["", "DRUG-X N=155 n (%)", "Placebo N=74 n (%)"],
        [("Major bleeding", 3)],
        ["Number (%) Subjects with Event", "2 (1.3)", "1 (1.4)"],
        [("Minor bleeding", 3)],
        ["Number (%) Subjects with Event 95% Confidence Interval (1)", "54 (35)", "21 (28)"],
    ]
    read = _read(rows)
    assert [(one.term, one.percent, one.heading, one.study) for one in read] == [
        ("Major bleeding", Decimal("1.3"), None, None),
        ("Major bleeding", Decimal("1.4"), None, None),
        ("Minor bleeding", Decimal(35), None, None),
        ("Minor bleeding", Decimal(28), None, None),
    ]
    assert read[0].cells[0].words == "Major bleeding"


def test_rows_of_other_measures_are_left_out_unless_they_bear_the_sign() -> None:
    rows: list[Row] = [["Adverse Reaction", "DRUG-X (N=40)"], ["Neutropenia", "57%"]]
    measured: list[Row] = [["Median Time to Recovery", "13"], ["Mean duration (days)", "9"], ["Median decrease", "7%"]]
    assert [one.term for one in _read([*rows, *measured])] == ["Neutropenia", "Median decrease"]


def test_tables_without_arms_are_of_the_product_and_the_patients_of_the_caption() -> None:
    rows: list[Row] = [["Adverse Reaction", "All Grades (%)", "Grade 3 (%)"], ["Rash", "12", "1"]]
    read = _read(rows, caption="Adverse Reactions in Adults with Gout (N = 349)")
    assert [(one.arm, one.arm_n) for one in read] == [("DRUG-X", 349)] * 2


def test_columns_of_studies_that_the_caption_names_are_of_the_product() -> None:
    rows: list[Row] = [
        ["Reaction", "AB-01/C (N=17)", "AB-02 (N=20)", "Total (N=37)"],
        ["Rash", "9 (53)", "1 (5)", "10 (27)"],
    ]
    caption = "Adverse Reactions in Adults Enrolled in Studies AB-01/C and AB-02"
    assert [(one.arm, one.study) for one in _read(rows, caption=caption)] == [
        ("DRUG-X", "AB-01/C"),
        ("DRUG-X", "AB-02"),
        ("DRUG-X", "Studies AB-01/C and AB-02"),
    ]


def test_rates_per_time_are_no_percentages() -> None:
    rows: list[Row] = [["Adverse Reaction", "DRUG-X (N=40)"], ["Rash", "10.3"], ["Nausea", "7%"]]
    read = _read(rows, caption="Adverse Reactions per 100 Patient-Years")
    assert [(one.term, one.percent) for one in read] == [("Nausea", Decimal(7))]


def test_a_group_of_the_patients_of_the_caption_is_no_arm() -> None:
    rows: list[Row] = [["", ("rNSD (N=102)", 2)], ["Reaction", "Any Grade %", "Grade 3 %"], ["Rash", "54", "15"]]
    told = _read(rows, caption="Adverse Reactions in Patients with Relapsed Nodular Sampl Disease", header_rows=2)
    assert [(one.arm, one.arm_n, one.study) for one in told] == [("DRUG-X", 102, "rNSD")] * 2
    other = _read(rows, caption="Adverse Reactions in Patients with Gout", header_rows=2)
    assert {one.arm for one in other} == {"rNSD"}
