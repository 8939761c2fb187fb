"""Items that begin with a grade or degree, "Grade 2: reduce the dose", "Mild symptoms: ...", whose finding stands above them."""

import re
from dataclasses import replace

from spacy.tokens import Span as TokenSpan

from ingest.dosing.clause_triggers import clause_triggers
from ingest.dosing.clauses import Clause, clauses
from ingest.dosing.triggers import Trigger, shortened
from ingest.passages import Passage
from ingest.quantity import Dimension
from ingest.tokens import quantity_of

_OPENING_WORDS = 6
_LABEL = re.compile(r"(?:^|[.;•]\s+(?:[A-Z][\w ]*(?:\s[A-Z][\w]*)+\s+)??)([A-Z][\w/-]*(?:\s+[\w/-]+){0,4}):")
_TOPIC = re.compile(r"(?:(?<=^)|(?<=[.;•]\s))(?!Grade)([A-Z][\w/-]*(?:\s+[\w/-]+){0,4}):\s*(?=Grade\s*\d[^.;:]*:)")
"""The finding whose grades have an instruction each: "Rash: Grade 1: Continue. Grade 2: Withhold"."""
_GRADE_LABEL = re.compile(r"(?:\([^()]*\)\s*)?[:–-]")
"""What stands behind the grade that an item begins with: "Grade 4 (life-threatening): Discontinue"."""
_DEGREE_LABEL = re.compile(
    r"(?P<degree>(?:mild|moderate|severe|serious|life-threatening)(?:\W+(?:(?:to|or|and)\W+)?(?:mild|moderate|severe|serious|life-threatening))*)"
    r"(?:\s+(?:symptoms|reactions|events|toxicity))?\s*(?:\([^()]*\)\s*)?:",
    re.IGNORECASE,
)
"""A degree that stands as a label: "Severe/life-threatening symptoms: Discontinue"."""
_OF_ANY_GRADE = re.compile(r"\s+of\s+any\s+(?:grade|severity)\b.*$", re.IGNORECASE)


def graded_trigger(passage: Passage, clause: Clause, above: str | None) -> Trigger | None:
    """The trigger of an item that begins with a grade or degree, "Grade 2: reduce the dose", "Mild symptoms: ...": what the last
    label above is about, or the last rule.
    """
    topics = _TOPIC.findall(clause.tokens.doc[: clause.tokens.end].text)
    severity = _label_of_degree(_without_topic(clause.tokens))
    if severity is None:
        return None
    labels = topics or (_LABEL.findall(passage.lead.text) if passage.lead else [])
    words = labels[-1] if labels else _led(passage) or above or (passage.headings[-1] if passage.headings else "")
    words = _OF_ANY_GRADE.sub("", words)
    short = 0 < len(words.split()) <= _OPENING_WORDS
    return Trigger(words=shortened(words), severity=severity) if short else None


def _without_topic(tokens: TokenSpan) -> TokenSpan:
    """An instruction without the finding that stands as a label before its grade."""
    topic = _TOPIC.match(tokens.text)
    words = tokens.char_span(topic.end(), len(tokens.text)) if topic else None
    return words or tokens


def _label_of_degree(tokens: TokenSpan) -> str | None:
    """The grade or degree that stands as a label before an instruction."""
    grade = quantity_of(tokens[0]) if len(tokens) else None
    if grade is not None and grade.dimension is Dimension.GRADE and _GRADE_LABEL.match(tokens[1:].text):
        return tokens[0].text
    degree = _DEGREE_LABEL.match(tokens.text)
    return degree["degree"] if degree else None


def _led(passage: Passage) -> str | None:
    """The finding of the last rule of the paragraph that introduces an item."""
    lead = replace(passage, text=passage.lead, level=0, lead=None) if passage.lead else None
    found = [clause for sentence in (lead.sentences if lead else ()) for clause in clauses(sentence)]
    told = [each.trigger.words for clause in found for each in clause_triggers(clause)]
    return told[-1] if told else None
