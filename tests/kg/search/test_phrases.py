"""What is typed: words, quotation marks and beginnings; nothing else means anything."""

import pytest

from kg.errors import QueryError, TooCostlyError
from kg.search.phrases import Phrase, phrases_of


@pytest.mark.parametrize(
    ("typed", "phrases"),
    [
        ("nylon Filters", [Phrase(("nylon",)), Phrase(("filter",))]),
        ('"infusion related" mg/m2', [Phrase(("infusion", "related")), Phrase(("mg", "m", "2"))]),
        ("hepat*", [Phrase(("hepat",), "hepat")]),
        ('"veno occl"*', [Phrase(("veno", "occl"), "occl")]),
        ("CD22*", [Phrase(("cd", "22"), "22")]),
        ('"unbalanced words', [Phrase(("unbalanced",)), Phrase(("word",))]),
        ("a OR b", [Phrase(("a",)), Phrase(("or",)), Phrase(("b",))]),
        ("NEAR(a b, 3)", [Phrase(("near", "a")), Phrase(("b",)), Phrase(("3",))]),
        ("title: ^body - + {x}", [Phrase(("title",)), Phrase(("body",)), Phrase(("x",))]),
        ("it's 100%", [Phrase(("it", "s")), Phrase(("100",))]),
        ("nylon\x00filter 🙂", [Phrase(("nylon", "filter"))]),
        ("dose dose DOSE", [Phrase(("dose",))]),
        ("a" * 10_000, [Phrase(("a" * 10_000,))]),
    ],
)
def test_what_is_typed_is_read_as_words(typed: str, phrases: list[Phrase]) -> None:
    assert list(phrases_of(typed)) == phrases


@pytest.mark.parametrize(
    ("typed", "message"),
    [
        ("", "no word to look for in ''"),
        ("  \n", "no word to look for"),
        ("()", r"no word to look for in '\(\)'"),
        ('"" "', "no word to look for"),
        ("*", "no word to look for"),
        ("🙂", "no word to look for"),
        ("\x00", "no word to look for"),
        ("a*", r"a\* begins too many words; expected 2 letters"),
        ('"grade a"*', r"a\* begins too many words"),
    ],
)
def test_what_cannot_be_looked_for_is_refused(typed: str, message: str) -> None:
    with pytest.raises(QueryError, match=message):
        phrases_of(typed)


def test_too_many_words_are_refused_and_not_all_printed() -> None:
    with pytest.raises(TooCostlyError, match="asks for 2000 words; expected 64 at most") as refused:
        phrases_of(" ".join(f"w{number}" for number in range(1_000)))
    assert len(str(refused.value)) < 200
