"""The bars of `bars.toml`, and the folder of real labels that they are measured on."""

import os
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

HERE = Path(__file__).resolve().parent
SHARED = Path(os.environ.get("LABELGRAPH_SHARED", HERE.parent.parent / "shared"))


@dataclass(frozen=True, slots=True, kw_only=True)
class LabelBars:
    """What the reading of one label must reach. Paths are relative to the folder of real labels."""

    gold: Path
    f1: float
    f1_of: Mapping[str, float]
    chapters: tuple[str, ...]
    share_captured: float

    def bar(self, kind: str) -> float:
        return self.f1_of.get(kind, self.f1)


@dataclass(frozen=True, slots=True, kw_only=True)
class KindAim:
    """What is wanted of a kind over all labels with checked facts: its mean F1, and the F1 of the label that it is least in."""

    mean: float
    lowest: float


@dataclass(frozen=True, slots=True, kw_only=True)
class ParityBars:
    """The labels that are printed and read back; by form, the micro F1 that is wanted, and the labels that must reach it."""

    labels: tuple[Path, ...]
    f1: Mapping[str, float]
    held: Mapping[str, frozenset[str]]

    def is_below(self, label: str, form: str, f1: float | None) -> bool:
        """Whether a label that must reach the bar of a form does not; `f1` is None if it was not read."""
        return label in self.held.get(form, frozenset()) and (f1 is None or f1 < self.f1[form])


@dataclass(frozen=True, slots=True, kw_only=True)
class Bars:
    """All bars: those of the labels, of their forms, and what the ingest of one document, the reasoner and a rule question may take.

    `answer_ratio` is how many times as long as its SPARQL query an answer to GraphQL may take; `answers_per_second` how many
    short ones there must be; `search_ratio` how many times as long as the bare full-text queries the searches may take in all.
    """

    labels: tuple[LabelBars, ...]
    aims: Mapping[str, KindAim]
    parity: ParityBars
    ingest_seconds: float
    ingest_megabytes: float
    reasoning_seconds: float
    decision_milliseconds: float
    answer_ratio: float
    search_ratio: float
    answers_per_second: float


def read_bars() -> Bars:
    """The bars of the data file."""
    entries = tomllib.loads((HERE / "bars.toml").read_text(encoding="utf-8"))
    return Bars(
        labels=tuple(
            LabelBars(
                gold=Path(entry["gold"]),
                f1=entry["f1"],
                f1_of=entry["f1_of"],
                chapters=tuple(entry["captured"]["chapters"]),
                share_captured=entry["captured"]["share"],
            )
            for entry in entries["label"]
        ),
        aims={kind: KindAim(mean=aim["mean"], lowest=aim["lowest"]) for aim in entries["aim"] for kind in aim["kinds"]},
        parity=ParityBars(
            labels=tuple(map(Path, entries["parity"]["labels"])),
            f1={form: reached["bar"] for form, reached in entries["parity"]["reached"].items()},
            held={form: frozenset(reached["labels"]) for form, reached in entries["parity"]["reached"].items()},
        ),
        ingest_seconds=entries["ingest"]["seconds"],
        ingest_megabytes=entries["ingest"]["megabytes"],
        reasoning_seconds=entries["reasoning"]["seconds"],
        decision_milliseconds=entries["decision"]["milliseconds"],
        answer_ratio=entries["graphql"]["ratio"],
        search_ratio=entries["search"]["ratio"],
        answers_per_second=entries["graphql"]["answers_per_second"],
    )
