import pytest

from ingest.sources.spl.parsing import MOST_DEPTH, parse, parse_fragment, place, tag
from kg.errors import NoLabelError, SourceError


def test_elements_are_named_without_namespace_and_placed_by_line() -> None:
    root = parse("a.xml", b'<text xmlns="urn:hl7-org:v3">\n<!-- left out --><paragraph>x</paragraph></text>')
    assert [tag(child) for child in root] == ["paragraph"]
    assert place("a.xml", root[0]) == "a.xml, line 2"


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (b'<!DOCTYPE a [<!ENTITY x "y">]>\n<a>&x;</a>', "a.xml, line 1: a document type or entities are declared"),
        (b'<?xml version="1.0"?>\n<!DOCTYPE a SYSTEM "file:///etc/passwd"><a/>', "a.xml, line 2: a document type"),
        ('<!DOCTYPE a [<!ENTITY x "y">]><a>&x;</a>'.encode("utf-16"), "a document type or entities"),
        (b"<!--" + b" " * 200_000 + b"-->\n<!DOCTYPE a><a/>", "a document type is declared"),
        (b"<a><b></a>", "a.xml, line 1: the XML is malformed"),
        (b'<?xml version="1.0" encoding="no-such"?><a/>', "the XML is malformed"),
        (b"<a>\x00</a>", "the XML is malformed"),
        (b"<list><item>" * 200 + b"</item></list>" * 200, "a.xml, line 1: elements are nested more than 100"),
        (b"<a>" * (MOST_DEPTH + 1) + b"</a>" * (MOST_DEPTH + 1), "nested more than"),
    ],
)
def test_unsafe_or_broken_xml_is_refused(data: bytes, message: str) -> None:
    with pytest.raises(SourceError, match=message):
        parse("a.xml", data)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
def test_a_web_page_is_no_label(encoding: str) -> None:
    with pytest.raises(NoLabelError, match="a document of type 'html'"):
        parse("index.html", "<!DOCTYPE html>\n<html><p>Labels</html>".encode(encoding))


def test_a_fragment_may_nest_as_deep_as_a_document() -> None:
    deepest = "<a>" * (MOST_DEPTH - 1) + "</a>" * (MOST_DEPTH - 1)
    assert len(parse_fragment("a.json", deepest)) == len(parse("a.xml", f"<text>{deepest}</text>".encode())) == 1
    for read in (lambda xml: parse_fragment("a.json", xml), lambda xml: parse("a.xml", f"<text>{xml}</text>".encode())):
        with pytest.raises(SourceError, match="nested more than 100 deep"):
            read(f"<a>{deepest}</a>")
