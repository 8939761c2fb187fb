import re
from pathlib import Path

import pytest

from ingest import matcher
from ingest.matcher import PatternSet, check_examples, load, pattern_set, patterns, unreached
from ingest.tokens import tokenize
from kg.codes import (
    Action,
    HandlingAdvice,
    InteractionAdvice,
    MaterialItem,
    Modality,
    PopulationAdvice,
    PremedicationPurpose,
    PreparationQuantity,
    ReactionContext,
    ScheduleElement,
    Verdict,
)
from kg.errors import KnowledgeError

FILES = sorted(path.stem for path in (Path(matcher.__file__).parent / "patterns").glob("*.toml"))


@pytest.mark.parametrize("name", FILES)
def test_every_pattern_matches_what_it_accepts_and_not_what_it_rejects(name: str) -> None:
    check_examples(patterns(name))


NOT_YET = {"dose_action", "dose_cue", "dose_route", "dose_rule", "dose_schedule", "material", "no_dose_rule"}
NOT_YET |= {"population", "preparation", "verdict"}
"""Files with ways to write a pattern that have no example of their own yet; none is added."""


@pytest.mark.parametrize("name", FILES)
def test_every_way_to_write_a_pattern_is_reached_by_an_example(name: str) -> None:
    assert name in NOT_YET or list(unreached(patterns(name))) == []


def test_a_way_that_no_example_reaches_is_named() -> None:
    entry = matcher.Pattern(id="p", match=("use glass", "use jars"), accepts=({"text": "Use glass."},), rejects=())
    reason = "patterns/made-up.toml: p: no accepted example reaches 'use jars'"
    assert list(unreached(pattern_set("made-up", [entry]))) == [reason]


CODES: dict[tuple[str, str], set[str]] = {
    ("dose_action", "action"): {*Action, "none"},
    ("dose_action", "after_interruption"): {*Action},
    ("handling", "advice"): {*HandlingAdvice},
    ("interaction", "advice"): {*InteractionAdvice},
    ("material", "item"): {*MaterialItem},
    ("material", "verdict"): {*Verdict},
    ("population", "advice"): {*PopulationAdvice},
    ("premedication", "agents"): {"behind"},
    ("premedication", "purpose"): {*PremedicationPurpose},
    ("preparation", "quantity"): {*PreparationQuantity},
    ("reaction_context", "context"): {*ReactionContext},
    ("schedule", "element"): {*ScheduleElement},
    ("schedule", "modality"): {*Modality},
    ("verdict", "verdict"): {*Verdict},
}
"""The codes that the patterns of a file can give; a route is any plain word."""


@pytest.mark.parametrize("name", sorted({name for name, _ in CODES}))
def test_every_pattern_gives_codes_that_there_are(name: str) -> None:
    for entry in patterns(name).entries:
        given = {key: set(codes.split()) for key, codes in entry.gives.items() if key != "part"}
        unknown = {key: codes - CODES.get((name, key), set()) for key, codes in given.items()}
        assert not any(unknown.values()), (
            f"patterns/{name}.toml: {entry.id} gives {unknown}; expected codes of kg.codes"
        )


@pytest.mark.parametrize("name", FILES)
def test_every_part_that_a_pattern_gives_is_told_in_the_head_of_its_file(name: str) -> None:
    text = (Path(matcher.__file__).parent / "patterns" / f"{name}.toml").read_text(encoding="utf-8")
    told = {
        part for row in re.findall(r"^#   ([a-z-]+(?:, [a-z-]+)*)  ", text, re.MULTILINE) for part in row.split(", ")
    }
    given = {part for entry in patterns(name).entries if (part := entry.gives.get("part"))}
    assert given == told, f"patterns/{name}.toml: the parts given and those listed in its first lines differ"


def one(match: str) -> PatternSet:
    return pattern_set("made-up", [matcher.Pattern(id="p", match=(match,), accepts=(), rejects=())])


