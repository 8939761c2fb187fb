"""One piece of a trigger as a criterion: its grade, bounds and occurrence, and what they are of."""

from collections.abc import Iterator, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import replace

from spacy.tokens import Span as TokenSpan
from spacy.tokens import Token

from ingest.criteria.course import course_bounds
from ingest.criteria.pieces import SIGNS, Piece, names_finding, sets_bounds
from ingest.grade import ALL_GRADES, find_grade
from ingest.matcher import patterns
from ingest.quantity import Dimension
from ingest.thresholds import thresholds
from ingest.tokens import quantity_of, tokenize
from kg.facts import Threshold
from kg.facts.criteria import Criterion
from kg.naming import findings
from kg.naming.words import table, words

LOWEST, HIGHEST = 1, 5
"""Grades of the Common Terminology Criteria for Adverse Events."""
_BASELINE = "baseline"
_KNOWN = ("criterion_occurrence", "criterion_moment", "criterion_filler")
_NEGATIONS = frozenset({"not", "no", "cannot", "never", "unable", "without"})
_NO_NOUN = frozenset({"in", "within", "despite", "after", "during", "that", "which", "who", "or", "and", "as"})
"""Words behind a grade that begin no name of what has it."""
_GRADE = frozenset({"grade", "grades"})
_SILENT = _GRADE | frozenset(
    {"of", "the", "a", "an", "any", "all", "for", "if", "is", "are", "was", "were", "at", "to", "on", "with", "but", "from", "again"}
    | {"occurrence", "event", "lasting", "toxicity"}
)  # fmt: skip
"""Words at the ends of a stretch that say nothing of what it names."""


def criteria(piece: Piece, title: str | None, parameter: str | None) -> Iterator[Criterion]:
    """The criteria of a piece, as of a first alternative: one for what it bounds or names, and one for words that are left over.

    For a piece that names nothing itself, `title` is what the trigger names, and `parameter` what was bounded before. A grade
    and a bound that stands in brackets beside it are one criterion, since one defines the other; else both must hold. What
    is not understood is a circumstance for a person to confirm, as is a thing with its bounds that must not be there.
    """
    tokens, is_of_old = _without_moment(piece.tokens)
    course = list(course_bounds(tokens))
    runs = list(_runs(tokens, {index for bound in course for index in bound.tokens}))
    is_bounding = sets_bounds(tokens)
    named = next(
        (run.text for run in runs if names_finding(run) or (is_bounding and findings.mentioned(run.text))), None
    )
    graded = next((run.text for run in runs if _is_graded(run)), None)
    before = parameter or title
    measured = tuple(
        _of_named(limit, named, before, runs)
        for limit in thresholds(tokenize(tokens.text), named or before or tokens.text)
    )
    grades = _grades(tokens)
    subject = named or graded or (title if grades else None) or (measured[0].parameter if measured else title)
    whole = Criterion(alternative=1, text=_plain(piece.tokens), absent=piece.absent, disputed=piece.disputed)
    first = replace(
        whole,
        subject=subject,
        thresholds=(*measured, *(limit for bound in course for limit in bound.thresholds)),
        grade_low=grades[0] if grades else None,
        grade_high=grades[1] if grades else None,
        occurrence=_occurrence(tokens),
        at_baseline=is_of_old and not any(limit.relative_to == _BASELINE for limit in measured),
    )
    explained = {subject, *(limit.parameter for limit in measured)}
    unread = [run for run in runs if run.text not in explained and not (measured and _is_change(run.text))]
    is_list = any(_stands_before_comma(run, tokens) for run in unread)
    left = [run.text for run in unread if any(len(word) > 2 for word in run.text.split())] or [whole.text] * bool(
        unread
    )
    is_about_both = bool(grades and first.thresholds) and not _is_bracketed(tokens)
    if is_list or _is_negated(tokens) or not (sets_bound(first) or named) or (piece.absent and (left or is_about_both)):
        yield whole
        return
    yield from (
        (replace(first, thresholds=()), replace(first, grade_low=None, grade_high=None)) if is_about_both else [first]
    )
    if left:
        yield Criterion(alternative=1, text=" ".join(left), disputed=piece.disputed)


