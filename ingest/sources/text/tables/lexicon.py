"""The words in `words.toml`, as patterns."""

import re
import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from kg.errors import KnowledgeError

_FILE = Path(__file__).with_name("words.toml")
_MARKER = r"(?:[a-z*†‡§¶#](?:,[a-z*†‡§¶#])*)?"


@dataclass(frozen=True, slots=True, kw_only=True)
class Lexicon:
    """Patterns of the words by which the parts of a table are told apart."""

    stub: re.Pattern[str]
    class_end: re.Pattern[str]
    measure: re.Pattern[str]
    comparison: re.Pattern[str]
    dose: re.Pattern[str]
    unit: re.Pattern[str]
    period: re.Pattern[str]
    numbered: re.Pattern[str]
    degree: re.Pattern[str]
    action_heading: re.Pattern[str]
    action: re.Pattern[str]
    severity_heading: re.Pattern[str]
    occurrence: re.Pattern[str]
    stage: re.Pattern[str]
    requirement: re.Pattern[str]
    interaction_part: re.Pattern[str]
    frequency: re.Pattern[str]
    infusion_volume: re.Pattern[str]
    infusion_time: re.Pattern[str]
    infusion_rate: re.Pattern[str]

    @property
    def infusion_headings(self) -> dict[str, re.Pattern[str]]:
        """The headings of tables of infusion rates, by what stands below them."""
        return {"volume": self.infusion_volume, "time": self.infusion_time, "rate": self.infusion_rate}


@cache
def lexicon() -> Lexicon:
    """The contents of `words.toml`, read once. A footnote marker may stand behind words of headings and labels."""
    with _FILE.open("rb") as file:
        content = tomllib.load(file)
    return Lexicon(
        stub=re.compile(rf"(?<![\w-])(?:{_any(content, 'stub')})(?:\(s\))?{_MARKER}\)?{_MARKER}(?!\w)", re.IGNORECASE),
        class_end=re.compile(rf"\b(?:{_any(content, 'class_end')}){_MARKER}$", re.IGNORECASE),
        measure=re.compile(rf"(?:{_any(content, 'measure')}){_MARKER}(?!\w)", re.IGNORECASE),
        comparison=re.compile(rf"(?:{_any(content, 'comparison')}){_MARKER}(?!\w)", re.IGNORECASE),
        dose=re.compile(rf"(?<!\S)\d[\d,.]*\s?(?:{_any(content, 'unit')})(?!\w)"),
        unit=re.compile(_any(content, "unit")),
        period=re.compile(rf"\b(?:{_any(content, 'period')})\s\d+(?:[-–]\d+)?{_MARKER}(?!\S)", re.IGNORECASE),
        numbered=re.compile(rf"\b(?:{_any(content, 'numbered')})\s\S+$", re.IGNORECASE),
        degree=re.compile(_any(content, "degree"), re.IGNORECASE),
        action_heading=re.compile(rf"\b(?:{_any(content, 'action_heading')}){_MARKER}(?!\w)", re.IGNORECASE),
        action=re.compile(rf"\b(?:{_any(content, 'action')})\b", re.IGNORECASE),
        severity_heading=re.compile(rf"\b(?:{_any(content, 'severity_heading')}){_MARKER}(?!\w)", re.IGNORECASE),
        occurrence=re.compile(rf"(?<!\S)(?:{_any(content, 'occurrence')})\b", re.IGNORECASE),
        stage=re.compile(rf"\b(?:{_any(content, 'stage')}){_MARKER}(?!\w)", re.IGNORECASE),
        requirement=re.compile(rf"(?:{_any(content, 'requirement')})(?!\w)", re.IGNORECASE),
        interaction_part=re.compile(rf"(?:{_any(content, 'interaction_part')}){_MARKER}(?:\s?:|$)", re.IGNORECASE),
        frequency=re.compile(rf"\b(?:{_any(content, 'frequency')})(?!\w)", re.IGNORECASE),
        infusion_volume=_heading(content, "infusion_volume"),
        infusion_time=_heading(content, "infusion_time"),
        infusion_rate=_heading(content, "infusion_rate"),
    )


def _heading(content: dict[str, object], name: str) -> re.Pattern[str]:
    """A heading that is one of some words and nothing else, but for its unit in brackets and a marker."""
    return re.compile(rf"^(?:{_any(content, name)})(?:\s\([^()]+\))?\s?{_MARKER}$", re.IGNORECASE)


def _any(content: dict[str, object], name: str) -> str:
    words = content.get(name)
    if not isinstance(words, list) or not words:
        raise KnowledgeError(f"no list of words {name!r}", where=_FILE.name, expected="one word or more")
    return "|".join(sorted((re.escape(word) for word in words), key=len, reverse=True))
