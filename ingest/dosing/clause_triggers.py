"""The trigger of a clause: the finding that its leading words, its subject, or the words behind its actions name."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from spacy.tokens import Doc, Token
from spacy.tokens import Span as TokenSpan

from ingest.dosing.actions import DOSING
from ingest.dosing.clauses import MODALS, Clause
from ingest.dosing.triggers import Trigger, shortened, trigger
from ingest.matcher import patterns
from ingest.quantity import Dimension
from ingest.spelled_numbers import ORDINALS
from ingest.tokens import CROSS_REFERENCE, quantity_of

_ENDS = frozenset({"until", "unless", "except", "then"})
_TELLING = frozenset({"has", "have", "may", "can", "occurs", "occurred"})
_OPENING_WORDS = 6
_SHORT = 2
_INSTRUCTIONS = frozenset(
    {"treat", "manage", "initiate", "institute", "evaluate", "consider", "monitor", "provide", "administer"}
    | {"follow", "refer", "obtain", "perform", "measure", "assess"}
)
_ADVERBS = frozenset({"however", "similarly", "additionally", "therefore", "thus", "alternatively"})
_RECEIVING = re.compile(
    r"^(?:in\s+|for\s+)?(?:\w+\s+)?patients\s+(?:who\s+are\s+)?(?:receiving|taking|treated\s+with)\b|whose|who\s+are\s+dosed",
    re.IGNORECASE,
)
_WATCHED = re.compile(
    r"^(?:in\s+)?(?P<whom>patients\s+with\b.*?)(?:\s+(?:should|must)\s+have\b.*\bmonitored\b|,\s+monitor\b)",
    re.IGNORECASE,
)
"""Patients who are watched for the finding that the words behind the actions name."""
_RUN_IN = re.compile(r"^\s*(?:[A-Z][\w/-]*\s+(?:(?:with|and|or|in|of|for)\s+)*){2,}(?=(?:The|In|For)(?:\s+[a-z]|\s*$))")
"""A heading that has run into the sentence below it: "Patients with Renal Impairment The total daily dose"."""
_KIND = frozenset({"toxicity", "toxicities", "reaction", "reactions", "event", "events", "adverse reactions"})
_LISTED = re.compile(
    r"^\s*(?:(?:either|any|one|all)(?:\s+or\s+more)?\s+of\s+)?(?:the\s+following\b[^:]{0,30})?:\s*", re.IGNORECASE
)
_GOING_ON_GRADING = frozenset({"", "or", "and", "not", "that", "which", "persisting", "lasting", "("})
"""What may follow a grade that names no finding of its own."""
_REASONS = frozenset({"due", "because"})
"""Words that begin why something is done, where a later one tells in whom."""
_OF_LENGTH = frozenset({"maximum", "consecutive"})
_LISTING = frozenset({"or", "and", "and/or"})
_QUALIFYING = frozenset({"severe", "grade", "any", "suspected", "confirmed"})
_NOT_APART = frozenset({"and", "or", "of", "to", "with", "the", "a", "an", "in", "for", "by", "any", "than", "no"})


@dataclass(frozen=True, slots=True)
class ToldTrigger:
    """A trigger, the words of the clause that hold it, and for whom the clause says that its rule holds."""

    trigger: Trigger
    tokens: TokenSpan
    condition: str | None = None


def clause_triggers(clause: Clause) -> Iterator[ToldTrigger]:
    """The triggers of a clause: one, or each item of a list that lost its signs ("Withhold for: Rash Fever")."""
    cues = [match.tokens for match in patterns("dose_rule").find(clause.tokens)]
    first = clause.actions[0].tokens.start
    doc = clause.tokens.doc
    start = _after_label(clause.tokens, cues, first)
    leading = _leading(cues, start, first)
    trailing = _trailing(clause, cues)
    if leading is not None and trailing is not None and (graded := _graded_behind(clause, leading, trailing)):
        yield graded
        return
    leading, condition = _of_patients(clause, leading, trailing, start)
    if leading is not None and (end := _leading_end(clause, leading, first)) > leading.end:
        yield from _of_leading(clause, leading, doc[start:end], condition)
        return
    subject = next((match.tokens for match in patterns("dose_rule_subject").find(clause.tokens)), None)
    if subject is not None and clause.tokens.start < subject.start <= first:
        words = _without_management(doc[clause.tokens.start : subject.start])
        if (found := trigger(words)) is not None:
            yield ToldTrigger(found, words)
    elif (managed := _managed(clause)) is not None and (found := trigger(managed)) is not None:
        yield ToldTrigger(found, managed)
    elif trailing is not None:
        kept = _kept(trailing, doc, clause.tokens.end, leading=False)
        for words in _items(doc[kept : _trailing_end(clause, trailing.end)]):
            if (found := trigger(words)) is not None:
                yield ToldTrigger(found, words, condition)


def _of_patients(
    clause: Clause, leading: TokenSpan | None, trailing: TokenSpan | None, start: int
) -> tuple[TokenSpan | None, str | None]:
    """The cue that begins a clause; None where the words behind the actions name the finding, with whom those before are about."""
    if leading is None or trailing is None:
        return leading, None
    first = clause.actions[0].tokens.start
    said = clause.tokens.doc[start:first].text
    if leading[0].lower_ in _REASONS or _RUN_IN.match(said):
        return None, None
    if _RECEIVING.search(said):
        return None, shortened(clause.tokens.doc[start : _leading_end(clause, leading, first)].text)
    watched = _WATCHED.search(said)
    return (None, shortened(watched["whom"])) if watched is not None else (leading, None)


def _graded_behind(clause: Clause, leading: TokenSpan, trailing: TokenSpan) -> ToldTrigger | None:
    """The finding that leading words name, if those behind the actions only grade it: "For patients with a rash, Exampline
    should be discontinued for Grade 3 or for Grade 2 that goes on".
    """
    doc, first = clause.tokens.doc, clause.actions[0].tokens.start
    joined = doc[trailing.start - 2 : trailing.start]
    is_second = joined[0].ent_type_ == Dimension.GRADE.value and joined[1].lower_ in _LISTING
    begin = joined.start if is_second else trailing.end
    behind = doc[begin : _trailing_end(clause, trailing.end)]
    if not len(behind) or behind[0].ent_type_ != Dimension.GRADE.value:
        return None
    words = doc[_kept(leading, doc, first, leading=True) : _leading_end(clause, leading, first)]
    found = trigger(words) if len(words) and behind[1:2].text.casefold() in _GOING_ON_GRADING else None
    if found is None or found.severity is not None:
        return None
    return ToldTrigger(replace(found, severity=shortened(behind.text)), doc[words.start : behind.end])


def _of_leading(clause: Clause, cue: TokenSpan, leading: TokenSpan, condition: str | None) -> Iterator[ToldTrigger]:
    """The trigger that the words before the actions name, from its cue on or from their last ", if"."""
    doc = leading.doc
    words = doc[_kept(cue, doc, leading.end, leading=True) : leading.end]
    if (nearer := _last_condition(words)) is not None:
        condition = shortened(doc[words.start : nearer.start - 2].text) if _is_of_patients(cue) else condition
        words = nearer
    if (found := trigger(words)) is not None:
        label = doc[clause.tokens.start : leading.start]
        yield ToldTrigger(_labelled(found, words, label), leading, condition)


def _last_condition(words: TokenSpan) -> TokenSpan | None:
    """What leading words say behind their last ", if": "in patients with rash, if fever occurs"."""
    starts = [
        token.i + 1 for token in words if token.lower_ == "if" and token.i > words.start and token.nbor(-1).text == ","
    ]
    start = starts[-1] if starts else words.end
    while start < words.end and words.doc[start].text == ",":
        start += 1
    return words.doc[start : words.end] if start < words.end else None


def _is_of_patients(cue: TokenSpan) -> bool:
    return any(token.lower_ in {"patient", "patients", "adults", "individuals"} for token in cue)


def named_first(sentence: TokenSpan) -> Trigger | None:
    """The finding that a sentence without a rule begins with: "Patients who experience rash should receive care"."""
    cues = [match.tokens for match in patterns("dose_rule").find(sentence)]
    modal = next((token.i for token in sentence if token.lower_ in MODALS), sentence.end)
    leading = _leading(cues, sentence.start, modal)
    return trigger(sentence.doc[leading.end : modal]) if leading is not None and modal < sentence.end else None


def _managed(clause: Clause) -> TokenSpan | None:
    """The finding of "Manage severe bleeding using dose delay": what stands before the word for the means."""
    dosing = next(action.tokens.start for action in clause.actions if action.action in DOSING)
    tokens = clause.tokens
    means = next(
        (t.i for t in tokens if tokens.start < t.i < dosing and t.lower_ in {"using", "with", "by", "through"}), None
    )
    return tokens.doc[tokens.start + 1 : means] if means is not None and tokens[0].lower_ == "manage" else None


def _trailing(clause: Clause, cues: Sequence[TokenSpan]) -> TokenSpan | None:
    """The cue behind the actions of a clause whose words name the finding."""
    first = clause.actions[0].tokens.start
    dosing = next(action.tokens.start for action in clause.actions if action.action in DOSING)
    outside = [cue for cue in cues if cue.start >= first and not _is_bracketed(cue, clause.tokens)]
    behind = [cue for cue in outside if not (_is_within_until(clause, first, cue.start) or _counts(cue))]
    return _innermost([cue for cue in behind if cue.start >= dosing]) or _innermost(behind)


def _items(words: TokenSpan) -> Iterator[TokenSpan]:
    """The items of a list behind a colon that has lost its signs, told by their capital letters; else all the words."""
    listed = _LISTED.match(words.text)
    if listed is None:
        yield words
        return
    start = next((token.i for token in words if token.idx >= words.start_char + listed.end()), words.end)
    for token in words.doc[start : words.end]:
        if token.i > start and (_begins_item(token) or _begins_bound(words.doc[start : token.i], token)):
            yield words.doc[start : token.i]
            start = token.i
    yield words.doc[start : words.end]


def _begins_item(token: Token) -> bool:
    before = token.nbor(-1)
    capital = token.text[:1].isupper() and (token.text[1:2].islower() or len(token.text) == 1)
    closed = (before.is_alpha and before.is_lower) or before.text == ")"
    return token.text == "•" or (capital and closed and before.lower_ not in _NOT_APART)


def _begins_bound(item: TokenSpan, token: Token) -> bool:
    """Whether an abbreviation begins an item behind one that sets a bound: "17% decrease from pre-treatment values ABC below"."""
    is_apart = item[-1].is_lower and item[-1].text.endswith("s") and item[-1].lower_ not in _NOT_APART
    is_bounded = any(quantity_of(before) is not None for before in item)
    return token.text.isupper() and len(token) > 1 and is_apart and is_bounded


def _labelled(found: Trigger, words: TokenSpan, label: TokenSpan) -> Trigger:
    """A trigger below the label of a finding: the label is the finding, and what follows says how severe it is."""
    named = label.text.strip(" :•-–") if label.text.rstrip().endswith(":") else ""
    if not named or len(named.split()) > _OPENING_WORDS:
        return found
    only_grade = found.severity is not None and found.words.lower() in _KIND
    return Trigger(words=named, severity=found.severity if only_grade else shortened(words.text))


def _leading(cues: Sequence[TokenSpan], start: int, first: int) -> TokenSpan | None:
    """The cue that begins a clause, or the last "who experience" behind it: that names the finding."""
    begins = next((cue for cue in cues if cue.start == start and cue.end <= first), None)
    if begins is None:
        return None
    within = [cue for cue in cues if begins.end <= cue.start and cue.end < first and cue[0].lower_ == "who"]
    return within[-1] if within else begins


def _after_label(clause: TokenSpan, cues: Sequence[TokenSpan], first: int) -> int:
    """Where a clause begins behind the label of a finding, "Ototoxicity: In case of ...", or behind an introduction."""
    if clause[0].lower_ in _ADVERBS and clause[1:2].text == ",":
        return clause.start + 2
    colons = [token.i for token in clause if token.text == ":" and token.i + 1 < clause.end]
    opening = [colon for colon in colons if colon < clause.start + _OPENING_WORDS]
    cued = [colon for colon in colons if colon < first and any(cue.start == colon + 1 for cue in cues)]
    return max(opening[:1] + cued, default=clause.start - 1) + 1


def _innermost(cues: Sequence[TokenSpan]) -> TokenSpan | None:
    """The first cue that no length of time follows ("for up to 28 days"), or the longest of those that begin with it."""
    meant = [cue for cue in cues if not _is_length(cue)]
    if not meant:
        return None
    start = min(cue.start for cue in meant)
    first = max((cue for cue in meant if cue.start == start), key=len)
    nearer = [cue for cue in meant if 0 < cue.start - first.end <= _SHORT]
    return max(nearer, key=len) if first[0].lower_ == "for" and nearer else first


def _is_bracketed(cue: TokenSpan, clause: TokenSpan) -> bool:
    """Whether a cue stands in brackets: "(for example, from 60 mg to 40 mg)"."""
    before = [token.text for token in cue.doc[clause.start : cue.start]]
    return before.count("(") > before.count(")")


def _counts(cue: TokenSpan) -> bool:
    """Whether the word behind a cue counts how often something came: "for the first occurrence"."""
    return any(token.lower_ in ORDINALS for token in cue.doc[cue.end : cue.end + _SHORT])


def _is_length(cue: TokenSpan) -> bool:
    """Whether a cue begins a length of time; behind one that speaks of patients a time is what was measured: "QTc > 500 ms"."""
    if any(token.lower_ in {"who", "patient", "patients", "individuals"} for token in cue):
        return False
    behind = cue.doc[cue.end : cue.end + 2]
    return any(token.ent_type_ == Dimension.DURATION.value or token.lower_ in _OF_LENGTH for token in behind)


def _kept(cue: TokenSpan, doc: Doc, end: int, *, leading: bool) -> int:
    """Where a trigger begins: behind its cue, or at its patients where "who do not respond" is no finding without them."""
    if end <= cue.end:
        return cue.end
    if (lacking_it := next((token.i for token in cue if token.lower_ == "absence"), None)) is not None:
        return lacking_it
    if len(cue) > 1 and cue[-1].lower_ in _QUALIFYING:
        return cue.end - 1
    lacking = {"unable", "cannot"} & {token.lower_ for token in cue}
    unmet = cue[-1].lower_ in {"who", "patient", "patients"} and doc[cue.end].lower_ in (
        {"do", "did", "are", "cannot", "have"} if leading else {"do", "cannot"}
    )
    patients = next((token.i for token in cue if token.lower_ in {"patient", "patients"}), cue.start)
    return patients if lacking or unmet else cue.end


def _leading_end(clause: Clause, cue: TokenSpan, first: int) -> int:
    """Where leading words end: at the main clause, else at the last comma before the first action that does not go on with
    a list, else at its modal verb, else at the action.
    """
    doc = clause.tokens.doc
    if clause.main > cue.end and doc[clause.main].lower_ not in _LISTING:
        return clause.main - 1
    commas = [position for position in range(cue.end, first) if doc[position].text == ","]
    modals = [position for position in range(cue.end, first) if doc[position].lower_ in MODALS]
    before = [comma for comma in commas if not modals or comma < modals[0]]
    if before and not (modals and (doc[before[-1] + 1].lower_ in _LISTING or cue[0].lower_ == "patients")):
        return before[-1]
    modal = next((position for position in range(first, cue.end, -1) if doc[position].lower_ in MODALS), None)
    if modal is not None:
        return modal
    later = next((token.i for token in doc[first : clause.tokens.end] if token.text == ","), first)
    return commas[-1] if commas else later if clause.actions[-1].tokens.end <= later else first


def _trailing_end(clause: Clause, start: int) -> int:
    """Where words behind an action end: at the next action or reference, at "until", or at the end of the clause."""
    doc = clause.tokens.doc
    for position in range(start, clause.tokens.end):
        token = doc[position]
        if token.lower_ in _ENDS or token.ent_type_ == CROSS_REFERENCE:
            return position - (position > start and doc[position - 1].text == ",")
        if token.lower_ in {"and", ",", "or"} and _verb_follows(clause, position):
            return position
        if token.lower_ == "and" and any(
            later.lower_ in {"should", "must"} for later in doc[position : clause.tokens.end]
        ):
            return position
    return clause.tokens.end


def _verb_follows(clause: Clause, position: int) -> bool:
    """Whether an instruction follows a joining word, perhaps after a second one or an adverb."""
    after = clause.tokens.doc[position + 1 : min(position + 3, clause.tokens.end)]
    starts = {action.tokens.start for action in clause.actions}
    return position in starts or any(token.i in starts or token.lower_ in _INSTRUCTIONS for token in after)


def _is_within_until(clause: Clause, start: int, position: int) -> bool:
    """Whether a place stands behind "until", and no further action begins between them."""
    last = max((i for i in range(start, position) if clause.tokens.doc[i].lower_ == "until"), default=None)
    return last is not None and not any(last < action.tokens.start < position for action in clause.actions)


def _without_management(subject: TokenSpan) -> TokenSpan:
    """A subject without "Management of" before it and without "has been reported and" behind it."""
    start = subject.start + 2 if subject.text.casefold().startswith("management of ") else subject.start
    tells = (t.i for t in subject if t.lower_ in _TELLING and t.i > start)
    return subject.doc[start : next(tells, subject.end)]
