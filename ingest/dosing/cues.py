"""The words of a sentence that introduce doses of the product: "the recommended dose", "administer" with the product's name."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from spacy.tokens import Span as TokenSpan
from spacy.tokens import Token

from ingest.dosing.amounts import FROM, is_dose_size
from ingest.dosing.circumstances import REDUCED_BEFORE
from ingest.matcher import patterns
from ingest.tokens import quantity_of

_RECOMMENDED = "recommended"
_CHANGED = "changed"
_RAISED = "raised"
_CHANGES = frozenset({_CHANGED, _RAISED})
_PROPOSED = "proposed"
_AT = "at"
_STATED = "stated"
_LOOSE = frozenset({*_CHANGES, _STATED, _PROPOSED, _AT})
_ORDERED = "ordered"
_ORDERS = frozenset({"administer", "give", "inject", "infuse", "initiate", "start", "begin"})
_STARTING = frozenset({"initiating", "starting", "beginning"})
"""What orders to start behind "consider"."""

_STARTS = frozenset({"initiate", "start", "begin"}) | _STARTING
_LEADING_TO = _ORDERS | {"treat", "escalate", "reduce", "should", "may", "can"}
_GIVING = frozenset(
    {"intravenously", "subcutaneously", "intramuscularly", "orally", "by", "as", "every", "once", "twice"}
)
_GIVING |= {"daily", "weekly", "three", "for", "until", "on", "over", "per", "administered", "given", "in", "at"}
"""What goes on to tell how an amount is given, where no other medicine's name stands behind it."""

_IN_BRACKETS = [["(", ")", "is", "administered"], ["(", ")", "is", "given"], ["(", ")", "should", "be"]]
"""What stands around an amount in brackets behind the product's name and its verb."""

_PER_DOSE = frozenset({"/", "dose"})
_BEFORE_ORDERS = frozenset({",", ":", ";", ")", "–", "-", "•", "then", "should", "may"})
_ADVISED = frozenset({"desirable", "advisable", "recommended", "appropriate"})
_BETWEEN = frozenset(
    {
        "therapy",
        "treatment",
        "with",
        "dosing",
        "of",
        "the",
        "a",
        "an",
        "at",
        "dose",
        "doses",
        "dosage",
        "starting",
        "initial",
    }
    | {
        "reduced",
        "single",
        "as",
        "iv",
        "intravenous",
        "on",
        "in",
        "daily",
        "recommended",
        "®",
        "™",
        "injection",
        "range",
    }
)
_CHANGING = frozenset({"reduce", "decrease", "increase", "reducing", "increasing", "lower"})
_OF_RANGE = " from"
_EXAMPLES = frozenset({"(", "by"})
_DESCRIBING = frozenset({"receiving", "taking", "tolerate", "than", "exceed", "with", "on"})
_OTHERS_BEFORE = frozenset({"of", "and", "or", "to", "for", "by", "from", "missed"})
_ARTICLES = frozenset({"the", "a", "an", "their", "maximum", "total", "recommended"})
_COURSES = frozenset({"treatment", "therapy", "dosing"})
_DOSES = frozenset({"dose", "doses", "dosage", "dosing"})
_WHEN = re.compile(r"\bdos\w+\s+(?P<when>(?:on|at|after|during)\b.*?)\s+to$", re.IGNORECASE)
_OF_OTHER = re.compile(
    r"of\s+(?:an?\s+)?(?P<drug>[A-Za-z][\w-]{2,})\s+(?:products?\s+|tablets?\s+|injection\s+)?(?:is|are|should|was|given)\b"
)
_LIKE_SUBSTANCES = re.compile(r"[a-z-]{6,}")
_NO_DRUGS = frozenset(
    {"therapy", "treatment", "tablets", "capsules", "solution", "suspension", "injection", "regimen", "schedule"}
)
_KINDS = frozenset(
    {
        "maintenance",
        "demand",
        "starting",
        "initial",
        "loading",
        "target",
        "intravenous",
        "subcutaneous",
        "single",
        "weekly",
        "monthly",
    }
    | {
        "current",
        "average",
        "optimum",
        "pediatric",
        "reduced",
        "recommended",
        "effective",
        "lowest",
        "prescribed",
        "intramuscular",
    }
)
"""Words for kinds of doses, as opposed to names of substances."""

