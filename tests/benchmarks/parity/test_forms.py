"""A label printed by the browser and taken apart again: what must stand in the text of a page."""

import shutil
from pathlib import Path

import pytest

from benchmarks.parity.forms import FORMS, print_labels

pytestmark = pytest.mark.browser

LABEL = """<?xml version="1.0"?>
<document xmlns="urn:hl7-org:v3"><title>DRUG-X</title><component><structuredBody><component><section>
<title>2 DOSAGE AND ADMINISTRATION</title><text><paragraph>The dose is 5 mg/m<sup>2</sup>.</paragraph>
<table><tbody><tr><td>Level</td><td>Dose</td></tr><tr><td>First</td><td>3 mg</td></tr></tbody></table>
</text></section></component></structuredBody></component></document>"""


def test_a_label_goes_through_all_forms(tmp_path: Path) -> None:
    if shutil.which("pdftotext") is None:
        pytest.fail("no pdftotext is installed; on Debian: apt-get install poppler-utils")
    source = tmp_path / "drug-x.xml"
    source.write_text(LABEL, encoding="utf-8")
    (pdf,) = print_labels([source], tmp_path)
    assert FORMS["pdf"](pdf).read_bytes().startswith(b"%PDF")
    layout, plain = (FORMS[form](pdf).read_text(encoding="utf-8") for form in ("layout", "plain"))
    assert "First" in next(line for line in layout.splitlines() if "3 mg" in line)
    assert plain.split().index("First") < plain.split().index("3")
    assert all("drug-x.xml" in text and "Page 1" in text for text in (layout, plain))
