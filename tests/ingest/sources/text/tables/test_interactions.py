"""Tables of interactions as pdftotext and pypdfium2 print them."""

import pytest

from tests.ingest.sources.text.tables.excerpts import body, read

CAPTION = "Table 6: Clinically Important Drug Interactions with Exampline\n"
ROWS = (
    "Blockers of Itching (BOIs)\nClinical\nImpact:\n\nConcomitant use with exampline raises\nits levels.\n\n"
    "Intervention:\n\nAvoid concomitant use.\n\n"
    "Wonderamide\nClinical Impact:\n\nExampline may lower its levels [see\nWarnings (5.2)].\n\n"
    "Intervention:\n\n• Monitor levels.\n\n• Adjust the dose.\n\nExamples:\n\nWonderamide, wonderol\n\n"
)
READ = [
    ["Blockers of Itching (BOIs)"],
    ["Clinical Impact:", "Concomitant use with exampline raises its levels."],
    ["Intervention:", "Avoid concomitant use."],
    ["Wonderamide"],
    ["Clinical Impact:", "Exampline may lower its levels [see Warnings (5.2)]."],
    ["Intervention:", "• Monitor levels. • Adjust the dose."],
]


def test_each_drug_stands_above_what_is_said_of_it() -> None:
    table = read(CAPTION + ROWS + "Elixirol\nClinical Impact:\n\nNone is known.\n\nIt is a paragraph below.\n")
    assert body(table) == [
        *READ,
        ["Examples:", "Wonderamide, wonderol"],
        ["Elixirol"],
        ["Clinical Impact:", "None is known."],
    ]


def test_without_blank_lines_a_drug_stands_behind_the_end_of_a_sentence() -> None:
    rows = ROWS.partition("Examples")[0].replace(":\n\n", ": ").replace("\n\n", "\n")
    assert body(read(f"{CAPTION}{rows}A paragraph that is wider than any text of the table stands below it.\n")) == READ


@pytest.mark.parametrize(
    "rows",
    [
        "Elixirol\n\nIt raises\n\nClinical Impact:\n\nlevels.\n\nIntervention:\n\nAvoid it.\n\n",
        "Elixirol\nClinical Impact:\n\nIntervention:\n\nAvoid it.\n\n",
        "Elixirol\nClinical Impact:\n\n• • •\n\nIntervention:\n\nAvoid it.\n\n",
    ],
)
def test_names_apart_from_their_texts_are_not_read(rows: str) -> None:
    assert not read(CAPTION + rows).understood


def test_a_caption_ends_above_the_first_drug() -> None:
    table = read(f"{CAPTION.strip()} and Others of Its Class\n{ROWS}")
    assert table.caption is not None
    assert table.caption.text.endswith("Others of Its Class")
    assert body(table)[0] == ["Blockers of Itching (BOIs)"]
