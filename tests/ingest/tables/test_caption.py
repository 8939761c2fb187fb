from ingest.tables.caption import patients_of_caption, product_of_caption, table_grade
from tests.ingest.building import Writing


def test_the_grade_of_all_cells() -> None:
    assert table_grade("Grade 3 or 4 Laboratory Abnormalities in 2% of Patients", "Parameter") == "3-4"
    assert table_grade("Selected Laboratory Abnormalities that Shift to Grades 2‑3", "Parameter") == "2-3"
    assert table_grade("Adverse Reactions in Adults", "Adverse Reactions, Grade ≥ 3") == ">=3"
    assert table_grade("Adverse Reactions (≥10% for all or ≥2% for Grade 3) in Adults", "Term") is None


def test_the_one_number_of_patients() -> None:
    writing = Writing()
    table = writing.table([["Term", "All Grades"]], caption="Reactions in Adults with Gout (N = 1,349)")
    number, span = patients_of_caption(table) or (0, table.span)
    assert (number, writing.document().quote(span)) == (1349, "1,349")
    two = Writing().table([["Term", "All Grades"]], caption="Reactions to DRUG-X (N=12) and Placebo (N=11)")
    assert patients_of_caption(two) is None


def test_the_product_by_the_name_that_the_caption_has() -> None:
    names = ("DRUG-X", "exampline")
    assert product_of_caption("Reactions to Exampline", names) == "exampline"
    assert product_of_caption("Reactions in Adults", names) == "DRUG-X"
    assert product_of_caption("Reactions in Adults", ()) is None
