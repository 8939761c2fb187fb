from collections.abc import Sequence
from decimal import Decimal

from ingest.tables.results import Finding, is_results, read_results
from tests.ingest.building import Writing

Row = Sequence[str | tuple[str, int]]


def _read(rows: Sequence[Row], header_rows: int = 1) -> tuple[Finding, ...]:
    return tuple(read_results(Writing().table(rows, caption="Efficacy Results", header_rows=header_rows), ("DRUG-X",)))


def test_reads_outcomes_over_arms() -> None:
    rows: list[Row] = [
        ["", ("CR", 2), ("CRi", 2)],
        ["", "DRUG-X (N=109)", "Control (N=109)", "DRUG-X (N=109)", "Control (N=109)"],
        [("Responding patients", 5)],
        [
            "n (%) [95% CI]",
            "39 (35.8) [26.8-45.5]",
            "19 (17.4) [10.8-25.9]",
            "49 (45.0) [35.4-54.8]",
            "13 (11.9) [6.5-19.5]",
        ],
        ["p-value", "", "", ("<0.0001", 2)],
    ]
    read = _read(rows, header_rows=2)
    first = read[0]
    assert (first.endpoint, first.outcome, first.arm, first.arm_n) == ("Responding patients", "CR", "DRUG-X", 109)
    assert (first.result.count, first.result.n, first.result.percent) == (39, 109, Decimal("35.8"))
    assert (first.ci_level, first.result.ci_low, first.result.ci_high) == (
        Decimal(95),
        Decimal("26.8"),
        Decimal("45.5"),
    )
    last = read[-1]
    assert (last.endpoint, last.outcome, last.arm, last.result.p_value) == (
        "Responding patients",
        "CRi",
        None,
        Decimal("0.0001"),
    )


def test_changes_and_values_at_baseline_are_no_shares_of_patients() -> None:
    header: Row = ["", "DRUG-X (n=40)", "Placebo (n=41)"]
    rows: list[Row] = [
        header,
        ["Blood glucose (mg/dL)", "", ""],
        ["Baseline", "250.5", "247.5"],
        ["Change at Week 24", "–63.5", "13.7"],
        ["Ferritin (%)", "", ""],
        ["Change from Baseline", "-1.7", "0.2"],
        ["Change in regimen", "-1.7", "0.2"],
    ]
    read = [(found.endpoint, found.arm, found.result.value, found.result.percent) for found in _read(rows)]
    assert read == [
        ("Blood glucose (mg/dL), Baseline", "DRUG-X", Decimal("250.5"), None),
        ("Blood glucose (mg/dL), Baseline", "Placebo", Decimal("247.5"), None),
        ("Blood glucose (mg/dL), Change at Week 24", "DRUG-X", Decimal("-63.5"), None),
        ("Blood glucose (mg/dL), Change at Week 24", "Placebo", Decimal("13.7"), None),
        ("Ferritin (%), Change from Baseline", "DRUG-X", Decimal("-1.7"), None),
        ("Ferritin (%), Change from Baseline", "Placebo", Decimal("0.2"), None),
        ("Ferritin (%), Change in regimen", "Placebo", None, Decimal("0.2")),
    ]
    assert {found.result.unit for found in _read(rows)} == {None}


def test_changes_below_columns_that_may_be_what_was_measured_are_left_out() -> None:
    assert _read([["", "Ferritin", "Glucose"], ["Percent Change from Baseline at Week 4", "-48", "-41"]]) == ()


def test_medians_have_the_unit_of_their_row_or_heading() -> None:
    rows: list[Row] = [
        ["Endpoint", "DRUG-X N=9", "Control N=8"],
        ["Survival (months)", "", ""],
        ["Median (95% CI)", "12.6 (8.4, 20.8)", "NR (5.5, NE)"],
        ["Hazard ratio (95% CI)", ("0.51 (0.40, 0.64)", 2)],
    ]
    median, not_reached, ratio = _read(rows)
    assert (median.endpoint, median.result.value, median.result.unit) == (
        "Survival (months), Median",
        Decimal("12.6"),
        "mo",
    )
    assert (not_reached.result.value, not_reached.result.ci_low) == (None, Decimal("5.5"))
    assert (ratio.endpoint, ratio.arm, ratio.result.unit) == ("Survival (months), Hazard ratio", None, None)


def test_a_row_of_intervals_completes_the_row_above() -> None:
    rows: list[Row] = [
        ["", "DRUG-X n=221", "Control n=224"],
        ["Median TTP (months)", "5.6", "3.7"],
        ["(95% CI)", "(4.86–5.91)", "(3.45–4.47)"],
        ["Hazard ratio", ("0.68", 2)],
        ["(95% CI)", ("(0.55–0.84)", 2)],
        ["p-value", ("0.0004", 2)],
    ]
    drug, _, ratio, p_value = _read(rows)
    assert (drug.result.value, drug.result.ci_low, drug.ci_level) == (Decimal("5.6"), Decimal("4.86"), Decimal(95))
    assert (ratio.endpoint, ratio.result.ci_high) == ("Median TTP, Hazard ratio", Decimal("0.84"))
    assert (p_value.endpoint, p_value.result.p_value) == ("Median TTP", Decimal("0.0004"))


def test_a_row_of_numbers_of_patients_holds_for_the_rows_below() -> None:
    rows: list[Row] = [["", "DRUG-X", "Control"], ["N", "248", "241"], ["n (%)", "205 (82.7)", "87 (36.1)"]]
    assert [(one.arm_n, one.result.n) for one in _read(rows)] == [(248, 248), (241, 241)]


def test_an_arm_is_no_denominator_of_a_share_that_it_does_not_give() -> None:
    rows: list[Row] = [["", "DRUG-X N=56"], ["Responders with duration of 12 months, n (%)", "23 (88)"]]
    (finding,) = _read(rows)
    assert (finding.arm_n, finding.result.count, finding.result.n) == (56, 23, None)


def test_what_no_words_explain_is_left_out() -> None:
    rows: list[Row] = [
        ["", "DRUG-X N=56", "Placebo N=51"],
        ["Score", "12.3", "14.1"],
        ["Median (range), months", "8.1 (1, 20)", "7.0 (2, 19)"],
        ["Rate per 1,000 patients", "8.29", "3.1"],
        [("Sex", 3)],
        ["Female, n (%)", "20 (36)", "25 (49)"],
    ]
    read = _read(rows)
    assert [(one.result.value, one.result.ci_low) for one in read] == [(Decimal("8.1"), None), (Decimal("7.0"), None)]


def test_tells_results_from_descriptions_of_patients_and_treatment() -> None:
    assert is_results("Table 8. Efficacy Results in SUNRISE", "Efficacy Parameter")
    assert not is_results("Table 7. Baseline Demographics in SUNRISE", "")
    assert not is_results("Table 9. Change in Blood Pressure", "Treatment")