def _of_named(limit: Threshold, named: str | None, before: str | None, runs: Sequence[TokenSpan]) -> Threshold:
    """A bound with the bare name of its parameter: "ANC" of "recovery of ANC".

    Words that name nothing stand for what was named before: "they are again", "absolute decrease", "on day of treatment".
    """
    if named and named in limit.parameter:
        return replace(limit, parameter=named)
    is_unread = not any(run.text in limit.parameter or limit.parameter in run.text for run in runs)
    says_nothing = is_unread or _is_change(limit.parameter) or limit.parameter.split()[0].casefold() in _SILENT
    return replace(limit, parameter=before) if before and says_nothing else limit


def _is_change(printed: str) -> bool:
    """Whether some words only tell that a value changed: "absolute decrease from baseline"."""
    spoken = list(words(printed))
    return any(word in table().direction for word in spoken) and not findings.parameter_key(spoken)


def _is_negated(tokens: TokenSpan) -> bool:
    """Whether some words say that something is not so: of "does not resolve within 4 weeks" no bound can be taken."""
    return any(token.lower_ in _NEGATIONS for token in tokens)


def _stands_before_comma(run: TokenSpan, tokens: TokenSpan) -> bool:
    """Whether words are a member of a list before a bound: "symptomatic, Grade 3 or Grade 4"."""
    rest = run.doc[run.end : tokens.end]
    return len(rest) > 1 and rest[0].text == "," and sets_bounds(rest)


def sets_bound(criterion: Criterion) -> bool:
    """Whether a criterion bounds, grades or counts something; else it names a thing or circumstance."""
    return bool(criterion.thresholds) or criterion.grade_high is not None or criterion.occurrence is not None


def _plain(tokens: TokenSpan) -> str:
    text = " ".join(tokens.text.split()).strip(SIGNS)
    return text.rstrip(")") if text.count(")") > text.count("(") else text


def _runs(tokens: TokenSpan, course: AbstractSet[int]) -> Iterator[TokenSpan]:
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
    return (
        quantity is not None
        and quantity.dimension is not Dimension.DURATION
        and sets_bounds(token.doc[token.i : token.i + 1])
    )


def _trimmed(run: TokenSpan) -> Iterator[TokenSpan]:
    told = [token.i for token in run if token.lower_ not in _SILENT and not token.is_punct]
    if told:
        yield run.doc[told[0] : told[-1] + 1]


def _is_graded(run: TokenSpan) -> bool:
    """Whether words stand right behind a grade and name what has it: "Grade 2 bleeding", but not "Grade 3 severe"."""
    before = run.doc[run.start - 1] if run.start else None
    quantity = quantity_of(before) if before is not None else None
    is_behind = before is not None and (
        before.lower_ in _GRADE or getattr(quantity, "dimension", None) is Dimension.GRADE
    )
    return is_behind and run[0].lower_ not in _NO_NOUN and not any(token.ent_type_ == "SEVERITY" for token in run)


def _grades(tokens: TokenSpan) -> tuple[int, int] | None:
    """The lowest and highest grade that a piece names, ends included; None where it names none, or grades in several places."""
    found = find_grade(tokens.text)
    if found is None or find_grade(tokens.text[found.end :]) is not None:
        return None
    digits = [int(sign) for sign in found.code if sign.isdigit()]
    if found.code == ALL_GRADES:
        return LOWEST, HIGHEST
    if not digits:
        return None
    excluded = found.code[0] in "<>" and found.code[1] != "="
    low = LOWEST if found.code.startswith("<") else min(digits) + excluded
    high = HIGHEST if found.code.startswith(">") else max(digits) - excluded
    return low, high


def _occurrence(tokens: TokenSpan) -> int | None:
    found = next(patterns("criterion_occurrence").find(tokens), None)
    return int(found.pattern.gives["occurrence"]) if found else None


def _without_moment(tokens: TokenSpan) -> tuple[TokenSpan, bool]:
    """A piece without the words at its start or end that speak of a value before treatment, and whether there are such words.

    "Baseline" behind other words is no such word: "increases from baseline".
    """
    for match in patterns("criterion_moment").find(tokens):
        if match.tokens.start == tokens.start:
            return tokens.doc[match.tokens.end : tokens.end], True
        if match.tokens.text.split()[0].casefold() != _BASELINE:
            is_last = match.tokens.end == tokens.end
            return tokens.doc[tokens.start : match.tokens.start if is_last else tokens.end], True
    return tokens, False


def _is_bracketed(tokens: TokenSpan) -> bool:
    """Whether the grade or the bound of a piece stands in brackets."""
    inside = tokens.text.partition("(")[2].partition(")")[0]
    return bool(inside) and any(quantity_of(token) is not None for token in tokenize(inside))
