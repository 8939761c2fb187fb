"""One piece of a trigger as a criterion: its grade, bounds and occurrence, and what they are of."""

import re
from collections.abc import Iterator, Sequence, Set
from dataclasses import dataclass, replace

from spacy.tokens import Span as TokenSpan

from ingest.criteria.brackets import is_bracketed, without_brackets
from ingest.criteria.course import course_bounds
from ingest.criteria.difference import UNKNOWN, against_baseline, is_amount, tells_difference
from ingest.criteria.pieces import SIGNS, Piece, names_finding, sets_bounds
from ingest.criteria.stretches import SILENT, is_change, is_graded, stands_before_comma, stretches
from ingest.grade import ALL_GRADES, find_grade
from ingest.matcher import patterns
from ingest.thresholds import thresholds
from ingest.tokens import quantity_of, tokenize
from kg.facts import Threshold
from kg.facts.criteria import Criterion
from kg.naming import findings
from kg.naming.reaction_group import group
from kg.naming.reactions import reactions
from kg.naming.words import words

LOWEST, HIGHEST = 1, 5
"""Grades of the Common Terminology Criteria for Adverse Events."""
_BASELINE = "baseline"
_TIMES = "{times}"
_OR, _PAIR = "or", 3
_ITEM = "•"
_MOMENT = re.compile(r"^(?:after|when|once|until|upon)\s+(?:the\s+)?", re.IGNORECASE)
_OF_OTHERS = frozenset({"confirmed", "suspected", "baseline", "upon", "occurs"})
"""Words that ask nothing by themselves."""
_DEGREES = frozenset({"mild", "moderate", "severe", "symptomatic", "asymptomatic"})
_GRADE_BEHIND = re.compile(
    r"\(\s*grades?\s*[≥>]?\s*[1-5](?:\s*(?:-|–|to|or)\s*(?:[1-5]|greater|higher))?\s*\)\s*$", re.IGNORECASE
)
_NEGATIONS = frozenset({"not", "no", "cannot", "never", "unable", "without"})


@dataclass(frozen=True, slots=True)
class _Reading:
    """What is read of a piece: its criterion, the words that are left over, and whether a grade and a bound stand apart."""

    first: Criterion
    left: str | None
    is_apart: bool
    is_understood: bool


def criteria(piece: Piece, title: str | None, parameter: str | None) -> Iterator[Criterion]:
    """The criteria of a piece, as of a first alternative: one for what it bounds or names, and one for words that are left over.

    For a piece that names nothing itself, `title` is what the trigger names, and `parameter` what was bounded before. A grade
    and a bound that stands in brackets or alone beside it are one criterion, since one defines the other; else both must hold. What
    is not understood is a circumstance for a person to confirm, as is a thing with its bounds that must not be there.
    """
    read = _reading(piece, title, parameter)
    is_told = read.is_understood and read.left != read.first.text
    bare = None if is_told or piece.absent else without_brackets(piece)
    again = _reading(bare.piece, title, parameter) if bare is not None else read
    if bare is not None and again.is_understood and (not read.is_understood or not again.left):
        yield from _criteria(bare.piece, again)
        yield from (Criterion(alternative=1, text=words, disputed=piece.disputed) for words in bare.asked)
    elif not read.is_understood or (piece.absent and (read.left or read.is_apart)):
        yield _whole(piece)
    else:
        yield from _criteria(piece, read)


def _criteria(piece: Piece, read: _Reading) -> Iterator[Criterion]:
    if read.is_apart:
        yield replace(read.first, thresholds=())
        yield replace(read.first, grade_low=None, grade_high=None)
    else:
        yield read.first
    if read.left:
        yield Criterion(alternative=1, text=read.left, disputed=piece.disputed)