_OF_STUDY = re.compile(r"\b(?:was|were|had|stud(?:y|ies)|trials?|for example|comparable)\b", re.IGNORECASE)
_OF_EXAMPLE = re.compile(r"^for example\b|\bcomparable\s+to\b", re.IGNORECASE)
_COMPARED = re.compile(r"\b(?:exposures?|similar\s+to|achiev\w+\s+(?:\w+\s+){0,3}concentrations?)\b", re.IGNORECASE)
_PROPOSING = re.compile(
    r"\b(?:is|are|(?:may|can|should|must)\s+be)\s+(?:recommended|considered|used|given|administered|initiated)\b(?!\s+as\s+\d)",
    re.IGNORECASE,
)
_LARGEST = re.compile(r"\b(?:up|not)\s+to$|^(?:an?\s+|the\s+)?(?:maximum|more)\b", re.IGNORECASE)
"""At the end of the words of a change or behind them: to the largest dose."""

_ADDED = re.compile(r"(?:daily|weekly|weeks?|days?|months?|,)\s+with(?:\s+an?)?$", re.IGNORECASE)
"""Before the dose to which the one in front is changed: "5 mg daily with an increase to"."""

_SUPPOSED = re.compile(r"(?:^|[,;:]\s*)(?:if|once|unless|although)\b[^,;:]*$", re.IGNORECASE)
_NO_OTHER = re.compile(r"\b(?:if|when|once)\s+(?:the\s+)?$", re.IGNORECASE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Cue:
    """The words that introduce a dose, and the id of their pattern."""

    tokens: TokenSpan
    id: str

    @property
    def is_change(self) -> bool:
        return self.id in _CHANGES

    @property
    def is_order(self) -> bool:
        return self.id == _ORDERED

    @property
    def is_loose(self) -> bool:
        """Whether these words state a dose only if an amount follows."""
        return self.id == _STATED

    @property
    def is_to_largest(self) -> bool:
        """Whether these words tell to which largest dose one is changed."""
        behind = self.tokens.doc[self.tokens.end : self.tokens.end + 2]
        return self.is_change and any(_LARGEST.search(part.text) for part in (self.tokens, behind))

    @property
    def is_raise(self) -> bool:
        return self.id == _RAISED

    @property
    def is_start(self) -> bool:
        """Whether these words order to start: "initiate EXAMPLINE at"."""
        return self.id == _ORDERED and self.tokens[0].lower_ in _STARTS

    @property
    def noun_end(self) -> int:
        """The token behind the word "dose" of these words, or behind all of them."""
        return self.noun.i + 1 if self.noun is not None and self.id != _ORDERED else self.tokens.end

    @property
    def noun(self) -> Token | None:
        """The last word "dose" of these words."""
        return next((token for token in reversed(list(self.tokens)) if token.lower_ in _DOSES), None)

    @property
    def when(self) -> str:
        """When a dose is changed, as the words between the dose and "to" say: "increase the dose on Day 8 to"."""
        found = _WHEN.search(self.tokens.text) if self.is_change else None
        return found["when"] if found else ""


def cues(sentence: TokenSpan, names: frozenset[str]) -> tuple[Cue, ...]:
    """The words of a sentence that introduce doses, from left to right, none within another.

    `names` are the product's words, in lower case. Doses that patients have already, of studies, and of other medicines
    are not introduced.
    """
    matched = _matched(sentence)
    ordered = (Cue(tokens=order, id=_ORDERED) for order in _orders(sentence, names))
    found = [cue for cue in (*matched, *ordered) if not _is_told_of(cue, sentence)]
    kept: list[Cue] = []
    for cue in sorted(found, key=lambda cue: (cue.tokens.start, cue.tokens.end)):
        if not kept or cue.tokens.start >= kept[-1].tokens.end:
            kept.append(cue)
    kept = kept or [Cue(tokens=product, id=_ORDERED) for product in _named(sentence, names)]
    return tuple(cue for cue in kept if not _is_of_other(cue, sentence, names))


def _matched(sentence: TokenSpan) -> Iterator[Cue]:
    """The words that are those of a pattern; the first amount of those that it has ahead, and a range of doses from which to
    which one is changed, stand behind them.
    """
    for match in patterns("dose_cue").find(sentence):
        both = match.slots.get("from")
        if both is None:
            amounts = (token.i for token in match.tokens if (found := quantity_of(token)) and is_dose_size(found))
            end = next(amounts, match.tokens.end) if "ahead" in match.slots else match.tokens.end
            yield Cue(tokens=match.tokens.doc[match.tokens.start : end], id=match.pattern.id)
        elif both[0].lower_.startswith(FROM):
            words = match.tokens.doc[match.tokens.start : both.start]
            yield Cue(tokens=words, id=match.pattern.id.removesuffix(_OF_RANGE))


def tells_of_other(sentence: TokenSpan, names: frozenset[str], went_on: bool) -> bool:
    """Whether a sentence tells only of the dose of another medicine, or goes on about it: "The dose may be escalated to"."""
    found = list(_matched(sentence))
    is_all_of_other = bool(found) and all(_is_of_other(cue, sentence, names) for cue in found)
    if not found or any(token.lower_ in names for token in sentence):
        return is_all_of_other and not cues(sentence, names)
    return is_all_of_other or (went_on and found[0].id in _LOOSE)


def _is_told_of(cue: Cue, sentence: TokenSpan) -> bool:
    """Whether the dose that some words name is only told of: had by patients, given in a study, or to be changed."""
    doc, start = cue.tokens.doc, cue.tokens.start
    before = doc[sentence.start : start]
    nearest = next((token.lower_ for token in reversed(list(before)) if token.lower_ not in _ARTICLES), "")
    behind = doc[cue.tokens.end : sentence.end].text
    if _OF_EXAMPLE.search(sentence.text) or behind.startswith("rate"):
        return True
    if _COMPARED.search(behind) or _NO_OTHER.search(before.text_with_ws) or not _is_meant(cue, before, behind):
        return True
    if cue.id == _RECOMMENDED:
        return nearest in _DESCRIBING
    is_example = cue.is_change and any(token.lower_ in _EXAMPLES for token in cue.tokens)
    is_change = any(token.lower_ in _CHANGING for token in doc[max(sentence.start, start - 3) : start])
    is_studied = bool(_OF_STUDY.search(REDUCED_BEFORE.sub("", doc[sentence.start : cue.tokens.end].text)))
    is_had = nearest in _DESCRIBING and not (cue.is_change and _ADDED.search(before.text))
    return is_had or is_change or is_example or is_studied


def _is_meant(cue: Cue, before: TokenSpan, behind: str) -> bool:
    """Whether words that may only name a dose introduce it: no condition ("if the dose is ..."), and an order before them, or
    a recommendation behind them, where they need one. A further reduction is told by dose rules.
    """
    if cue.id in _LOOSE - _CHANGES and _SUPPOSED.search(before.text):
        return False
    if cue.id == _AT:
        return any(token.lower_ in _LEADING_TO for token in before)
    return cue.id != _PROPOSED or (_PROPOSING.search(behind) is not None and "reduction" not in before.text.casefold())


def _is_of_other(cue: Cue, sentence: TokenSpan, names: frozenset[str]) -> bool:
    """Whether the dose is that of another medicine: "when given with EXAMPLINE, the recommended dose of samplol is"."""
    if cue.id in _LOOSE and any(
        _LIKE_SUBSTANCES.fullmatch(word) for word in _qualifiers(cue, sentence) - names - _KINDS
    ):
        return True
    other = _OF_OTHER.match(sentence.doc[cue.noun_end : sentence.end].text)
    if other is None or other["drug"].casefold() in names | _NO_DRUGS:
        return False
    with_product = any(token.lower_ in names for token in sentence.doc[sentence.start : cue.tokens.start])
    return with_product or bool(_LIKE_SUBSTANCES.fullmatch(other["drug"]))


def _qualifiers(cue: Cue, sentence: TokenSpan) -> frozenset[str]:
    """The words before the word "dose", back to its article: "the samplol maintenance dose"."""
    words: list[str] = []
    if cue.noun is None:
        return frozenset()
    for token in reversed(list(sentence.doc[max(sentence.start, cue.noun_end - 5) : cue.noun_end - 1])):
        if token.lower_ in _ARTICLES:
            return frozenset(words)
        words.append(token.lower_)
    return frozenset()


def _orders(sentence: TokenSpan, names: frozenset[str]) -> Iterator[TokenSpan]:
    for token in sentence:
        if token.lower_ in _ORDERS | _STARTING and _may_order(token, sentence):
            end = token.i + 1
            while end < sentence.end and _is_passed(sentence.doc[end], names):
                end += 1
            passed = {part.lower_ for part in sentence.doc[token.i + 1 : end]}
            is_started = bool(passed & (_DOSES | _COURSES | {_AT})) and token.lower_ in _STARTS
            if passed & names or is_started or _is_given_amount(sentence.doc[end : sentence.end], names):
                yield sentence.doc[token.i : end]


def _named(sentence: TokenSpan, names: frozenset[str]) -> Iterator[TokenSpan]:
    """The product's name before an amount and how it is given: "continue with EXAMPLINE 9 mg every week", of no study."""
    doc = sentence.doc
    for token in () if _OF_STUDY.search(sentence.text) else sentence:
        before = doc[token.i - 1].lower_ if token.i > sentence.start else ""
        is_told_of = before in _DESCRIBING | _OTHERS_BEFORE
        is_name = token.lower_ in names and token.text[0].isupper()
        behind = doc[token.i + 1 : sentence.end]
        is_in_brackets = _is_given_in_brackets(behind)
        if is_name and not is_told_of and (is_in_brackets or _is_given_amount(behind, frozenset())):
            yield doc[token.i : token.i + 1 + is_in_brackets]


def _is_given_amount(behind: TokenSpan, names: frozenset[str]) -> bool:
    """Whether an amount follows an order at once, and then how it is given or the product: "administer 9 mg every week"."""
    quantity = quantity_of(behind[0]) if len(behind) > 1 else None
    if quantity is None or not is_dose_size(quantity):
        return False
    return behind[1].lower_ in _GIVING | names


def _is_given_in_brackets(behind: TokenSpan) -> bool:
    """Whether an amount in brackets follows a name at once, and then that it is given: "(2 mg/m2) is administered"."""
    quantity = quantity_of(behind[1]) if len(behind) > len(_IN_BRACKETS[0]) else None
    if quantity is None or not is_dose_size(quantity):
        return False
    told = [token.lower_ for token in behind[2:7] if token.lower_ not in _PER_DOSE]
    return [behind[0].text, *told[:3]] in _IN_BRACKETS


def _may_order(token: Token, sentence: TokenSpan) -> bool:
    """Whether a verb is an order ("Start", "may start") or what is advised ("consider starting", "advisable to start")."""
    before = sentence.doc[sentence.start : token.i]
    if token.lower_ in _STARTING:
        return before[-1:].text.casefold() == "consider"
    if not len(before) or token.text[0].isupper() or before[-1].lower_ in _BEFORE_ORDERS:
        return True
    return before[-1].lower_ == "to" and len(before) > 1 and before[-2].lower_ in _ADVISED


def _is_passed(token: Token, names: frozenset[str]) -> bool:
    return token.lower_ in names or token.lower_ in _BETWEEN or not token.text.strip()
