from ingest.document import Box
from ingest.sources.pdf.glyphs import Glyph
from ingest.sources.pdf.shifted import with_kinds
from ingest.sources.pdf.words import words_of
from ingest.sources.writing.runs import Kind


def _glyphs(text: str, left: float = 0.0, *, baseline: float = 100.0, size: float = 10.0) -> list[Glyph]:
    """Characters five points wide; a blank has no character."""
    return [
        Glyph(character.strip(), left + index * 5, left + index * 5 + 5, baseline, size)
        for index, character in enumerate(text)
    ]


def test_blanks_end_words_and_ligatures_are_spelled_out() -> None:
    words = words_of(_glyphs("ﬁve mg\ufffe"))
    assert [(word.text, word.joins) for word in words] == [("five", False), ("mg-", False)]
    assert (words[0].box.left, words[0].box.right, words[1].box.left) == (0, 15, 20)


def test_smaller_characters_beside_larger_ones_are_raised_or_lowered_wherever_the_source_has_them() -> None:
    glyphs = [*_glyphs("mg/m"), *_glyphs(" C", 25), *_glyphs(" 2", 15, baseline=96, size=6)]
    glyphs += _glyphs(" max", 30, baseline=102, size=6)
    words = with_kinds(words_of(glyphs))
    assert {word.text: (word.kind, word.joins) for word in words} == {
        "mg/m": (Kind.PLAIN, False),
        "C": (Kind.PLAIN, False),
        "2": (Kind.RAISED, True),
        "max": (Kind.LOWERED, True),
    }


def test_an_upright_line_parts_the_words_of_cells_that_touch() -> None:
    wall = Box(left=19.5, top=80, right=20.5, bottom=120)
    assert [(word.text, word.joins) for word in words_of(_glyphs("DrugPlacebo"), [wall])] == [
        ("Drug", False),
        ("Placebo", False),
    ]
    elsewhere = [Box(left=19.5, top=110, right=20.5, bottom=150), Box(left=0, top=98, right=60, bottom=99)]
    assert [word.text for word in words_of(_glyphs("DrugPlacebo"), elsewhere)] == ["DrugPlacebo"]
