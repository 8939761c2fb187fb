from dataclasses import replace

from ingest.document import NamedProduct
from ingest.names import ProductName, is_product, product_name
from kg.locator import Span
from tests.ingest.building import Writing

HIGHLIGHTS = (
    "These highlights do not include all the information needed to use EXAMPLINE\u2122 safely\nand effectively. "
    "See full prescribing information for EXAMPLINE.",
    "EXAMPLINE\u2122 (examplumab vedotin) for injection, for intravenous use",
)


def test_names_come_from_the_stock_phrases_of_highlights() -> None:
    writing = Writing()
    document = writing.add(writing.section(None, "HIGHLIGHTS", *HIGHLIGHTS)).document()
    names = product_name(document)
    assert names is not None
    assert (names.name, names.substance) == ("EXAMPLINE", "examplumab vedotin")
    assert document.quote(names.name_span) == "EXAMPLINE"
    assert is_product("the Exampline arm", names)
    assert not is_product("placebo", names)


def test_names_come_from_the_title_above_the_year_of_approval_where_the_limitation_statement_is_worded_otherwise() -> (
    None
):
    title = "EXAMPLINE\u00ae (examplumab vedotin) for injection, for intravenous use\nInitial U.S. Approval: 2017"
    writing = Writing()
    document = writing.add(writing.section(None, "HIGHLIGHTS", "These highlights leave out much.", title)).document()
    names = product_name(document)
    assert names is not None
    assert (names.name, names.substance) == ("EXAMPLINE", "examplumab vedotin")
    assert document.quote(names.name_span) == "EXAMPLINE"


def test_what_stands_in_parentheses_behind_the_name_below_the_title_is_no_substance() -> None:
    stated = (
        "These highlights do not include all the information needed to use EXAMPLINE TABLETS safely and effectively."
    )
    title = "EXAMPLINE TABLETS, for oral use\nInitial U.S. Approval: 2017"
    writing = Writing()
    below = writing.section("5", "WARNINGS", "Stop EXAMPLINE TABLETS (see Table 2) at once.")
    names = product_name(writing.add(writing.section(None, "HIGHLIGHTS", stated, title), below).document())
    assert names is not None
    assert (names.name, names.substance) == ("EXAMPLINE TABLETS", None)


def test_a_label_without_highlights_has_no_stated_name() -> None:
    writing = Writing()
    assert product_name(writing.add(writing.section("1", "INDICATIONS", "X is indicated.")).document()) is None


def test_the_established_name_is_no_part_of_a_proprietary_name_that_is_given_with_it() -> None:
    text = "EXAMPLINE (examplumab) (examplumab)"
    writing = Writing()
    document = writing.add(writing.section(None, "HIGHLIGHTS", text)).document()
    start = document.text.index(text)
    given = NamedProduct(name=Span(start, start + 22), substance=Span(start + 24, start + 34))
    names = product_name(replace(document, product=given))
    assert names is not None
    assert (names.name, names.substance) == ("EXAMPLINE", "examplumab")
    assert document.quote(names.name_span) == "EXAMPLINE"


def test_a_product_is_named_without_its_dosage_form_where_it_has_no_other_name() -> None:
    names = ProductName(name="SAMPLOL SODIUM TABLETS", name_span=Span(0, 22), substance=None, substance_span=None)
    assert is_product("patients treated with samplol sodium", names)
    assert not is_product("sodium tablets", names)
