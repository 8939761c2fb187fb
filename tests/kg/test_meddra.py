"""A user's MedDRA table in every documented shape, with made-up codes, and bad tables."""

from pathlib import Path

import pytest

from kg.meddra import MeddraError, read_table


@pytest.mark.parametrize(
    "text",
    [
        "10000001$Nausea$10000001$$$$$$$Y$$\n10000002$Feeling sick$10000001$$$$$$$Y$$\n",
        "10000001;Nausea\n10000002;Feeling sick\n",
        "10000001\tNausea\n\n10000002\tFeeling sick\n",
        "code,name\n10000001,Nausea\n10000002,Feeling sick\n",
        '\ufeffName,Level,Code\r\nNausea,PT,10000001\r\n"Feeling sick",LLT,10000002\r\n',
    ],
)
def test_a_table_is_read_in_its_shapes(text: str, tmp_path: Path) -> None:
    file = tmp_path / "table"
    file.write_text(text, encoding="utf-8")
    terms = read_table(file)
    assert [(term.notation, term.label) for term in terms] == [("10000001", "Nausea"), ("10000002", "Feeling sick")]
    assert terms[0].iri == "https://identifiers.org/meddra:10000001"


def test_a_folder_has_the_tables_of_meddra(tmp_path: Path) -> None:
    (tmp_path / "llt.asc").write_text("10000002$Feeling sick$10000001$\n", encoding="utf-8")
    (tmp_path / "pt.asc").write_text("10000001$Nausea$$10000009$\n", encoding="utf-8")
    (tmp_path / "soc.asc").write_text("not read", encoding="utf-8")
    assert [term.label for term in read_table(tmp_path)] == ["Feeling sick", "Nausea"]


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("", "is empty; expected lines of a code of 8 digits and a name"),
        ("\n \n", "is empty"),
        ("term,definition\nNausea,sick\n", "line 1 is 'term definition'; expected lines of a code"),
        ("Nausea\n", "line 1 is 'Nausea'"),
        ("code,name\n10000001,Nausea\n1000,Vomiting\n", "line 3 is '1000 Vomiting'"),
        ("code,name\n10000001,\n", "line 2 is '10000001 '"),
        ("10000001$Nausea\n10000002\n", "line 2 is '10000002'"),
    ],
)
def test_a_bad_table_is_one_clear_error(text: str, message: str, tmp_path: Path) -> None:
    file = tmp_path / "table.csv"
    file.write_text(text, encoding="utf-8")
    with pytest.raises(MeddraError) as error:
        read_table(file)
    assert str(error.value).startswith(f"{file}: {message}")


def test_a_table_that_is_missing_or_binary_is_refused(tmp_path: Path) -> None:
    (tmp_path / "table.xls").write_bytes(b"\xd0\xcf\x11\xe0\xa1\xb1")
    for path, message in [
        ("none.csv", "cannot be read"),
        ("table.xls", "cannot be read"),
        (".", "has no table; expected llt.asc or pt.asc"),
    ]:
        with pytest.raises(MeddraError, match=message):
            read_table(tmp_path / path)