def _reading(piece: Piece, title: str | None, parameter: str | None) -> _Reading:
    is_difference = tells_difference(piece.tokens)
    tokens, is_of_old = (piece.tokens, False) if is_difference else _without_moment(piece.tokens)
    course = list(course_bounds(tokens))
    in_course = {index for bound in course for index in bound.tokens}
    runs = list(stretches(tokens, in_course))
    run = _named(runs, is_bounding=sets_bounds(tokens))
    named = run.text if run is not None else None
    bounds = tuple(_measured(tokens, named, parameter or title, runs))
    measured = against_baseline(bounds, piece.tokens) if is_difference else bounds
    if not is_difference and any(limit.relative_to == _BASELINE and limit.unit for limit in measured):
        measured, is_of_old = tuple(replace(limit, relative_to=None) for limit in measured), True
    grades = _grades(tokens)
    graded = next((run.text for run in runs if is_graded(run)), None)
    is_title = title is not None and bool(grades) and run is not None and is_bracketed(run, tokens)
    first = replace(
        _whole(piece),
        subject=(None if is_title else named)
        or graded
        or (title if grades else None)
        or (measured[0].parameter if measured else title),
        thresholds=(*measured, *(limit for bound in course for limit in bound.thresholds)),
        grade_low=grades[0] if grades else None,
        grade_high=grades[1] if grades else None,
        occurrence=_occurrence(tokens),
        at_baseline=is_of_old and not any(limit.relative_to == _BASELINE for limit in measured),
    )
    if title and first.subject and title.casefold().startswith(first.subject.casefold()):
        first = replace(first, subject=title)
    if first.subject is None and len(runs) == 1 and (first.occurrence is not None or group(runs[0].text)):
        first = replace(first, subject=runs[0].text)
    explained = {first.subject, named, graded, *(limit.parameter for limit in measured)}
    explained |= {title.casefold()} if title and (measured or grades) else set()
    left = [
        run
        for run in runs
        if not _is_explained(run.text, explained)
        and not (measured and is_change(run.text))
        and not (title and sets_bound(first) and _is_part_of(run.text, title, tokens.text))
    ]
    is_listed = any(stands_before_comma(run, tokens) for run in left)
    bounded = dict.fromkeys([first.subject or "", *(limit.parameter for limit in measured)]) if measured else ()
    beside = [name for name in bounded if name in tokens.text and _says_more(name)]
    is_open = any(map(_is_open, (*(run.text for run in left), *beside)))
    return _Reading(
        first=replace(first, disputed=first.disputed or is_open),
        left=_words(left, first.text) or _fullest(beside, first.text),
        is_apart=bool(grades and first.thresholds)
        and not _is_bracketed(tokens)
        and not (measured and named is None and not course and not left),
        is_understood=not is_listed
        and not _holds_items(tokens)
        and not _is_negated(tokens)
        and not any(_is_unknown(limit) for limit in measured)
        and (bool(bounds) or not any(is_amount(token) and token.i not in in_course for token in tokens))
        and not (is_of_old and grades)
        and (sets_bound(first) or named is not None),
    )


def _says_more(parameter: str) -> bool:
    """Whether the words of a bound name a finding and say more: "pediatric patients with BSA", "persistent hyperglycemia"."""
    told = tokenize(parameter)
    if not findings.mentioned(parameter):
        return False
    same = {word for match in patterns("criterion_beside", "same").find(told) for word in words(match.tokens.text)}
    is_state = patterns("criterion_beside", "state").first(told) is not None
    return is_state or not same.issuperset(findings.beside(parameter))


def _is_open(printed: str) -> bool:
    """Whether an "or" was not understood: it may join what stands beside it to a bound, but not the words of "new or worsening"."""
    spoken = printed.casefold().split()
    is_pair = (
        len(spoken) == _PAIR
        and spoken[1] == _OR
        and spoken[0].isalpha()
        and not findings.mentioned(printed)
        and not reactions(printed)
    )
    return _OR in spoken and not is_pair


def _is_unknown(limit: Threshold) -> bool:
    """Whether a bound is a multiple or a difference of something that was not read."""
    return limit.unit == _TIMES or limit.relative_to == UNKNOWN


