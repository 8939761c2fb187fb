import pytest
from lxml import etree

from benchmarks.parity.markup import table_html, text_html

SPL = "<text xmlns='urn:hl7-org:v3'>{}</text>"


@pytest.mark.parametrize(
    ("markup", "printed"),
    [
        ("5 mg/m<sup>2</sup> of C<sub>max</sub>", "5 mg/m<sup>2</sup> of C<sub>max</sub>"),
        ("<paragraph>a &lt; b<br/>c</paragraph>", "<p>a &lt; b<br>c</p>"),
        ("<content styleCode='bold xmChange'>Risk</content>", "<span class='bold'>Risk</span>"),
        ("<list><item>one</item></list>", "<ul style='list-style-type: disc'><li>one</li></ul>"),
        (
            "<list listType='ordered' styleCode='LittleAlpha'><item>one</item></list>",
            "<ul style='list-style-type: lower-alpha'><li>one</li></ul>",
        ),
        (
            "<list><item><caption>–</caption>one</item></list>",
            "<ul style='list-style-type: none'><li><span>–</span> one</li></ul>",
        ),
        ("<renderMultiMedia referencedObject='figure'/>", ""),
        (
            "dose<footnote ID='n'>in water</footnote> again<footnoteRef IDREF='n'/>",
            "dose<sup>*</sup> again<sup>*</sup><p><sup>*</sup> in water</p>",
        ),
    ],
)
def test_markup_is_set_as_html(markup: str, printed: str) -> None:
    assert text_html(etree.fromstring(SPL.format(markup))) == f"<div>{printed}</div>"


def test_a_table_has_the_rules_that_its_cells_ask_for_and_its_foot_below_the_body() -> None:
    table = etree.fromstring(
        "<table><caption>Table 1: Doses</caption><tfoot><tr><td colspan='2'>note</td></tr></tfoot>"
        "<tbody><tr><td styleCode='Lrule Botrule'>1</td><td rowspan='2'>2</td></tr></tbody></table>"
    )
    assert table_html(table) == (
        "<p class='caption'>Table 1: Doses</p><table class=''>"
        "<tbody><tr><td class='left bottom'>1</td><td rowspan='2'>2</td></tr></tbody>"
        "<tbody><tr><td colspan='2'>note</td></tr></tbody></table>"
    )


def test_a_table_that_asks_for_no_rule_has_one_around_each_cell() -> None:
    assert table_html(etree.fromstring("<table><tr><td>1</td></tr></table>")).startswith("<table class='boxed'>")
