"""The words of a dose rule parted into pieces: one for each instruction, and labels above that tell when instructions hold."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from spacy.tokens import Doc, Token
from spacy.tokens import Span as TokenSpan

from ingest.dosing.actions import FoundAction, actions, changes_dose
from ingest.dosing.clause_triggers import clause_triggers
from ingest.dosing.clauses import Clause, edges, main_start
from ingest.dosing.rule_words import until
from ingest.matcher import patterns
from ingest.quantity import Dimension
from ingest.tokens import quantity_of
from kg.codes import Action
from kg.naming.reactions import is_part_of_term, reactions
from kg.naming.words import key
from kg.naming.words import words as spoken

_LEADING = frozenset({"if", "when", "once", "upon", "after", "following", "for", "in", "on", "should"})
_TRAILING = frozenset({"if", "when", "once", "upon", "after", "depending"})
_CUES = frozenset({"if", "when", "once", "should", "upon", "on", "for"})
"""Words that a condition is told without."""
_OTHERWISE = "otherwise"
_COUNTING = frozenset({"daily", "every", "weekly", "a", "per"})
"""Words behind "once" that count doses."""
_JOINING = frozenset({"and", "or", "then", "but"})
_BEFORE_ACTION = frozenset({"permanently", "consider", "immediately", "may", "should", "be", "then"})
_BEFORE_NOUN = frozenset({"a", "an", "the", "either"})
_ITEM_SIGNS = frozenset({"•", "·"})
AFTER = frozenset({Action.RESUME, Action.REDUCE})
"""What is done with a dose after it was interrupted."""
_BESIDE = frozenset({"Consider", "Administer", "Initiate", "Monitor"})
"""Words that, in capitals, begin an instruction beside one on the dose, also where the stop before it is lost."""
_LABEL_WORDS = 4
_MOMENTS = frozenset({Dimension.CYCLE_LIST, Dimension.DAY_LIST})
_SIGNS = frozenset(" ,.;:*•·-–—")


@dataclass(frozen=True, slots=True)
class Piece:
    """Words that tell one instruction, with their actions and the words among them that tell when it holds; or a label, which
    tells no action but when those below it hold: "If resolved:", "Second occurrence".

    `named` are actions that its conditions name: "if a dose reduction is not tolerated".
    """

    tokens: TokenSpan
    actions: tuple[FoundAction, ...]
    named: tuple[FoundAction, ...]
    conditions: tuple[TokenSpan, ...]

    @property
    def is_label(self) -> bool:
        return not self.actions and bool(self.conditions)

    @property
    def is_alternative(self) -> bool:
        """Whether the piece is another thing to do instead of the one before it: "resume, or permanently discontinue"."""
        before = [token.lower_ for token in self.tokens.doc[max(0, self.tokens.start - 2) : self.tokens.start]]
        return "or" in before and not self.conditions

    @property
    def is_otherwise(self) -> bool:
        return self.tokens[0].lower_ == _OTHERWISE

    @property
    def until(self) -> str | None:
        """What an interruption lasts until."""
        return until(self.tokens.text)

    @property
    def opens_with_time(self) -> bool:
        """Whether the piece tells which time something happens before it tells what to do: "If recurrence, withhold"."""
        first = self.actions[0].tokens.start if self.actions else self.tokens.end
        times = patterns("criterion_occurrence")
        return any(words.start < first and times.first(words) is not None for words in self.conditions)


def pieces(doc: Doc) -> Iterator[Piece]:
    """The pieces of a rule's words, in their order."""
    found = actions(doc)
    for words in _stretches(doc, found):
        told = _told(words, found)
        main = main_start(words, told)
        behind = tuple(one for one in told if one.tokens.end > main)
        first = behind if changes_dose(behind) else told
        told_when = _conditions(words, first) if first else _label(words)
        acting = tuple(one for one in first if not any(each.start <= one.tokens.start < each.end for each in told_when))
        yield Piece(words, acting, tuple(one for one in told if one not in acting), told_when)


def _told(words: TokenSpan, found: Sequence[FoundAction]) -> tuple[FoundAction, ...]:
    """The actions that some words tell, also one that begins with the "then" before them."""
    return tuple(one for one in found if words.start < one.tokens.end <= words.end)


def _stretches(doc: Doc, found: Sequence[FoundAction]) -> Iterator[TokenSpan]:
    """The words of each piece: those of an instruction with the items of a list that tells when it holds, "Resume if all of the
    following are present: ...".
    """
    starts = sorted({0, *_starts(doc, found)})
    before: TokenSpan | None = None
    is_listing = False
    for start, end in zip(starts, [*starts[1:], len(doc)], strict=True):
        words = _trimmed(doc[start:end])
        if not len(words):
            continue
        told = _told(words, found)
        if before is not None and is_listing and not told and doc[start - 1].text != ".":
            before = doc[before.start : words.end]
            continue
        if before is not None:
            yield before
        before, is_listing = words, bool(told) and _is_colon(doc, words.end)
    if before is not None:
        yield before


def _starts(doc: Doc, found: Sequence[FoundAction]) -> Iterator[int]:
    """Where pieces start."""
    times = [match.tokens for match in patterns("criterion_occurrence").find(doc)]
    parted = {edge for sentence in doc.sents for edge in edges(sentence)}
    parted |= {time.start for time in times if _is_colon(doc, time.end)}
    start = 0
    for token in doc:
        is_item = token.i > 0 and token.nbor(-1).text in _ITEM_SIGNS
        begins = token.i in parted or token.is_sent_start or is_item or token.lower_ == _OTHERWISE
        begins = begins or _begins_beside(token) or _begins_named_label(token)
        if begins or _ends_label(token, start, found) or _joins(token, start, found):
            yield token.i
            start = token.i


