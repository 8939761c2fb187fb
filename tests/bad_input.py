"""Files that are no labels, or harm who reads them: each with words of the error that refuses it."""

import io
import json
import zipfile
import zlib
from collections.abc import Mapping
from dataclasses import dataclass

from tests.example import LABEL
from tests.ingest.sources.spl.labels import label, numbered, section

_XML = "<?xml version='1.0' encoding='UTF-8'?>\n"
_BODY = "<document xmlns='urn:hl7-org:v3'>&e;</document>"
_LEVELS = "".join(f"<!ENTITY e{level} '{f'&e{level - 1};' * 10}'>" for level in range(1, 10))
_ENCRYPTED = f"/Encrypt<</Filter/Standard/V 1/R 2/O<{'ab' * 32}>/U<{'cd' * 32}>/P -4>>"
_LONG = "Exampline. " * 109_090 + "Exampline."
_BILLION = "1" + "0" * 9
_NESTED = "<list><item>Deeper." * 200 + "</item></list>" * 200


@dataclass(frozen=True, slots=True, kw_only=True)
class Bad:
    """The bytes of a file, and what its error says: what is wrong, and where."""

    data: bytes
    says: tuple[str, ...]


def _table(attribute: str) -> str:
    rows = f"<tr><td {attribute}='{_BILLION}'>Dose</td></tr><tr><td>5 mg</td></tr>"
    return f"<table><tbody>{rows}</tbody></table>"


def _cells(count: int) -> str:
    row = "<td/>" * 1_000
    return f"<table><tbody>{f'<tr>{row}</tr>' * (count // 1_000)}</tbody></table>"


def _spl(text: str) -> bytes:
    return label(section("1 INDICATIONS AND USAGE", text), numbered(2, 17))


def _openfda(**fields: str) -> bytes:
    texts = {"indications_and_usage": "1 INDICATIONS AND USAGE Exampline is for adults.", **fields}
    return json.dumps({"set_id": "a", "version": "1", **{name: [text] for name, text in texts.items()}}).encode()


def _zip(method: int = zipfile.ZIP_DEFLATED, **files: bytes) -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", method) as archive:
        for name, data in files.items():
            archive.writestr(name.replace("_", "."), data)
    return packed.getvalue()


def bad_files() -> Mapping[str, Bad]:
    """The bad files by name."""
    return {**_bad_xml(), **_bad_json(), **_bad_zips(), **_bad_pdfs(), **_bad_texts()}


def _bad_xml() -> Mapping[str, Bad]:
    return {
        "dtd.xml": Bad(data=f"{_XML}<!DOCTYPE document>\n<document/>".encode(), says=("line 2", "document type")),
        "late-dtd.xml": Bad(
            data=f"{_XML}<!-- {'long ' * 50_000} -->\n<!DOCTYPE document>\n<document/>".encode(),
            says=("line 3", "document type"),
        ),
        "wide-dtd.xml": Bad(
            data="<?xml version='1.0' encoding='UTF-16'?>\n<!DOCTYPE document>\n<document/>".encode("utf-16"),
            says=("line 2", "document type"),
        ),
        "external-entity.xml": Bad(
            data=f"{_XML}<!DOCTYPE document [<!ENTITY e SYSTEM 'file:///etc/hostname'>]>\n{_BODY}".encode(),
            says=("line 2", "entities"),
        ),
        "billion-laughs.xml": Bad(
            data=f"{_XML}<!DOCTYPE document [<!ENTITY e0 'ha'>{_LEVELS}]>\n{_BODY.replace('&e;', '&e9;')}".encode(),
            says=("line 2", "entities"),
        ),
        "entity-without-dtd.xml": Bad(data=f"{_XML}{_BODY}".encode(), says=("line 2", "'e' not defined")),
        "cut.xml": Bad(data=_spl("<paragraph>Text.</paragraph>")[:1500], says=("line 2", "malformed")),
        "klingon.xml": Bad(
            data=_spl("<paragraph>Text.</paragraph>").replace(b"UTF-8", b"KLINGON"), says=("line 1", "KLINGON")
        ),
        "nested-lists.xml": Bad(data=_spl(_NESTED), says=("line 2", "nested more than 100 deep")),
        "colspan.xml": Bad(data=_spl(_table("colspan")), says=("line 2", f"colspan {_BILLION}")),
        "rowspan.xml": Bad(data=_spl(_table("rowspan")), says=("line 2", f"rowspan {_BILLION}")),
        "foot.xml": Bad(data=_spl(_table("colspan").replace("tbody", "tfoot")), says=("line 2", f"colspan {_BILLION}")),
        "cells.xml": Bad(data=_spl(_cells(1_950_000)), says=("more than 400,000 tags",)),
        "places.xml": Bad(data=_spl(_cells(21_000)), says=("line 2", "too many places")),
        "long-line.xml": Bad(data=_spl(f"<paragraph>{_LONG}</paragraph>"), says=("line ", "a line has 1,200,000 char")),
        "version.xml": Bad(
            data=_spl("<paragraph>Text.</paragraph>").replace(b"value='7'", b"value='-1 &lt;x>'"),
            says=("the version is '-1 <x>'; expected",),
        ),
    }