def _whole(piece: Piece) -> Criterion:
    return Criterion(alternative=1, text=_plain(piece.tokens), absent=piece.absent, disputed=piece.disputed)


def _is_explained(words: str, explained: Set[str | None]) -> bool:
    """Whether some words are those that a criterion has already, or these behind "after the"."""
    return not {words, words.casefold(), _MOMENT.sub("", words)}.isdisjoint(explained)


def _is_part_of(said: str, title: str, whole: str) -> bool:
    """Whether some words say no more than a title ("renal" of "Renal toxicity"), but for a degree that a grade in brackets defines."""
    degrees = _DEGREES if _GRADE_BEHIND.search(whole) else frozenset[str]()
    return set(words(said)) <= set(words(title)) | degrees


def _named(runs: Sequence[TokenSpan], *, is_bounding: bool) -> TokenSpan | None:
    """The first words that name a finding; beside a bound they may say more: "absolute decrease in LVEF"."""
    known = (run for run in runs if names_finding(run) or (is_bounding and findings.mentioned(run.text)))
    return next(known, None)


def _words(left: Sequence[TokenSpan], whole: str) -> str | None:
    """The words that are left over; the whole piece where they stand apart, or are too few to be read alone: a lone word that
    tells how sure something is, or mere letters, as of a quantity that was not read.
    """
    told = [run.text for run in left if any(len(word) > 2 for word in run.text.split())]
    is_read = len(told) == 1 and told[0].casefold() not in _OF_OTHERS
    return told[0] if is_read else (whole if left else None)


def _fullest(beside: Sequence[str], whole: str) -> str | None:
    """The longest of the names that say more than what is bounded; the whole piece where that is how sure it is: "confirmed ANC < 1"."""
    said = max(beside, key=len, default=None)
    return whole if said is not None and _OF_OTHERS & set(said.casefold().split()) else said


def _measured(
    tokens: TokenSpan, named: str | None, before: str | None, runs: Sequence[TokenSpan]
) -> Iterator[Threshold]:
    for limit in thresholds(tokenize(tokens.text), named or before or tokens.text):
        yield _of_named(limit, named, before, runs)


def _of_named(limit: Threshold, named: str | None, before: str | None, runs: Sequence[TokenSpan]) -> Threshold:
    """A bound with the bare name of its parameter: "ANC" of "recovery of ANC".

    Words that name nothing stand for what was named before: "they are again", "absolute decrease", "on day of treatment".
    """
    if named and named in limit.parameter:
        return replace(limit, parameter=named)
    is_unread = not any(run.text in limit.parameter or limit.parameter in run.text for run in runs)
    says_nothing = is_unread or is_change(limit.parameter) or limit.parameter.split()[0].casefold() in SILENT
    told = before or named
    return replace(limit, parameter=told) if told and says_nothing else limit


def _holds_items(tokens: TokenSpan) -> bool:
    """Whether a list sign stands behind a bound: nothing tells whether one or all of the items must hold."""
    doc = tokens.doc
    signs = (token.i for token in tokens if token.text == _ITEM and token.i > tokens.start)
    return any(doc[sign - 1].text != ":" and sets_bounds(doc[tokens.start : sign]) for sign in signs)


def _is_negated(tokens: TokenSpan) -> bool:
    """Whether some words say that something is not so: of "does not resolve within 4 weeks" no bound can be taken."""
    return any(token.lower_ in _NEGATIONS for token in tokens)


def sets_bound(criterion: Criterion) -> bool:
    """Whether a criterion bounds, grades or counts something; else it names a thing or circumstance."""
    return bool(criterion.thresholds) or criterion.grade_high is not None or criterion.occurrence is not None


def _plain(tokens: TokenSpan) -> str:
    text = " ".join(tokens.text.split()).strip(SIGNS)
    return text.rstrip(")") if text.count(")") > text.count("(") else text


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
