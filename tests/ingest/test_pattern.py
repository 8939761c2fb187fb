import pytest
from lark import UnexpectedInput

from ingest.parts import Choice
from ingest.pattern import PatternParser
from ingest.tokens import tokenize
from ingest.view import View
from kg.errors import KnowledgeError

parse = PatternParser({}).parse


def best(pattern: str, text: str) -> tuple[str, dict[str, str]] | None:
    """The farthest match that begins at the first token, and what its slots hold."""
    view = View(tokenize(text))
    ways = {end: bounds for end, bounds in parse(pattern).ways(view, 0).items() if view.is_between_tokens(end)}
    if not ways:
        return None
    end = max(ways)
    slots = {bound.slot: view.span(bound.start, bound.end).text for bound in ways[end] if bound.slot is not None}
    return view.span(0, end).text, slots


@pytest.mark.parametrize(
    ("pattern", "text", "matched"),
    [
        ("do not freeze", "DO NOT FREEZE.", "DO NOT FREEZE"),
        ("(store|keep) [it] (cold|in the dark)", "Keep it in the dark.", "Keep it in the dark"),
        ("single-dose vial", "single dose vial", "single dose vial"),
        ("single dose vial", "single-dose vial", "single-dose vial"),
        ("reduce ...2 dose", "Reduce the total daily dose", None),
        ("reduce ...3 dose", "Reduce the total daily dose", "Reduce the total daily dose"),
        ("reduce ...9 dose", "Reduce it; then raise the dose", None),
        ("stop DRUG-X if", "Stop DRUG-X® [see Warnings (5.1)] if", "Stop DRUG-X® [see Warnings (5.1)] if"),
        ("at least 8 months", "at least 8 months after", "at least 8 months"),
        ("vinyl chloride bags", "polyvinyl chloride bags", None),
        ("(ethylene) [vinyl] acetate", "Ethylene Vinyl Acetate", "Ethylene Vinyl Acetate"),
        ("ethylene", "Ethylene Vinyl Acetate", None),
        ("ethylene ...2 acetate", "Ethylene Vinyl Acetate", None),
        ("ethylene vinyl acetate", "Ethylene Vinyl Acetate", "Ethylene Vinyl Acetate"),
        ('up to "(" dose ")"', "up to (dose)", "up to (dose)"),
    ],
)
def test_what_a_pattern_matches(pattern: str, text: str, matched: str | None) -> None:
    found = best(pattern, text)
    assert (found[0] if found else None) == matched


@pytest.mark.parametrize(
    ("pattern", "text", "slots"),
    [
        ("over {time:DURATION|RATE}", "over 60 minutes", {"time": "60 minutes"}),
        ("{MASS} over {time:DURATION}", "5 mg over 60 minutes", {"time": "60 minutes"}),
        (
            "if {finding:words} occurs",
            "if a severe rash occurs or fever occurs",
            {"finding": "a severe rash occurs or fever"},
        ),
        ("if {finding:words<=2} occurs", "if rash occurs", {"finding": "rash"}),
        ("if {finding:words<=2} occurs", "if a very severe rash occurs", None),
    ],
)
def test_what_slots_take(pattern: str, text: str, slots: dict[str, str] | None) -> None:
    found = best(pattern, text)
    assert (found[1] if found else None) == slots


def test_phrases_are_named_and_words_repeated() -> None:
    people = Choice((parse("(adults|patients)"),), is_optional=False)
    group = Choice((PatternParser({"people": people}).parse("[young|old|and|,]* <people>"),), is_optional=False)
    row = PatternParser({"group": group}).parse("[in|for]* {whom:<group>} only")
    view = View(tokenize("For young, old and older patients; in old and young adults only"))
    starts = [start for start in range(len(view)) if row.ways(view, start)]
    bound = row.ways(view, starts[0])[len(view)][1]
    assert (bound.slot, view.span(bound.start, bound.end).text) == ("whom", "old and young adults")
    assert row.openers == frozenset({"in", "for", "young", "old", "and", ",", "adults", "patients"})


def test_a_phrase_that_there_is_not_is_refused() -> None:
    with pytest.raises(KnowledgeError, match="there is no phrase <people>"):
        parse("in <people>")


def test_a_sentence_is_told_apart_by_what_a_pattern_needs_and_opens_with() -> None:
    row = parse("[then] (stop|hold) ...4 for {time:DURATION}")
    assert row.needs == (frozenset({"stop", "hold"}), frozenset({"for"}), frozenset({"DURATION"}))
    assert row.openers == frozenset({"then", "stop", "hold"})
    assert parse("...2 stop").openers is None


@pytest.mark.parametrize("pattern", ["", "(a|b", "{time}", "{time:}", "[]", "a )"])
def test_a_malformed_pattern_is_refused(pattern: str) -> None:
    with pytest.raises(UnexpectedInput):
        parse(pattern)