@pytest.mark.parametrize(
    ("match", "text", "slots"),
    [
        ("(store|keep) [it] for {time:DURATION}", "Store it for up to 4 hours.", {"time": "up to 4 hours"}),
        ("(store|keep) [it] for {time:DURATION}", "Keep for 3 days.", {"time": "3 days"}),
        ("discontinue if {finding:words} occurs", "Discontinue if severe rash occurs.", {"finding": "severe rash"}),
        ("reduce ...4 by {share:PERCENT}", "Reduce the total dose by 25%.", {"share": "25%"}),
        ("(at home|in the clinic) use {x:MATERIAL}", "In the clinic use glass.", {"x": "glass"}),
    ],
)
def test_the_language_of_patterns(match: str, text: str, slots: dict[str, str]) -> None:
    (found,) = one(match).find(tokenize(text))
    assert {name: tokens.text for name, tokens in found.slots.items()} == slots


def test_a_gap_does_not_cross_a_semicolon() -> None:
    assert not list(one("reduce ...4 by {share:PERCENT}").find(tokenize("Reduce; increase by 25%.")))


def test_a_failing_example_is_named() -> None:
    entry = matcher.Pattern(id="p", match=("use glass",), accepts=({"text": "Use plastic."},), rejects=())
    with pytest.raises(KnowledgeError, match=r"made-up.toml: p: 'Use plastic.' gives no match"):
        check_examples(pattern_set("made-up", [entry]))


def test_an_unreadable_pattern_is_named() -> None:
    with pytest.raises(KnowledgeError, match="is not a pattern"):
        one("use {material")


def test_a_match_tells_what_its_words_and_slots_explain() -> None:
    (found,) = one("reduce ...4 by {share:PERCENT}").find(tokenize("Reduce the dose by 25% daily."))
    assert [tokens.text for tokens in found.explained] == ["Reduce", "by", "25%"]


def test_of_overlapping_matches_the_longest_is_given() -> None:
    found = list(one("(a|any) ...4 rash").find(tokenize("Stop if any rash or a bad rash occurs.")))
    assert [match.tokens.text for match in found] == ["any rash or a bad rash"]


def test_the_first_and_the_opening_match_and_what_stands_before_it() -> None:
    found, doc = one("(if|when) rash"), tokenize("Stop if rash or when rash recurs")
    first = found.first(doc)
    assert first is not None
    assert (first.tokens.text, found.opening(doc), found.before(doc[:]).text) == ("if rash", None, "Stop")
    opening = found.opening(doc[1:])
    assert opening is not None
    assert (opening.tokens.text, found.takes_all(doc[1:]), found.takes_all(doc[1:3])) == ("if rash", False, True)


def test_a_part_that_no_entry_gives_is_refused() -> None:
    assert [entry.id for entry in patterns("contraindication", "said").entries] == ["contraindicated"]
    with pytest.raises(KnowledgeError, match=r"patterns/contraindication.toml: no entry gives the part 'told'"):
        patterns("contraindication", "told")


@pytest.mark.parametrize(
    ("entry", "message"),
    [
        (
            'id = "p"\nmatch = ["stop"]\naccepts = ["Stop."]',
            "has the keys accepts, id, match; expected id, match, accepts and rejects",
        ),
        ('id = "p"\nmatch = ["stop"]\naccepts = []\nrejects = ["Go."]', "is empty; expected at least one of each"),
        ('id = "p"\nmatch = "stop"\naccepts = ["Stop."]\nrejects = ["Go."]', "holds the wrong kind of value"),
    ],
)
def test_a_malformed_entry_is_named(entry: str, message: str, tmp_path: Path) -> None:
    (tmp_path / "made_up.toml").write_text(f"[[pattern]]\n{entry}\n", encoding="utf-8")
    with pytest.raises(KnowledgeError, match=f"patterns/made_up.toml: p: .*{message}"):
        load(tmp_path / "made_up.toml")


def test_two_entries_with_one_id_are_refused(tmp_path: Path) -> None:
    entry = '[[pattern]]\nid = "p"\nmatch = ["stop"]\naccepts = ["Stop."]\nrejects = ["Go."]\n'
    (tmp_path / "made_up.toml").write_text(entry * 2, encoding="utf-8")
    with pytest.raises(KnowledgeError, match="two entries have the id 'p'"):
        load(tmp_path / "made_up.toml")
