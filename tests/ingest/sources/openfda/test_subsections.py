"""Which numbers in flattened text are those of subsections."""

import pytest

from ingest.sources.openfda.subsections import headings_of
from ingest.sources.openfda.titles import titles_of
from kg.locator import Span


@pytest.mark.parametrize(
    ("text", "numbers"),
    [
        ("5.1 Liver Injury It occurred. 5.2 Falls They occurred.", ["5.1", "5.2"]),
        ("5. 1 Liver Injury It occurred. 5 .2 Falls They occurred.", ["5.2"]),
        (
            "Measure enzymes. 5. 1 Liver Injury It occurred [see Adverse Reactions (6.1) ] . 5 .2 Falls They fell.",
            ["5.1", "5.2"],
        ),
        (
            "5.1 Liver Injury Reduce as in [see Dosage and Administration (2.2) , 5.2 Falls] and 5.2 Falls They fell.",
            ["5.1"],
        ),
        (
            "5.1 Liver Injury Avoid it [see Dosage and Administration (2.2) . 5.2 Falls They fell [see Falls].",
            ["5.1", "5.2"],
        ),
        ("5.1 Liver Injury The ratio was 0.5 5.2 Times more. 5.3 Falls They fell.", ["5.1", "5.3"]),
        ("5.1 Liver Injury Enzymes rose. Figure 1 Figure 2 5.2 Falls They fell.", ["5.1", "5.2"]),
        ("5.1 Liver Injury It is shown. figure1 5.3 Falls In Study 3 5.4 Rash It itched.", ["5.1", "5.3", "5.4"]),
        ("5.1 Liver Injury Enzymes rose in Study 2 5.7 Units more. 5.8 Falls They fell.", ["5.1", "5.8"]),
        ("5.1 Liver Injury Rates were 12 9 5.2 Placebo and 4 (3%) 7 5.3 Other.", ["5.1"]),
        ("5.1 Liver Injury Enzymes rose. 5.2 Falls They fell. Figure 1 5.2 Rash It itched.", ["5.1", "5.2"]),
        ("5.1 Liver Injury Enzymes rose. Figure 1 5.2 3-Month Study It lasted.", ["5.1"]),
        ("5.1 von Example Disease It occurred. 5.2 Falls They fell.", ["5.1", "5.2"]),
        ("5.1 Liver Injury The dose of 5.2 mg Drug-X was given. 5.3 mg of it too.", ["5.1"]),
    ],
)
def test_numbers_of_subsections(text: str, numbers: list[str]) -> None:
    found = headings_of(text, Span(0, len(text)), "5", titles_of((), ()), ())
    assert [heading.number for heading in found] == numbers


def test_a_number_behind_a_table_that_ends_with_one() -> None:
    text = "5.1 Liver Injury It is shown: 1 0.0 5.2 Falls They occurred."
    table = Span(text.index("1 0.0"), text.index(" 5.2"))
    found = headings_of(text, Span(0, len(text)), "5", titles_of((), ()), (table,))
    assert [(heading.number, text[heading.title.start : heading.title.end]) for heading in found] == [
        ("5.1", "Liver Injury"),
        ("5.2", "Falls"),
    ]


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        (
            "7.1 Effect of Other Drugs on DRUG-X Strong CYP3A Inhibitors The exposure of DRUG-X rises.",
            ["Effect of Other Drugs on DRUG-X", "Strong CYP3A Inhibitors"],
        ),
        (
            "7.1 Dosage Changes for Adverse Reactions Recommended Dosage Reductions Adult Patients with Warts The dose is low.",
            ["Dosage Changes for Adverse Reactions", "Recommended Dosage Reductions", "Adult Patients with Warts"],
        ),
        (
            "7.1 Adults with Renal Impairment Mild Renal Impairment The dose is 5 mg.",
            ["Adults with Renal Impairment", "Mild Renal Impairment"],
        ),
        ("7.1 Use with CYP3A Inducers Strong CYP3A inducers lower it.", ["Use with CYP3A Inducers"]),
        ("7.1 Concomitant Strong CYP3A Inhibitors The exposure rises.", ["Concomitant Strong CYP3A Inhibitors"]),
    ],
)
def test_further_headings_behind_a_title(text: str, lines: list[str]) -> None:
    (found,) = headings_of(text, Span(0, len(text)), "7", titles_of((), ()), ())
    assert [text[span.start : span.end].strip() for span in (found.title, *found.behind)] == lines
