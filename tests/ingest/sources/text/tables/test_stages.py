"""Tables of storage times by stage of preparation."""

from tests.ingest.sources.text.tables.excerpts import body, header, read

STORAGE = """\
Table 5.  Storage Times

Time until the end of administration 6 hoursa

Reconstituted Solution
Diluted Solution

After Start of Dilution Administration
Use the reconstituted
solution at once.

Use the diluted
solution within
2 hours.

Let the diluted
solution warm up.

a At most.
"""


def test_stages_stand_above_the_cells_that_name_them() -> None:
    table = read(STORAGE)
    assert header(table) == [
        ["Time until the end of administration 6 hours"],
        ["Reconstituted Solution", "Diluted Solution"],
        ["After Start of Dilution", "Administration"],
    ]
    assert body(table) == [
        [
            "Use the reconstituted solution at once.",
            "Use the diluted solution within 2 hours.",
            "Let the diluted solution warm up.",
        ]
    ]
    assert [cell.words for cell in table.headers(0)[1:]] == ["Reconstituted Solution"]
    assert [cell.words for cell in table.headers(2)[1:]] == ["Diluted Solution", "Administration"]


def test_one_row_of_stages() -> None:
    table = read(
        "Reconstituted vials\nDiluted solution\n\nKeep the reconstituted\nvials cold.\n\nUse the diluted\nsolution.\n"
    )
    assert header(table) == [["Reconstituted vials", "Diluted solution"]]
    assert body(table) == [["Keep the reconstituted vials cold.", "Use the diluted solution."]]


def test_cells_that_do_not_name_their_stage_are_not_laid_out() -> None:
    table = read(STORAGE.replace("Use the diluted", "Use the prepared"))
    assert not table.understood
