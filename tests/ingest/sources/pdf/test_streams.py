"""How large the streams of a PDF are unpacked."""

import zlib

import pytest

from ingest.sources.pdf.streams import MOST_OF_ALL, MOST_UNPACKED, check_streams
from kg.errors import SourceError


def _stream(size: int, about: bytes = b"") -> bytes:
    return b"4 0 obj<</Filter/FlateDecode%s>>stream\n%s\nendstream endobj\n" % (about, zlib.compress(bytes(size)))


@pytest.mark.parametrize(
    "data",
    [
        _stream(MOST_UNPACKED),
        _stream(MOST_UNPACKED + 1, b"/Subtype/Image"),
        _stream(MOST_UNPACKED)[: 2 * MOST_UNPACKED // 2_000],
        b"stream\nnothing packed\nendstream",
        b"stream\n",
    ],
)
def test_streams_as_labels_have_are_let_pass(data: bytes) -> None:
    check_streams("label.pdf", data)


@pytest.mark.parametrize(
    "data", [_stream(MOST_UNPACKED + 1), _stream(MOST_UNPACKED) * (1 + MOST_OF_ALL // MOST_UNPACKED)]
)
def test_streams_that_unpack_to_more_are_refused_with_their_place(data: bytes) -> None:
    with pytest.raises(SourceError, match=r"label\.pdf, byte [\d,]+: the streams of the PDF unpack to more than"):
        check_streams("label.pdf", data)
