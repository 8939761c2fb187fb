"""The words of a sentence that introduce doses of the product: "the recommended dose", "administer" with the product's name."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from spacy.tokens import Span as TokenSpan
from spacy.tokens import Token

from ingest.matcher import patterns

_RECOMMENDED = "recommended"
_CHANGED = "changed"
_LOOSE = frozenset({_CHANGED, "stated"})
_ORDERED = "ordered"
_ORDERS = frozenset({"administer", "give", "inject", "infuse", "initiate", "start", "begin"})
_STARTS = frozenset({"initiate", "start", "begin"})
_BEFORE_ORDERS = frozenset({",", ":", ";", ")", "–", "-", "•", "then", "should", "may"})
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
_EXAMPLES = frozenset({"(", "by"})
_DESCRIBING = frozenset({"receiving", "taking", "tolerate", "than", "exceed", "with", "on"})
_ARTICLES = frozenset({"the", "a", "an", "their", "maximum", "total", "recommended"})
_COURSES = frozenset({"treatment", "therapy", "dosing"})
_DOSES = frozenset({"dose", "doses", "dosage", "dosing"})
_WHEN = re.compile(r"\bdos\w+\s+(?P<when>(?:on|at|after|during)\b.*?)\s+to$", re.IGNORECASE)
_OF_OTHER = re.compile(r"of\s+(?P<drug>[A-Za-z][\w-]{2,})\s+(?:is|are|should|was|given)\b")
_LIKE_SUBSTANCES = re.compile(r"[a-z-]{6,}")
_NO_DRUGS = frozenset(
    {"therapy", "treatment", "tablets", "capsules", "solution", "suspension", "injection", "regimen", "schedule"}
)
_KINDS = frozenset(
    {
        "maintenance",
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
_COMPARED = re.compile(r"\b(?:achiev\w+|exposures?|similar\s+to)\b", re.IGNORECASE)
_NO_OTHER = re.compile(r"\b(?:if|when|once)\s+(?:the\s+)?$", re.IGNORECASE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Cue:
    """The words that introduce a dose, and the id of their pattern."""

    tokens: TokenSpan
    id: str

    @property
    def is_change(self) -> bool:
        return self.id == _CHANGED

    @property
    def noun_end(self) -> int:
        """The token behind the word "dose" of these words, or behind all of them."""
        noun = next((token for token in reversed(list(self.tokens)) if token.lower_ in _DOSES), None)
        return noun.i + 1 if noun is not None and self.id != _ORDERED else self.tokens.end

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
    matched = (Cue(tokens=found.tokens, id=found.pattern.id) for found in patterns("dose_cue").find(sentence))
    ordered = (Cue(tokens=order, id=_ORDERED) for order in _orders(sentence, names))
    found = [cue for cue in (*matched, *ordered) if not _is_told_of(cue, sentence)]
    kept: list[Cue] = []
    for cue in sorted(found, key=lambda cue: (cue.tokens.start, cue.tokens.end)):
        if not kept or cue.tokens.start >= kept[-1].tokens.end:
            kept.append(cue)
    return tuple(cue for cue in kept if not _is_of_other(cue, sentence, names))


def _is_told_of(cue: Cue, sentence: TokenSpan) -> bool:
    """Whether the dose that some words name is only told of: had by patients, given in a study, or to be changed."""
    doc, start = cue.tokens.doc, cue.tokens.start
    before = doc[sentence.start : start]
    nearest = next((token.lower_ for token in reversed(list(before)) if token.lower_ not in _ARTICLES), "")
    if _COMPARED.search(doc[cue.tokens.end : sentence.end].text) or _NO_OTHER.search(before.text_with_ws):
        return True
    if cue.id == _RECOMMENDED:
        return nearest in _DESCRIBING
    is_example = cue.is_change and any(token.lower_ in _EXAMPLES for token in cue.tokens)
    is_change = any(token.lower_ in _CHANGING for token in doc[max(sentence.start, start - 3) : start])
    is_studied = bool(_OF_STUDY.search(doc[sentence.start : cue.tokens.end].text))
    return nearest in _DESCRIBING or is_change or is_example or is_studied


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
    for token in reversed(list(sentence.doc[max(sentence.start, cue.noun_end - 5) : cue.noun_end - 1])):
        if token.lower_ in _ARTICLES:
            return frozenset(words)
        words.append(token.lower_)
    return frozenset()


def _orders(sentence: TokenSpan, names: frozenset[str]) -> Iterator[TokenSpan]:
    for token in sentence:
        if token.lower_ in _ORDERS and _may_order(token, sentence):
            end = token.i + 1
            while end < sentence.end and _is_passed(sentence.doc[end], names):
                end += 1
            passed = {part.lower_ for part in sentence.doc[token.i + 1 : end]}
            if passed & names or (passed & (_DOSES | _COURSES) and token.lower_ in _STARTS):
                yield sentence.doc[token.i : end]


def _may_order(token: Token, sentence: TokenSpan) -> bool:
    if token.i == sentence.start or token.text[0].isupper():
        return True
    return token.nbor(-1).lower_ in _BEFORE_ORDERS


def _is_passed(token: Token, names: frozenset[str]) -> bool:
    return token.lower_ in names or token.lower_ in _BETWEEN or not token.text.strip()
