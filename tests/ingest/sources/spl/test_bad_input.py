"""Input made to break the reader: refused with file and line, or read, in bounded time and memory."""

import io
import time
import zipfile

import pytest

from ingest.sources.archive import read_zip
from ingest.sources.spl import read_spl
from kg.errors import SourceError
from tests.bounds import LONG_SECONDS
from tests.ingest.sources.spl.labels import label, numbered, section

_ENTITIES = "".join(f'<!ENTITY a{level + 1} "{f"&a{level};" * 10}">' for level in range(9))


def _label(text: str) -> bytes:
    return label(numbered(1, 4), section("5 WARNINGS", text))


def _table(rows: str) -> bytes:
    return _label(f"<table>{rows}</table>")


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (f'<!DOCTYPE a [<!ENTITY a0 "ha">{_ENTITIES}]><document>&a9;</document>'.encode(), "line 1: a document type"),
        (
            b'<?xml version="1.0"?>\n<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]><a>&x;</a>',
            "line 2: a document",
        ),
        (_label("&undeclared;"), "a.xml, line 2: the XML is malformed: Entity 'undeclared' not defined"),
        (b'<?xml version="1.0" encoding="no-such"?><a/>', "a.xml, line 1: the XML is malformed: Unsupported encoding"),
        (_label("x").replace(b"Text 3", b"Text \xff\xfe"), "a.xml, line 2: the XML is malformed: .*encod"),
        (_label("x")[:-60], "a.xml, line 2: the XML is malformed"),
        (
            _label("<list><item>" * 200 + "x" + "</item></list>" * 200),
            "a.xml, line 2: elements are nested more than 100",
        ),
        (_label("<list><item>" * 60 + "x" + "</item></list>" * 60), "a.xml, line 2: elements are nested more than 100"),
        (_table("<tr><td colspan='1000000000'>x</td></tr>"), "a.xml, line 2: a cell has colspan 1000000000"),
        (_table("<tr><td rowspan='1000000000'>x</td></tr>"), "a.xml, line 2: a cell has rowspan 1000000000"),
        (
            _table("<tr><td rowspan='999' colspan='999'>x</td></tr>" * 999),
            "a.xml, line 2: a table's cells take too many",
        ),
        (_table(f"<tr>{'<td>x</td>' * 10}</tr>" * 2_001), "a.xml, line 2: a table's cells take too many places"),
    ],
)
def test_bad_xml_is_refused_without_being_worked_through(data: bytes, message: str) -> None:
    start = time.process_time()
    with pytest.raises(SourceError, match=message):
        read_spl("a.xml", data)
    assert time.process_time() - start < LONG_SECONDS


@pytest.mark.parametrize(
    "data",
    [
        _label("<paragraph>" + "a<sup>2</sup>" * 5_000 + "</paragraph>"),
        _label("<paragraph>" + "a<br/>" * 5_000 + "</paragraph>"),
        _label("<paragraph>" + "a<footnote>b</footnote>" * 3_000 + "</paragraph>"),
        _label("<paragraph>" + "<content styleCode='bold'>a</content>b" * 5_000 + "<sup>2</sup></paragraph>"),
        _label("<paragraph>" + "[see " * 20_000 + "1" * 20_000 + "</paragraph>"),
        _table("<tr><td>a</td><td>b</td></tr>" + "<tr><td colspan='2'><sup>a</sup> x</td></tr>" * 3_000),
        _table("".join(f"<tr><td colspan='{width}'>x</td><td>y</td></tr>" for width in range(1, 190))),
    ],
)
def test_much_of_one_thing_takes_no_more_than_its_share_of_time(data: bytes) -> None:
    start = time.process_time()
    assert read_spl("a.xml", data).text
    assert time.process_time() - start < LONG_SECONDS


@pytest.mark.parametrize(
    ("files", "message"),
    [
        ({"a.xml": b" " * 50_000_000}, "a.xml: the file unpacks to more than 10,000,000 bytes"),
        ({"a.xml": _label("x"), "b.xml": _label("x")}, "the zip holds 2 files, 2 of them XML"),
        ({"a.jpg": b"x"}, "the zip holds 1 files, 0 of them XML"),
        ({"a.xml": b"PK\x03\x04"}, "label.zip, line 1: the XML is malformed"),
    ],
)
def test_a_zip_that_is_no_label_is_refused(files: dict[str, bytes], message: str) -> None:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in files.items():
            archive.writestr(name, data)
    start = time.process_time()
    with pytest.raises(SourceError, match=message):
        read_zip("label.zip", packed.getvalue())
    assert time.process_time() - start < LONG_SECONDS
