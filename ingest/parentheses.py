"""Parentheses that state the share of patients of the words before them: "(6%)", "(14 [3%])", "(each 2%)"."""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from spacy.tokens import Doc, Token
from spacy.tokens import Span as TokenSpan

from ingest.arm_shares import ArmShare, arm_shares
from ingest.quantity import Quantity
from ingest.tables.included_terms import included_terms
from ingest.tokens import quantity_of


@dataclass(frozen=True, slots=True, kw_only=True)
class Parenthesis:
    """A parenthesis: its tokens with the brackets, and the percentage that it states, if it states one.

    `each` if it speaks of several terms before it; `nested` is a further term within it, from where to where, with its
    percentage ("12%, including rash in 10%"); `included_terms` are what it says that the term includes. `shares` are the
    percentages of several arms ("5% vs 3%"); then `percent` is None.
    """

    start: int
    end: int
    percent: Token | None = None
    count: Token | None = None
    each: bool = False
    nested: tuple[int, int, Token] | None = None
    included_terms: tuple[str, ...] = ()
    shares: tuple[ArmShare, ...] = ()


OPENING = {"(": ")", "[": "]"}
VERBS = frozenset({"were", "was", "are", "is", "be", "being", "include", "includes", "included", "including", ":"})
_JOINING = frozenset({",", ";", "comprised", "comprising", "consisting"})
_BOUNDED = frozenset(
    """
    common frequent commonly frequently adverse serious reactions events abnormalities grade
    """.split()  # noqa: SIM905
)


def parentheses(sentence: TokenSpan) -> Iterator[Parenthesis]:
    """The outermost parentheses of a sentence, from left to right."""
    position = sentence.start
    while position < sentence.end:
        closing = OPENING.get(sentence.doc[position].text)
        end = closed(sentence, position) if closing else None
        if end is None:
            position += 1
            continue
        yield _read(sentence.doc, position, end)
        position = end


def closed(sentence: TokenSpan, start: int) -> int | None:
    """The position after the bracket that closes the one at a position."""
    depth = 0
    for position in range(start, sentence.end):
        text = sentence.doc[position].text
        depth += (text in OPENING) - (text in OPENING.values())
        if depth == 0:
            return position + 1
    return None


def _read(doc: Doc, start: int, end: int) -> Parenthesis:
    """What a parenthesis states: "(6%)", "(each 2%)", "(14 [3%])", "(in 14 patients, 3%)", "(2%; includes ...)", "(12%, including rash in 10%)"."""
    plain = Parenthesis(start=start, end=end, shares=arm_shares(doc, start, end))
    inside = [token for token in doc[start + 1 : end - 1] if token.text not in {"(", ")", "[", "]"}]
    each = [token for token in inside if token.lower_ == "each"]
    words = _without_count_words([token for token in inside if token not in each])
    if len(words) > 2 and _is_count(words[0]) and words[1].text in {",", ";"} and _is_percent(words[2]):
        words.pop(1)
    count = words.pop(0) if len(words) > 1 and _is_count(words[0]) and _is_percent(words[1]) else None
    if not words or not _is_percent(words[0]):
        return plain
    stated = replace(plain, percent=words[0], count=count, each=bool(each), shares=())
    rest = words[1:]
    if not rest:
        return stated
    if rest[0].lower_ not in _JOINING or any(token.lower_ in {"vs", "vs.", "versus", "respectively"} for token in rest):
        return plain
    others = [token for token in rest if _is_percent(token)]
    if not others:
        return replace(stated, included_terms=included_terms(doc[rest[0].i : end - 1].text))
    if len(others) == 1 and rest[1].lower_ == "including" and others[0].nbor(-1).lower_ == "in":
        return replace(stated, nested=(rest[1].i + 1, others[0].i - 1, others[0]))
    return stated if rest[1].lower_ == "of" else plain


def _without_count_words(words: list[Token]) -> list[Token]:
    """The tokens of a parenthesis without what only introduces a count: "in 12 patients, 5%", "n = 12, 5%"."""
    opening = tuple(token.lower_ for token in words[:2])
    start = 2 if opening == ("n", "=") else 1 if opening[:1] == ("in",) else 0
    is_counted = len(words) > start and (start == 0 or _is_count(words[start]))
    return words[start:] if is_counted else words


def is_threshold(group: Parenthesis) -> bool:
    """Whether a parenthesis bounds what is listed ("the most common (≥ 5%) reactions were") and states no share."""
    if group.percent is None:
        return False
    found = quantity_of(group.percent)
    if found is None or found.comparison is None:
        return False
    doc = group.percent.doc
    before, after = (doc[place].lower_ if 0 <= place < len(doc) else "" for place in (group.start - 1, group.end))
    return before in _BOUNDED or after in _BOUNDED or after in VERBS


def _is_percent(token: Token) -> bool:
    found = quantity_of(token)
    return token.ent_type_ == "PERCENT" and found is not None and found.high is None


def _is_count(token: Token) -> bool:
    found: Quantity | None = quantity_of(token)
    return (
        token.ent_type_ in {"NUMBER", "PATIENTS"}
        and found is not None
        and found.value == found.value.to_integral_value()
    )
