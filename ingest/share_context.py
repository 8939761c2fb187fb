"""What the shares of patients in a sentence are about: the event, the arm and the grade of each.

The rules are plain: the words before the verb of a clause ("rash was reported in") are the event of the shares behind it;
where a share opens its clause ("12% of patients had rash"), what follows is. Shares that follow each other have one event.
Several things that are named for as many shares ("A and B ... in 5% and 3%, respectively") are paired in order.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import Protocol

from spacy.tokens import Doc, Token
from spacy.tokens import Span as TokenSpan

from ingest.grade import find_grade
from ingest.named_arms import ARM, CONTRAST, CONTRASTED, WITH, arm_at_end, arm_named, arms_in, arms_together
from ingest.parentheses import OPENING
from ingest.share_clause import first_clause, last_clause, predicate, without_count
from ingest.share_event import (
    EDGES,
    GRADES,
    LONGEST_EVENT,
    OBJECT,
    apposed,
    clean,
    event_after,
    event_before,
    has_verb,
    listed_before,
    names_event,
    only_group,
    subject_before,
    telling,
    without_group,
)
from ingest.share_pairs import paired, paired_behind, paired_by_study
from ingest.share_whom import detailed, whom_ahead
from ingest.share_words import words_for
from ingest.tokens import without_references
from kg.folding import without_trade_marks

RESPECTIVELY = re.compile(r"^[^%]*\brespectively\b")
_NAMED = re.compile(
    r"\b(?P<name>[Cc]ycles?|[Dd]ays?|[Ww]eeks?|[Mm]onths?|[Yy]ears?)\s+(?P<numbers>\d+(?:(?:\s*,\s*|\s*,?\s+and\s+)\d+)+)"
)
_FATAL = re.compile(r"^(?:fatal|deaths?)\b|\bfatal$", re.IGNORECASE)
EXISTING = re.compile(
    r"^(?:[^,;]*,\s+)?[Tt]here\s+(?:was|were)\s*(?:(?:an?|no)\s+)?(?:\d[\d,]*|[a-z]+(?=\s*$))?\s*(?P<what>.*)$"
)
FOR_WHOM = re.compile(r"\s*\b(?:in|among|for)\s+(?:the|those|patients|subjects)\b.*$")
DID = re.compile(
    r"\b(?:patients|subjects)\s+(?P<did>(?:died|discontinued|had|experienced|developed|withdrew|received)\b[^;]*?)\s*[;:,]?$"
)
_WHEN = r"(?:by|at|through|within|after|during|in|until|for)\s+(?:at\s+least\s+|about\s+|approximately\s+)?(?:(?:[\w-]+\s+)?(?i:Week|Month|Day|Cycle|Year)s?\s+\d+|\d+\s+(?:hours?|days?|weeks?|months?|years?))"
_LATER = re.compile(rf"^(?:patients|subjects)?[\s,)]*(?:and\s+)?(?P<when>{_WHEN})\s+(?:for|in|of|by|was|were)$")
"""A time at which a share goes on with the event before it: "by 4 hours for 12%, by 24 hours for 20%"."""
_OTHER_REASON = re.compile(r"^(?:patients?|subjects?)?\s*(?:due\s+to|because\s+of)\s.*\band(?:\s+in)?$")
"""A reason of the share before, at which one with another goes on: "3% due to rash and in 1% due to fever"."""
_INCLUDED = re.compile(r"^(?:of\s+)?(?:the\s+)?(?:patients|subjects)\s+who\s+(?P<did>.+)$")
_LABEL = re.compile(
    r"(?:^[;,]?\s*(?:and\s+)?|\(\s*)(?P<label>(?:placebo|\d[\d.]*\s*m?c?g(?:/\w+)?(?:\s+(?:once|twice|three\s+times)\s+(?:a\s+)?da(?:il)?y)?)(?=:?$)|[A-Z][\w+/-]{1,20}(?=:$)):?$"
)
"""An arm that labels its share in a list: "(placebo 1%; 4 mg twice daily 2%)", "(AC: 1% and ACT: 2%)"."""
_TIMED = re.compile(rf"\s+{_WHEN}$")
_OF_THESE = re.compile(
    r"^(?:of\s+)?(?:these|those)\s+(?:events|reactions|cases)\s+(?P<what>(?:was|were|led|resulted|resolved)\s[^;,]*)"
)
"""What is said of the events of the share before: "rash occurred in 3%; 1% of these events were severe"."""
_GROUP_ENDS = re.compile(
    r"\b(?P<told>reported|occurred|observed|seen|noted)\s+in\s+(?:the\s+[^,;()]{2,60}?\s+(?:groups?|arms?)|(?:the|a|most)\s+(?:(?:majority|minority)\s+of\s+)?(?:the\s+)?(?:patients|subjects))$"
)
"""Words in front of a bracket that name the group that its share is of: "rash was reported in the placebo group (12%)"."""
_ELSE = frozenset({"other", "others"})
_AHEAD = re.compile(r"^[\s,)]*(?P<what>[a-z][\w\s/-]{2,60}?)\s+(?:occurred|was|were|have|has)\b")
"""What a degree in front of its share is of: "serious, including fatal (4%), infections occurred"."""
_OF_WHICH = re.compile(r"\b(?:for|of|in|from|among)$")
_SIZE = re.compile(r"\(\s*[nN]\s*=\s*[\d,]+\s*\)")


@dataclass(frozen=True, slots=True)
class ShareContext:
    """The event, arm and grade of a share; None where the sentence does not tell."""

    event: str | None = None
    arm: str | None = None
    grade: str | None = None
    subject: str | None = None
    """What the clause speaks of, which a later clause without a subject goes on with: "and was fatal in 2%"."""


@dataclass(frozen=True, slots=True)
class _Share:
    """A share with the words of its sentence before it (up to the share before) and behind it (up to the next)."""

    before: str
    after: str
    is_first: bool
    in_brackets: bool
    inside: str


def share_contexts(sentence: TokenSpan, shares: Sequence[TokenSpan]) -> list[ShareContext]:
    """The context of each share of a sentence; `shares` are their tokens from left to right.

    >>> from ingest.tokens import tokenize
    >>> doc = tokenize("Rash and itching occurred in 5% and 3% of patients in the DRUG-X arm, respectively.")
    >>> [(found.event, found.arm) for found in share_contexts(doc[:], [doc[5:6], doc[7:8]])]
    [('Rash', 'DRUG-X'), ('itching', 'DRUG-X')]
    """
    if not shares:
        return []
    parts = list(_parts(sentence, shares))
    contexts: list[ShareContext] = []
    carried = ShareContext()
    for group in _groups(parts):
        told = list(_group_contexts(group, carried))
        before = [context.arm for context in contexts[-len(group) :]]
        is_like = _in_order(group) or any(CONTRAST.search(share.before) for share in group[1:])
        if is_like and len(set(filter(None, before))) == len(group) and len({one.arm for one in told}) == 1:
            told = [replace(one, arm=arm) for one, arm in zip(told, before, strict=True)]
        contexts.extend(told)
        carried = replace(told[-1], subject=subject_before(group[0].before) or carried.subject)
    ahead = whom_ahead(parts[0].before)
    return [_with_details(context, part, ahead) for context, part in zip(contexts, parts, strict=True)]


def _with_details(context: ShareContext, share: _Share, ahead: str | None) -> ShareContext:
    """A context with what the words behind its own share, or ahead of all, add to the event."""
    if context.event is None or RESPECTIVELY.search(share.after):
        return context
    event = detailed(context.event, share.after, ahead)
    return replace(context, event=event if len(event) <= LONGEST_EVENT else context.event)


class Shared(Protocol):
    """A share of patients that stands at some tokens of a sentence."""

    @property
    def tokens(self) -> TokenSpan:
        """The tokens that state it."""


def contexts_by_start(sentence: TokenSpan, *shares: Sequence[Shared]) -> dict[int, ShareContext]:
    """The contexts of all shares of a sentence, whatever their kind, by the first token of each: one goes on with another."""
    together = sorted((share.tokens for kind in shares for share in kind), key=lambda tokens: tokens.start)
    return dict(zip((tokens.start for tokens in together), share_contexts(sentence, together), strict=True))


def _in_order(group: Sequence[_Share]) -> bool:
    """Whether shares are told to be of several things in their order."""
    words = (group[0].before, *(share.before for share in group[1:]), group[-1].after)
    return len(group) > 1 and any(RESPECTIVELY.search(part) for part in words)


def grade_token(sentence: TokenSpan, share: TokenSpan, grade: str | None) -> Token | None:
    """The token nearest to a share that states its grade, one before it first."""
    printed = [token for token in sentence if token.ent_type_ == "GRADE"]
    near = sorted(printed, key=lambda token: (token.i > share.start, abs(token.i - share.start)))
    stated = ((token, find_grade(token.text)) for token in near)
    return next((token for token, found in stated if found is not None and found.code == grade), None)


def words_behind_share(sentence: TokenSpan, share: TokenSpan) -> str:
    """The words of a sentence behind a share, without the bracket that the share stands in."""
    return _words(sentence.doc, share.end, sentence.end)


def _parts(sentence: TokenSpan, shares: Sequence[TokenSpan]) -> Iterator[_Share]:
    edges = [sentence.start, *(share.end for share in shares)]
    starts = [*(share.start for share in shares), sentence.end]
    between = [_words(sentence.doc, start, end) for start, end in zip(edges, starts, strict=True)]
    for position, (before, after) in enumerate(pairwise(between)):
        opened = starts[position] > sentence.start and sentence.doc[starts[position] - 1].text in OPENING
        inside = _words(sentence.doc, shares[position].start, shares[position].end)
        yield _Share(before=before, after=after, is_first=position == 0, in_brackets=opened, inside=inside)


def _words(doc: Doc, start: int, end: int) -> str:
    words = " ".join(_SIZE.sub(" ", without_trade_marks(without_references(doc[start:end]))).split())
    return without_count(words.lstrip(")] ").rstrip("([ "))


def _groups(parts: Sequence[_Share]) -> Iterator[list[_Share]]:
    """Shares that follow each other without a clause between them."""
    group: list[_Share] = []
    for part in parts:
        if group and (_begins_clause(group[-1], part) or not _is_joint(part.before)):
            yield group
            group = []
        group.append(part)
    yield group


def _begins_clause(before: _Share, share: _Share) -> bool:
    """Whether a share begins a clause of its own: "compared to 4% who had rash", "; 1% were Grade 3"."""
    contrasted = CONTRAST.search(before.before) is not None and event_after(share.after) is not None
    is_graded = event_after(share.after) is not None or GRADES.search(share.after) is not None
    return contrasted or (";" in share.before and is_graded)


def _is_joint(between: str) -> bool:
    """Whether words between two shares only name who the first is of and join the second to it."""
    rest = re.sub(r"\bof\s+(?:the\s+)?\d[\d,]*\s+(?=patients|subjects)", "of ", between)
    rest = without_group(WITH.sub(" ", ARM.sub(" ", rest)))
    rest = re.sub(r"\b(?:patients|subjects|those|who|alone)\b", " ", rest)
    return all(word in EDGES for word in re.findall(r"[\w’'-]+|[^\w\s]", rest.casefold()))


def _group_contexts(group: Sequence[_Share], carried: ShareContext) -> Iterator[ShareContext]:
    before, after = group[0].before, group[-1].after.split(";")[0]
    event = _event(group[0], after, carried)
    together = _in_order(group)
    event = re.sub(r",?\s*\brespectively\b,?", "", event) if event else event
    named = _named_together(after, len(group)) if together else None
    arms = arms_together(after, len(group)) or arms_together(before, len(group)) if len(group) > 1 else None
    events = paired(event, len(group)) if together and event and not named else None
    if together and event and not (named or events or arms):
        events = paired_behind(event, after, len(group)) or paired_by_study(event, before, len(group))
    grades = _grades_together(event or "", len(group)) if together else None
    shared = _shared_arm(group, before, after) or (None if group[0].is_first else carried.arm)
    own = all(arm_named(share.after) for share in group[:-1])
    if together and not (named or events or arms or grades or own):
        event, shared = None, None
    for position, share in enumerate(group):
        one = events[position] if events else event
        if named and one:
            one = f"{re.sub(r' in$', '', _NAMED.split(one)[0].strip())} in {named[position]}"
        yield ShareContext(
            event=clean(one),
            arm=_own_arm(share)
            or (arms[position] if arms else _compared_arm(share) or arm_named(share.after) or shared),
            grade=grades[position]
            if grades
            else _grade_of(one, event, before)
            or _grade_behind(share, event, carried)
            or _grade_before(share, event, carried),
        )


def _event(share: _Share, after: str, carried: ShareContext) -> str | None:
    """The event of a group: from the words before it, else from those behind it, else that of the shares before it."""
    again = _again(share, carried) or _of_these(after, carried) or _including(share, after)
    if again is not None:
        return again
    existing = EXISTING.match(share.before)
    if existing is not None:
        return FOR_WHOM.sub("", existing["what"].split(",")[0]) or FOR_WHOM.sub("", event_after(after) or "") or None
    words = _GROUP_ENDS.sub(r"\g<told> in", share.before) if share.in_brackets else share.before
    before = event_before(words, is_first=share.is_first, subject=carried.subject) or listed_before(share.before)
    said = _said(share, after, before)
    if said is not None:
        return said
    if before is not None and names_event(before):
        ahead = _AHEAD.match(after) if before.casefold() in words_for("degree") else None
        if ahead is not None:
            return f"{before} {ahead['what']}"
        return carried.event if carried.event and not telling(before) else before
    return _event_behind(share, after, carried if before is None or before.casefold() not in _ELSE else ShareContext())


def _again(share: _Share, carried: ShareContext) -> str | None:
    """The event of the shares before, at the same or at another time: "by 4 hours for 12%, by 24 hours for 20%"."""
    before = share.before.strip(" ,")
    later = _LATER.match(before)
    if carried.event and later is not None:
        return f"{_TIMED.sub('', carried.event)} {later['when']}"
    is_label = not share.is_first and _LABEL.match(share.before)
    is_again = CONTRAST.search(before) or CONTRASTED.match(before) or _OTHER_REASON.match(before) or is_label
    return carried.event if is_again else None


def _of_these(after: str, carried: ShareContext) -> str | None:
    """The events of the share before with what is said of a share of them: "rash in 3%; 1% of these events were severe"."""
    these = _OF_THESE.match(after) if carried.event else None
    return f"{carried.event} that {first_clause(these['what'])}" if these is not None else None


def _including(share: _Share, after: str) -> str | None:
    """What those did that a share is of among those of the share before: "including 3% of patients who developed rash"."""
    found = _INCLUDED.match(after) if share.before.endswith("including") else None
    return first_clause(found["did"]) if found is not None else None


def _said(share: _Share, after: str, before: str | None) -> str | None:
    """What is said of the patients of a share behind it, where the words before it say nothing by themselves."""
    said = predicate(after) if not has_verb(share.before) else None
    if said is None or not telling(said) or not names_event(said):
        return None
    beside = apposed(share.before) if share.in_brackets and after.startswith(said) else None
    return beside or (f"{before} {said}" if before and _OF_WHICH.search(share.before) else said)


def _event_behind(share: _Share, after: str, carried: ShareContext) -> str | None:
    """The event of a group whose words before it tell none."""
    behind = event_after(after)
    if behind is not None and (not names_event(behind) or (carried.event and not telling(behind))):
        return carried.event
    if behind is not None and carried.event and only_group(after):
        return carried.event
    if behind is not None and behind.startswith(("in ", "at ", "during ", "using ")) and carried.event:
        return f"{re.sub(r' in (?:Cycle|Week|Month|Year|Day)s? [0-9]+$', '', carried.event)} {behind}"
    did = DID.search(share.before)
    return (
        behind
        or carried.event
        or (did["did"] if did is not None else event_before(share.before + " in", is_first=share.is_first))
    )


def _shared_arm(group: Sequence[_Share], before: str, after: str) -> str | None:
    """The arm that is named once for a group: behind it, or before it where that is not the arm of the share before."""
    is_contrasted = any(CONTRAST.search(share.before) for share in group[1:])
    if not is_contrasted and (len(group) > 1 or not OBJECT.search(before)):
        behind = arm_named(after)
        if behind is not None:
            return behind
    named = arms_in(before)
    own = named if group[0].is_first or CONTRASTED.match(before) else named[1:]
    return own[-1] if own else None


def _own_arm(share: _Share) -> str | None:
    """The arm that stands within a share or as its label: "5% of patients on placebo (3/60)", "(placebo 5%; 4 mg 3%)"."""
    label = _LABEL.search(share.before)
    if label is not None:
        return label["label"]
    return arm_named(share.inside) or (arm_at_end(share.before) if share.in_brackets else None)


def _compared_arm(share: _Share) -> str | None:
    """The arm that is named right before a share as what it is compared to: "compared to the placebo group (3%)"."""
    named = arms_in(share.before) if CONTRASTED.match(share.before) else []
    return named[-1] if named else None


def _grades_together(event: str, count: int) -> list[str] | None:
    found = [grade.code for match in GRADES.finditer(event) if (grade := find_grade(match.group())) is not None]
    return found if len(found) == count else None


def _grade_of(one: str | None, event: str | None, before: str) -> str | None:
    """The grade in the words of the event; a fatal event is of Grade 5."""
    for words in (one or "", last_clause(before)[-80:], event or ""):
        grade = find_grade(words)
        if grade is not None:
            return grade.code
    return "5" if one and _FATAL.search(one) else None


def _grade_behind(share: _Share, event: str | None, carried: ShareContext) -> str | None:
    """The grade behind a share that goes on with the event before it: "Rash occurred in 3%; 1% were Grade 3"."""
    found = find_grade(event_after(share.after) or "") if event == carried.event else None
    return found.code if found is not None else None


def _grade_before(share: _Share, event: str | None, carried: ShareContext) -> str | None:
    """The grade of the share before, where the event is the same or another item of its list: "Grade 3 rash 5%, fever 3%"."""
    is_item = not share.is_first and not has_verb(share.before) and listed_before(share.before) is not None
    is_listed = is_item and not share.after.startswith(("of ", "had ", "were "))
    is_same = event is not None and event == carried.event and not share.after.startswith(("overall ", "all "))
    return carried.grade if is_listed or is_same else None


def _named_together(words: str, count: int) -> list[str] | None:
    match = _NAMED.search(words)
    numbers = re.findall(r"\d+", match["numbers"]) if match else []
    name = match["name"].rstrip("s") if match else ""
    return [f"{name} {number}" for number in numbers] if len(numbers) == count else None