def _begins_beside(token: Token) -> bool:
    """Whether a word begins an instruction that stands behind another one without a stop: "until Grade 1 Consider prophylaxis"."""
    before = token.nbor(-1) if token.i else None
    return token.text in _BESIDE and before is not None and (before.text[-1].isalnum() or before.text == ")")


def _begins_named_label(token: Token) -> bool:
    """Whether a capital begins the name of a reaction before a colon: "Sensory neuropathy: continue"."""
    if not token.text[0].isupper():
        return False
    rest = token.doc[token.i : token.i + _LABEL_WORDS + 1]
    colon = next((one.i for one in rest if one.text == ":"), None)
    return colon is not None and _names_reaction(token.doc[token.i : colon])


def _names_reaction(words: TokenSpan) -> bool:
    said = key(spoken(words.text))
    return bool(reactions(words.text)) or (len(said) > 1 and is_part_of_term(said))


def _ends_label(token: Token, start: int, found: Sequence[FoundAction]) -> bool:
    """Whether a token stands behind a label, which tells no action."""
    is_behind = token.i > 0 and token.nbor(-1).text == ":"
    return is_behind and not any(start <= one.tokens.start < token.i for one in found)


def _joins(token: Token, start: int, found: Sequence[FoundAction]) -> bool:
    """Whether a word joins a further instruction to one that says when it holds or how long: "until recovery and then resume"."""
    before = [one for one in found if start <= one.tokens.start < token.i]
    if token.lower_ not in _JOINING or not before or any(one.tokens.end > token.i for one in before):
        return False
    after = next((one for one in found if one.tokens.start >= token.i), None)
    if after is None or any(one.lower_ not in _BEFORE_ACTION for one in token.doc[token.i + 1 : after.tokens.start]):
        return False
    words = _trimmed(token.doc[start : token.i])
    is_resumed = after.action in AFTER and any(one.action is Action.INTERRUPT for one in before)
    return is_resumed or until(words.text) is not None or bool(_conditions(words, before))


def _label(words: TokenSpan) -> tuple[TokenSpan, ...]:
    """What a label tells: which time something happens, or, before a colon, when, of whom, of which reaction, or in which cycle."""
    is_time = any(match.tokens.end == words.end for match in patterns("criterion_occurrence").find(words))
    is_when = words[0].lower_ in _LEADING or any(token.lower_ == "patients" or _is_moment(token) for token in words)
    is_when = is_when or _names_reaction(words)
    return (_without_cue(words),) if is_time or (is_when and _is_colon(words.doc, words.end)) else ()


def _conditions(words: TokenSpan, told: Sequence[FoundAction]) -> tuple[TokenSpan, ...]:
    """The words of an instruction that tell when it holds: those before its first action, and those behind an "if" that follows
    one; or else those that name a finding or which time it happens, "for recurrence", "(first occurrence)".
    """
    told_when = tuple(filter(None, (_leading(words, told), _trailing(words, told))))
    return told_when or tuple(filter(None, [_named(words, told)]))


def _leading(words: TokenSpan, told: Sequence[FoundAction]) -> TokenSpan | None:
    """The words before the first action: up to the main clause, else to the action itself."""
    first = told[0].tokens.start
    if words[0].lower_ not in _LEADING or first <= words.start:
        return None
    start = main_start(words, told)
    end = start if words.start < start <= first else first
    while end > words.start and words.doc[end - 1].lower_ in _BEFORE_ACTION | _BEFORE_NOUN:
        end -= 1
    return _without_cue(words.doc[words.start : end])


def _trailing(words: TokenSpan, told: Sequence[FoundAction]) -> TokenSpan | None:
    """The words behind the first "if" or "when" that follows an action."""
    behind = words.doc[told[0].tokens.start + 1 : words.end]
    cue = next((token.i for token in behind if _is_cue(token, words.doc[told[0].tokens.start : words.end])), None)
    return _without_cue(words.doc[cue : words.end]) if cue is not None else None


def _named(words: TokenSpan, told: Sequence[FoundAction]) -> TokenSpan | None:
    if not changes_dose(tuple(told)):
        return None
    named = [one.tokens for one in clause_triggers(Clause(words, tuple(told), words.start))]
    time = next(patterns("criterion_occurrence").find(words), None)
    return _trimmed(named[0]) if len(named) == 1 else time.tokens if time else None


def _is_cue(token: Token, words: TokenSpan) -> bool:
    """Whether a word begins the condition of what stands before it; not in brackets, "(if applicable)", nor in "once daily"."""
    if token.lower_ not in _TRAILING:
        return False
    before = words.doc[words.start : token.i]
    depth = sum((one.text in "([") - (one.text in ")]") for one in before)
    is_counting = token.i + 1 < words.end and token.nbor().lower_ in _COUNTING
    return depth <= 0 and not is_counting and not any(one.lower_ == "until" for one in before)


def _is_moment(token: Token) -> bool:
    quantity = quantity_of(token)
    return quantity is not None and quantity.dimension in _MOMENTS


def _is_colon(doc: Doc, position: int) -> bool:
    return position < len(doc) and doc[position].text == ":"


def _without_cue(words: TokenSpan) -> TokenSpan:
    return _trimmed(words.doc[words.start + (words[0].lower_ in _CUES) : words.end])


def _trimmed(words: TokenSpan) -> TokenSpan:
    """Words without signs at their ends, and without joining words at their start."""
    start, end = words.start, words.end
    while start < end and (set(words.doc[start].text) <= _SIGNS or words.doc[start].lower_ in _JOINING):
        start += 1
    while end > start and set(words.doc[end - 1].text) <= _SIGNS:
        end -= 1
    return words.doc[start:end]
