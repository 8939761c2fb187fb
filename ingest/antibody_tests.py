"""Sentences that report how many patients had antibodies against the product."""

import re

from spacy.tokens import Span as TokenSpan

from ingest.passages import Passage
from ingest.reading import is_within

_ANTIBODY = re.compile(
    r"\b(?:(?:treatment-emergent|binding|neutralizing|persistent|anti-drug)\s+)*(?:anti-[\w-]+(?:\s+[\w-]+){0,3}?\s+antibod(?:y|ies)"
    r"|antibod(?:y|ies)(?:\s+(?:to|against)\s+[\w-]+(?:\s+(?!in\b|at\b|were\b|was\b|developed\b|detected\b)[\w-]+){0,2})?|ADAs?\b|NAbs?\b)",
    re.IGNORECASE,
)
_FINDING = re.compile(
    r"\b(?:tested\s+positive|were\s+positive|developed|were\s+detected|was\s+detected|detected|had|positive|incidence)\b",
    re.IGNORECASE,
)


def tested_antibody(passage: Passage, sentence: TokenSpan) -> tuple[str, str] | None:
    """The antibody and the finding that a sentence on tests for antibodies names, as printed; None if it is not one."""
    if not is_within(passage.chapter, ("6", "12")):
        return None
    antibody, finding = _ANTIBODY.search(sentence.text), _FINDING.search(sentence.text)
    if antibody is None or finding is None:
        return None
    return " ".join(antibody.group().split()), " ".join(finding.group().split())
