"""Which of the tables about safety hold adverse reactions and which laboratory abnormalities, told by their words.

The words are in `kinds.toml`; a caption weighs more than the header of the first column, and a table of
section 6 without any of the words, but with arms and percentages, is one of adverse reactions (21 CFR 201.57(c)(7)).
"""

import re
import tomllib
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from kg.errors import KnowledgeError
from kg.facts import AdverseReaction, LabAbnormality, ReactionObservation

NEITHER = "neither"
_KINDS: dict[str, type[ReactionObservation] | None] = {
    AdverseReaction.kind: AdverseReaction,
    LabAbnormality.kind: LabAbnormality,
    NEITHER: None,
}
_SOURCE = "tables/kinds.toml"
_NAMES = r"\b(?:ANC|ALC|WBC|RBC|ALT|AST|neutrophils?|lymphocytes?|leukocytes?|platelets?|ha?emoglobin|bilirubin|creatinine)\b"
_PARAMETER = re.compile(_NAMES, re.IGNORECASE)
_BOUNDED = re.compile(rf"{_NAMES}(?:\s+counts?)?\s*[<>≤≥]", re.IGNORECASE)
_MEASURED = re.compile(r"(?:median|mean|duration|time)\b", re.IGNORECASE)
"""The label of a row that says how deep or how long a parameter above it was changed."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TableKind:
    """An entry of the lexicon: phrases that tell the kind of a table."""

    id: str
    kind: str
    phrases: re.Pattern[str]

    def found_in(self, words: str) -> bool:
        return self.phrases.search(" ".join(words.split())) is not None


def observed_in(caption: str, header: str, section: str | None) -> type[ReactionObservation] | None:
    """The kind of fact in the cells of a table of section 5 or 6; None if it is no table of observations.

    `header` is the header of the column of row labels.

    >>> observed_in("Table 3: Selected Laboratory Abnormalities in Adults", "Parameter", "6.1").kind
    'lab_abnormality'
    >>> observed_in("Table 1: Mean Change in Body Weight", "", "5.6") is None
    True
    """
    if section is None or section.partition(".")[0] not in ("5", "6"):
        return None
    for words in (caption, header):
        kind = next((entry.kind for entry in table_kinds() if entry.found_in(words)), None)
        if kind is not None:
            return _KINDS[kind]
    return AdverseReaction if section.startswith("6") else None


def are_parameters(labels: Iterable[str]) -> bool:
    """Whether the labels of a table's rows name blood counts and other laboratory parameters, and some a bound of one.

    >>> are_parameters(["Platelets", "Median nadir", "Incidence of platelets < 10,000/mm3"])
    True
    >>> are_parameters(["Platelets < 10,000/mm3", "Bleeding"]), are_parameters(["Platelets decreased"])
    (False, False)
    """
    stated = [label for label in labels if label.strip()]
    is_bounded = any(_BOUNDED.search(label) for label in stated)
    return is_bounded and all(_PARAMETER.search(label) or _MEASURED.match(label) for label in stated)


@cache
def table_kinds() -> tuple[TableKind, ...]:
    """The entries of the lexicon, in the order in which they are tried.

    Raises `KnowledgeError` if an entry has an unknown kind, no examples, or fails one of its own.
    """
    entries = tomllib.loads(Path(__file__).with_name("kinds.toml").read_text(encoding="utf-8"))["entry"]
    return tuple(_checked(entry) for entry in entries)


def _checked(entry: dict[str, list[str] | str]) -> TableKind:
    name, kind, phrases = str(entry["id"]), str(entry["kind"]), [str(phrase) for phrase in entry["phrases"]]
    if kind not in _KINDS:
        raise KnowledgeError(f"entry {name} has the kind {kind!r}", where=_SOURCE, expected=" or ".join(_KINDS))
    read = TableKind(id=name, kind=kind, phrases=re.compile("|".join(map(re.escape, phrases)), re.IGNORECASE))
    for examples, expected in ((entry["accepted"], True), (entry["rejected"], False)):
        wrong = [example for example in examples if read.found_in(example) is not expected]
        if wrong or not examples:
            raise KnowledgeError(
                f"entry {name} fails its example {wrong[0]!r}" if wrong else f"entry {name} lacks examples",
                where=_SOURCE,
                expected="captions that its phrases are found in (accepted) and not found in (rejected)",
            )
    return read
