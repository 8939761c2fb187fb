"""The stretches of words between the bounds of a piece: what they name, and which of them are left over."""

from collections.abc import Iterator
from collections.abc import Set as AbstractSet

from spacy.tokens import Span as TokenSpan
from spacy.tokens import Token

from ingest.criteria.pieces import is_length, sets_bounds
from ingest.matcher import patterns
from ingest.quantity import Dimension
from ingest.tokens import quantity_of, tokenize
from kg.naming import findings
from kg.naming.words import table, words

_KNOWN = ("criterion_occurrence", "criterion_moment", "criterion_filler")
_NO_NOUN = frozenset({"in", "within", "despite", "after", "during", "that", "which", "who", "or", "and", "as"})
"""Words behind a grade that begin no name of what has it."""
_GRADE = frozenset({"grade", "grades"})
SILENT = _GRADE | frozenset(
    {"of", "the", "a", "an", "any", "all", "for", "if", "is", "are", "was", "were", "at", "to", "on", "with", "but", "from", "again", "below", "above"}
    | {"occurrence", "event", "lasting", "toxicity", "and", "has", "have", "had", "been", "occur", "occurs", "occurred"}
)  # fmt: skip
"""Words at the ends of a stretch that say nothing of what it names."""


def stretches(tokens: TokenSpan, course: AbstractSet[int]) -> Iterator[TokenSpan]:
    """The stretches of words that are neither a bound nor words of a known meaning, without joining words at their ends.

    `course` are the indices of the tokens that bound the course of treatment.
    """
    known = {token.i for name in _KNOWN for match in patterns(name).find(tokens) for token in match.tokens}
    explained = known | course | {token.i for token in tokens if _is_bound(token)}
    start = tokens.start
    for token in tokens:
        if token.i in explained or token.text in "()[]":
            yield from _trimmed(token.doc[start : token.i])
            start = token.i + 1
    yield from _trimmed(tokens.doc[start : tokens.end])


def _is_bound(token: Token) -> bool:
    """Whether a token is a grade or a bound on a value; any other quantity is a part of the words around it."""
    quantity = quantity_of(token)
    return quantity is not None and not is_length(quantity) and sets_bounds(token.doc[token.i : token.i + 1])


def _trimmed(run: TokenSpan) -> Iterator[TokenSpan]:
    told = [token.i for token in run if token.lower_ not in SILENT and not token.is_punct]
    if told:
        yield run.doc[told[0] : told[-1] + 1]


def is_graded(run: TokenSpan) -> bool:
    """Whether words stand right behind a grade and name what has it: "Grade 2 bleeding", but not "Grade 3 severe"."""
    before = run.doc[run.start - 1] if run.start else None
    quantity = quantity_of(before) if before is not None else None
    is_behind = before is not None and (
        before.lower_ in _GRADE or getattr(quantity, "dimension", None) is Dimension.GRADE
    )
    return is_behind and run[0].lower_ not in _NO_NOUN and not any(token.ent_type_ == "SEVERITY" for token in run)


def is_change(printed: str) -> bool:
    """Whether some words only tell that a value changed: "absolute decrease below the pretreatment value"."""
    told = tokenize(printed)
    moments = {
        token.i for match in patterns("criterion_difference", "before-treatment").find(told) for token in match.tokens
    }
    spoken = [
        word for token in told if token.i not in moments and token.lower_ not in SILENT for word in words(token.text)
    ]
    return any(word in table().direction for word in spoken) and not findings.parameter_key(spoken)


def stands_before_comma(run: TokenSpan, tokens: TokenSpan) -> bool:
    """Whether words are a member of a list before a bound: "symptomatic, Grade 3 or Grade 4"."""
    rest = run.doc[run.end : tokens.end]
    return len(rest) > 1 and rest[0].text == "," and sets_bounds(rest)
