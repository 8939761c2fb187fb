import json

from benchmarks.parity.layout import Heading, page_html
from benchmarks.parity.openfda import openfda_label
from benchmarks.parity.spl import spl_label

SPL = b"""<?xml version="1.0"?>
<document xmlns="urn:hl7-org:v3"><title>DRUG-X (exampline)</title><component><structuredBody>
<component><section><code code="48780-1"/><title>Product</title></section></component>
<component><section><code code="34067-9"/><title>1 INDICATIONS AND USAGE</title>
<excerpt><highlight><text><paragraph>For adults. (1)</paragraph></text></highlight></excerpt>
<component><section><title>1.1 <content styleCode="italics">Adults</content></title><text>For adults.</text></section></component>
</section></component></structuredBody></component></document>"""


def test_spl_is_printed_with_highlights_contents_and_sections() -> None:
    label = spl_label("x.xml", SPL)
    assert "------INDICATIONS AND USAGE------" in label.highlights
    assert "<p>For adults. (1)</p>" in label.highlights
    assert [heading.depth for heading in label.headings] == [1, 2]
    assert label.headings[1] == Heading(depth=2, words="1.1 <span class='italics'>Adults</span>")
    assert "<h1>1 INDICATIONS AND USAGE</h1>" in label.full
    assert "Product" not in label.full
    page = page_html(label)
    assert page.index("HIGHLIGHTS OF") < page.index("CONTENTS*") < page.index("<h1>FULL PRESCRIBING INFORMATION</h1>")


def test_openfda_is_printed_with_its_tables_from_their_fragments() -> None:
    cells = "<tr><td>Level<sup>a</sup></td><td>Dose</td></tr><tr><td>First</td><td>5 mg</td></tr>"
    fields = {
        "indications_and_usage": ["1 INDICATIONS AND USAGE DRUG-X is indicated for adults with examplitis."],
        "dosage_and_administration": [
            "2 DOSAGE AND ADMINISTRATION 2.1 Recommended Dose The dose is 5 mg. Table 1: Dose Levels "
            "Level a Dose First 5 mg 2.2 Preparation Dilute in water."
        ],
        "dosage_and_administration_table": [f"<table>{cells}</table>"],
        "warnings_and_cautions": ["5 WARNINGS AND PRECAUTIONS 5.1 Bleeding Bleeding occurred."],
        "openfda": {"brand_name": ["DRUG-X"], "generic_name": ["EXAMPLINE"]},
    }
    label = openfda_label("x.json", json.dumps(fields).encode())
    assert "<p class='bold'>DRUG-X (exampline)</p>" in label.full
    assert "<p class='caption'>Table 1: Dose Levels</p><table class='boxed'>" in label.full
    assert "<td>Level<sup>a</sup></td><td>Dose</td>" in label.full
    assert [heading.words for heading in label.headings if heading.depth == 2] == [
        "2.1 Recommended Dose",
        "2.2 Preparation",
        "5.1 Bleeding",
    ]
