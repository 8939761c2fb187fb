"""Definitions: what the label says that its own terms mean ("CR was defined as fewer than 5% blasts ...")."""

import re
from collections.abc import Iterator

from spacy.tokens import Span as TokenSpan

from ingest.document import Part
from ingest.matcher import patterns
from ingest.passages import Passage
from ingest.reading import Reading
from ingest.thresholds import quantity_spans, thresholds
from ingest.tokens import CROSS_REFERENCE
from kg.facts import Definition

_AUTHORITY = re.compile(r"\s*,?\s*\bper\s+[A-Z]+\s*,?$")
_NOTE = re.compile(r"^(?P<term>[A-Z][A-Za-z0-9/-]{1,8}):\s+(?P<meaning>\S.*)$", re.DOTALL)
_ARTICLE = re.compile(r"^(?:an?|the)\s+|^[a-z]\s+(?=[A-Z])")
_LONGEST_TERM = 8


def extract(reading: Reading) -> Iterator[Definition]:
    """One definition per "X is defined as Y" of the full prescribing information and the guide, and per note "X: Y" with bounds."""
    for passage in reading.passages:
        if passage.part is Part.HIGHLIGHTS:
            continue
        note = _NOTE.match(passage.text.text) if passage.table is not None else None
        if note is not None:
            found = _definition(passage, passage.tokens[:], note["term"], note.start("meaning"), "note")
            if found.thresholds:
                yield found
                continue
        for sentence in passage.sentences:
            cue = next((match.tokens for match in patterns("definition").find(sentence)), None)
            if cue is not None:
                term = _term(sentence.doc[sentence.start : cue.start].text)
                if term is not None:
                    yield _definition(passage, sentence, term, cue.end_char + 1, "defined-as")


def _definition(passage: Passage, sentence: TokenSpan, term: str, start: int, reader: str) -> Definition:
    doc = sentence.doc
    end = _end(sentence, start)
    while end > sentence.start and doc[end - 1].text in {".", ";", ","}:
        end -= 1
    meaning = [token for token in doc[sentence.start : end] if token.idx >= start]
    words = doc[meaning[0].i : end] if meaning else doc[end:end]
    return Definition(
        evidence=(passage.evidence(doc[sentence.start : end]),),
        values=quantity_spans(passage.text, words),
        read_by=f"definition.{reader}",
        term=term,
        meaning=words.text,
        thresholds=thresholds(words, term),
    )


def _end(sentence: TokenSpan, start: int) -> int:
    """Where a meaning that starts at a character ends: at a reference, or where the parenthesis closes that it stands in."""
    depth = 0
    for token in sentence:
        if token.idx >= start:
            depth += (token.text == "(") - (token.text == ")")
            if depth < 0 or token.ent_type_ == CROSS_REFERENCE:
                return token.i
    return sentence.end


def _term(before: str) -> str | None:
    """The term at the end of the words before "is defined as"; None if it is too long to be one."""
    plain = _AUTHORITY.sub("", before.strip().strip(",;")).strip()
    if plain.count("(") > plain.count(")"):
        plain = plain[plain.rindex("(") + 1 :]
    elif re.search(r"[,;:]\s+\S", plain):
        plain = re.split(r"[,;:]\s+", plain)[-1]
    term = _ARTICLE.sub("", plain.strip(" ,;(")).strip()
    return term if term and len(term.split()) <= _LONGEST_TERM else None
