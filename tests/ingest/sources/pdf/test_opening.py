import pytest

from ingest.sources.pdf.opening import opened
from kg.errors import SourceError

_PAGE = b"""%%PDF-1.4
1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj
2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj
3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 %s]>>endobj
trailer<</Root 1 0 R>>
%%%%EOF
"""


def test_a_pdf_is_opened() -> None:
    with opened("label.pdf", _PAGE % b"612 792") as pdf:
        assert len(pdf) == 1


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (b"%PDF-1.4\n1 0 obj<</Type", "broken or cut off: it ends at byte 23 without %%EOF"),
        (b"%PDF-1.4\n1 0 obj<</Type\n%%EOF", "broken: its list of objects or of pages cannot be read"),
        (
            (_PAGE % b"612 792").replace(b"3 0 obj", b"9 0 obj"),
            "label.pdf, page 1: the page is broken.*; get the whole",
        ),
        (_PAGE % b"9000 792", "9,000 × 792 points large"),
    ],
)
def test_what_cannot_be_read_is_refused(data: bytes, message: str) -> None:
    with pytest.raises(SourceError, match=message) as raised, opened("label.pdf", data):
        pass
    assert "label.pdf" in str(raised.value)
