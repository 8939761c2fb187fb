"""What dose rules of real labels say of made-up patients: `tests/data/rule_cases.toml`."""

import tomllib
from collections.abc import Sequence
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import NotRequired, TypedDict

import pytest

from ingest.pipeline import label_of
from ingest.sources import read
from kg.decision.patient import History
from kg.decision.rules import applicable_dose_rules
from kg.decision.typed import finding_from_text
from kg.facts import DoseRule
from tests.conftest import ROOT

_Case = TypedDict(
    "_Case",
    {
        "rule": str,
        "given": NotRequired[list[str]],
        "course": NotRequired[dict[str, int]],
        "yes": NotRequired[list[str]],
        "no": NotRequired[list[str]],
        "condition": NotRequired[str],
        "is": str,
    },
)
_DATA = tomllib.loads((ROOT / "tests" / "data" / "rule_cases.toml").read_text(encoding="utf-8"))
CASES: list[tuple[str, _Case]] = [(label["name"], case) for label in _DATA["label"] for case in label["cases"]]


@cache
def _rules(path: Path) -> Sequence[DoseRule]:
    return tuple(fact for fact in label_of(read(path)).facts if isinstance(fact, DoseRule))


def _printed(rule: DoseRule) -> str:
    return " ".join(f"{rule.trigger} {rule.severity or ''}".split())


@pytest.mark.shared
@pytest.mark.parametrize(("label", "case"), CASES, ids=[f"{n}-{label}" for n, (label, _) in enumerate(CASES)])
def test_a_rule_says_of_a_patient(shared: Path, label: str, case: _Case) -> None:
    (path,) = (shared / "labels" / "openfda").glob(f"{label}.*.json")
    course = {
        name: Decimal(value) if name == "interruption_days" else value for name, value in case.get("course", {}).items()
    }
    answers = dict.fromkeys(case.get("yes", ()), True) | dict.fromkeys(case.get("no", ()), False)
    history = History(**course, answers=answers)  # type: ignore[arg-type]
    found = applicable_dose_rules(_rules(path), list(map(finding_from_text, case.get("given", ()))), history)
    (decision,) = (
        one for one in found if case["rule"] in _printed(one.rule) and one.rule.condition == case.get("condition")
    )
    assert decision.applicability == case["is"], decision.needs
