"""The facts of each form of a label against those of its source, compared by the scorer of the checked facts."""

import importlib.util
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from types import ModuleType

from ingest.export import Json, records
from ingest.pipeline import read_label
from kg.errors import SourceError

Record = dict[str, Json]


@dataclass(frozen=True, slots=True, kw_only=True)
class Score:
    """How many facts the source and a form give, and how many agree."""

    gold: int
    predicted: int
    matched: int

    @property
    def f1(self) -> float:
        """The harmonic mean of precision and recall; 1 if there is nothing to find and nothing is found."""
        both = self.gold + self.predicted
        return 2 * self.matched / both if both else 1.0


@dataclass(frozen=True, slots=True, kw_only=True)
class FormScore:
    """The scores of a form by kind of fact, or why the form could not be read."""

    kinds: Mapping[str, Score]
    missed: Mapping[str, tuple[str, ...]]
    spurious: Mapping[str, tuple[str, ...]]
    refused: str | None = None

    @property
    def micro(self) -> Score:
        scores = self.kinds.values()
        return Score(
            gold=sum(score.gold for score in scores),
            predicted=sum(score.predicted for score in scores),
            matched=sum(score.matched for score in scores),
        )


def facts(source: Path) -> list[Record]:
    """The facts export of a label. Raises SourceError if it cannot be read."""
    return list(records(read_label(source).facts))


def score(scorer: Path, gold: Sequence[Record], form: Path) -> FormScore:
    """The scores of a form, with the facts of the source as the checked ones."""
    try:
        predicted = facts(form)
    except SourceError as error:
        return FormScore(kinds={}, missed={}, spurious={}, refused=str(error).splitlines()[0])
    return compare(scorer, gold, predicted)


def compare(scorer: Path, gold: Sequence[Record], predicted: Sequence[Record]) -> FormScore:
    """Facts against facts, kind by kind; kinds that the scorer does not know, or the source does not have, are left out."""
    rules = _rules(scorer)
    kinds, missed, spurious = dict[str, Score](), dict[str, tuple[str, ...]](), dict[str, tuple[str, ...]]()
    of_gold, of_form = _by_kind(gold), _by_kind(predicted)
    for kind in rules.FIELDS:
        g, p = of_gold[kind], of_form[kind]
        if not g:
            continue
        pairs = rules.match(kind, g, p)
        kinds[kind] = Score(gold=len(g), predicted=len(p), matched=len(pairs))
        missed[kind] = tuple(rules.brief(kind, one) for i, one in enumerate(g) if i not in {i for i, _ in pairs})
        spurious[kind] = tuple(rules.brief(kind, one) for j, one in enumerate(p) if j not in {j for _, j in pairs})
    return FormScore(kinds=kinds, missed=missed, spurious=spurious)


def _by_kind(found: Sequence[Record]) -> defaultdict[str, list[Record]]:
    kinds = defaultdict[str, list[Record]](list)
    for record in found:
        kinds[str(record["kind"])].append(record)
    return kinds


@cache
def _rules(scorer: Path) -> ModuleType:
    """The scorer's module, which lies beside the labels and is no package."""
    spec = importlib.util.spec_from_file_location("score", scorer)
    if spec is None or spec.loader is None:
        raise FileNotFoundError(f"{scorer} is no Python file; expected the scorer of the checked facts")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module
