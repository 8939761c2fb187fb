"""Premedication and cytoreduction: what to give before the product (21 CFR 201.57(c)(3))."""

import re
from collections.abc import Iterator, Sequence

from spacy.tokens import Span as TokenSpan

from ingest.matcher import Match, patterns
from ingest.passages import Passage
from ingest.quantity import Dimension
from ingest.reading import Reading
from ingest.thresholds import quantity_spans, thresholds
from ingest.tokens import CROSS_REFERENCE, quantity_of
from kg.codes import Logic, PremedicationPurpose
from kg.facts import Premedication, Threshold

_SECTIONS = ("2", "5")
_BEFORE_EACH = re.compile(
    r"\b(?:before|prior to)\s+(?:(?:each|every)\b.{0,25}?\b(?:dose|infusion)|[^.;,]{0,30}?\binfusion)", re.IGNORECASE
)
_END = re.compile(
    r"\s*(?:\[\s*see\b|\b(?:is|are|as|should|must|prior|before|during|to|for|at|approximately|within|orally|intravenously|every)\b|"
    r"\d+(?:\.\d+)?\s*(?:minutes?|hours?|mins?|mg|mcg)\b|[.;(]).*$",
    re.IGNORECASE | re.DOTALL,
)
_BETWEEN = re.compile(r"\s*(?:,\s*(?:and/or|and|or)\s+|,\s*|\band/or\s+|\band\s+|\bor\s+)(?:with\s+)?", re.IGNORECASE)
_ARTICLE = re.compile(r"^(?:(?:an?|the|either|both|oral|intravenous|drugs such as)\s+)+", re.IGNORECASE)
_WHEN = re.compile(
    r"(?:(?:(?:at least |approximately |within )?\d+\s*(?:to \d+\s*)?(?:minutes?|hours?|days?)|immediately)\s+)?\b(?:prior to|before|ahead of)\s+(?P<what>[^.;,\[]+?)"
    r"(?=\s*(?:\[|[.;,]|$|\bto\b|\bwith\b|\bfor\b|\bis\b))",
    re.IGNORECASE,
)
_WHOM = re.compile(r"^\W*(?P<whom>(?:for|in)\s+(?:adult |pediatric )?(?:patients|adults)\b[^,]*),", re.IGNORECASE)
_FOLLOWING = re.compile(r"^(?P<agents>[A-Z][^.;]*?)\s+(?:may|can|should)\s+be\s+(?:used|given)", re.DOTALL)
_COMBINED = re.compile(r",?\s*or\s+a\s+combination\s+of\s+these$", re.IGNORECASE)


def extract(reading: Reading) -> Iterator[Premedication]:
    """One premedication per sentence that names agents to give before the product, or a count to reach."""
    for passage in reading.guide_and(*_SECTIONS):
        sentences = tuple(passage.sentences)
        for position, sentence in enumerate(sentences):
            match = next(
                (match for match in patterns("premedication").find(sentence) if _is_meant(match, sentence)), None
            )
            following = sentences[position + 1] if position + 1 < len(sentences) else None
            if match is not None:
                yield from _premedication(passage, sentence, match, following)


def _premedication(
    passage: Passage, sentence: TokenSpan, match: Match, following: TokenSpan | None
) -> Iterator[Premedication]:
    printed = _agents_printed(match, sentence, following)
    agents = tuple(_agents(printed))
    purpose = PremedicationPurpose(match.pattern.gives["purpose"])
    if not agents and purpose is PremedicationPurpose.PREMEDICATION:
        return
    end = next((token.i for token in sentence if token.ent_type_ == CROSS_REFERENCE), sentence.end)
    read = sentence.doc[sentence.start : end]
    whom, when = _WHOM.match(read.text), _WHEN.search(read.text)
    yield Premedication(
        evidence=(passage.evidence(read),),
        values=quantity_spans(passage.text, read),
        read_by=f"premedication.{match.pattern.id}",
        purpose=purpose,
        agents=agents,
        logic=_logic(printed, agents),
        timing=when.group().strip() if when else None,
        condition=whom["whom"] if whom else None,
        target=_target(read) if purpose is PremedicationPurpose.CYTOREDUCTION else None,
    )


def _is_meant(match: Match, sentence: TokenSpan) -> bool:
    """Whether "administer" begins the sentence and what is given stands before each dose."""
    if match.pattern.id != "administer-before-each-dose":
        return True
    starts = match.tokens.start - sentence.start <= 1
    return starts and bool(_BEFORE_EACH.search(sentence.text))


def _agents_printed(match: Match, sentence: TokenSpan, following: TokenSpan | None) -> str:
    """The words that name the agents, behind the cue or at the start of the sentence after it."""
    if match.tokens[-1].lower_ in {"with", "of", "administer", "give"}:
        return sentence.doc[match.tokens.end : sentence.end].text
    named = _FOLLOWING.match(following.text) if following is not None else None
    return named["agents"] if named else ""


def _agents(printed: str) -> Iterator[str]:
    words = _COMBINED.sub("", _END.sub("", printed))
    for part in _BETWEEN.split(words):
        agent = _ARTICLE.sub("", part.strip()).strip(" ,")
        if agent:
            yield agent


def _logic(printed: str, agents: Sequence[str]) -> Logic | None:
    if len(agents) < 2:
        return None
    if "and/or" in printed or _COMBINED.search(printed):
        return Logic.ANY_OR_ALL
    words = f" {_END.sub('', printed).casefold()} "
    return Logic.ANY if " or " in words and " and " not in words else Logic.ALL


def _target(read: TokenSpan) -> Threshold | None:
    """The count to reach."""
    counts = [token for token in read if token.ent_type_ == Dimension.CELL_COUNT.value]
    if not counts:
        return None
    position = counts[0].i
    start = next((i for i in range(position, read.start, -1) if read.doc[i].lower_ in {"a", "the"}), read.start)
    quantity = quantity_of(counts[0])
    if quantity is None or quantity.comparison is None:
        return None
    return next(iter(thresholds(read.doc[start : position + 1], "count")), None)