def _bad_json() -> Mapping[str, Bad]:
    return {
        "path.json": Bad(
            data=_openfda().replace(b'"a"', b'"../../etc/passwd"'), says=("the set id is '../../etc/passwd'; expected",)
        ),
        "long-id.json": Bad(
            data=_openfda().replace(b'"a"', b'"%s"' % (b"a" * 1_000_000)),
            says=("set id", "and 999,960 characters more"),
        ),
        "cut.json": Bad(data=_openfda()[:90], says=("line 1, column", "broken JSON")),
        "deep.json": Bad(data=b'{"results": ' + b"[" * 200_000, says=("nested too deeply",)),
        "latin.json": Bad(data=_openfda().replace(b"Exampline", b"\xabExampline\xbb"), says=("byte", "UTF-8")),
        "colspan.json": Bad(
            data=_openfda(indications_and_usage_table=_table("colspan")), says=("usage_table", f"colspan {_BILLION}")
        ),
        "nested-lists.json": Bad(
            data=_openfda(indications_and_usage_table=f"<table><tr><td>{_NESTED}</td></tr></table>"),
            says=("line 1", "nested more than 100 deep"),
        ),
    }


def _bad_zips() -> Mapping[str, Bad]:
    return {
        "bomb.zip": Bad(data=_zip(label_xml=bytes(200_000_000)), says=("label.xml", "more than 10,000,000 bytes")),
        "bzip2.zip": Bad(
            data=_zip(zipfile.ZIP_BZIP2, label_xml=bytes(60_000_000)), says=("label.xml", "by method 12; expected 8")
        ),
        "lzma.zip": Bad(data=_zip(zipfile.ZIP_LZMA, label_xml=bytes(60_000_000)), says=("label.xml", "by method 14")),
        "lying.zip": Bad(data=_lying(), says=("zip",)),
        "cut.zip": Bad(data=_zip(label_xml=_spl("Text."))[:200], says=("zip cannot be read",)),
        "two.zip": Bad(data=_zip(a_xml=b"<a/>", b_xml=b"<b/>"), says=("2 of them XML",)),
    }


def _bad_pdfs() -> Mapping[str, Bad]:
    return {
        "picture.pdf": Bad(data=_pdf(), says=("page 1", "text")),
        "bomb.pdf": Bad(data=_pdf(drawn=bytes(50_000_000)), says=("byte 2", "unpack to more than 20,000,000 bytes")),
        "lines.pdf": Bad(data=_pdf(drawn=b"9 9 m 99 9 l S " * 50_001), says=("page 1", "more than 50,000 things")),
        "encrypted.pdf": Bad(data=_pdf(_ENCRYPTED), says=("encrypted",)),
        "cut.pdf": Bad(data=_pdf()[:60], says=("broken or cut off", "byte 60")),
        "wide.pdf": Bad(data=_pdf(width="1000000000"), says=("page 1", "points")),
    }


def _bad_texts() -> Mapping[str, Bad]:
    text = LABEL.read_bytes()
    latin = text.decode().replace("1 INDICATIONS", "1 \u00abINDICATIONS\u00bb", 1).encode("latin-1", "replace")
    return {
        "latin.txt": Bad(data=latin, says=("byte", "not UTF-8 text")),
        "long-line.txt": Bad(data=text + _LONG.encode(), says=("line ", "a line has 1,200,000 characters")),
        "cut.txt": Bad(data=text[: len(text) // 2], says=("breaks off", "line")),
    }


def _pdf(trailer: str = "", *, width: str = "612", drawn: bytes = b"0 0 200 200 re f") -> bytes:
    """A PDF of one page that shows a black box, or what is drawn, and no text."""
    packed = zlib.compress(drawn)
    return (
        "%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj\n"
        f"3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 {width} 792]/Contents 4 0 R>>endobj\n"
        f"4 0 obj<</Length {len(packed)}/Filter/FlateDecode>>stream\n%s\nendstream endobj\n"
        f"trailer<</Root 1 0 R/ID[<00><00>]{trailer}>>\n%%%%EOF\n"
    ).replace("%PDF", "%%PDF").encode() % packed


def _lying() -> bytes:
    """A zip whose directory says that a large file unpacks to 10 bytes."""
    data = bytearray(_zip(label_xml=bytes(20_000_000)))
    size = (20_000_000).to_bytes(4, "little")
    while (at := data.find(size)) >= 0:
        data[at : at + 4] = (10).to_bytes(4, "little")
    return bytes(data)
