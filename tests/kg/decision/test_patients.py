"""What the dose-modification tables of real labels say of made-up patients: `tests/data/patient_cases.toml`."""

import re
import tomllib
from collections.abc import Sequence
from functools import cache
from pathlib import Path
from typing import NotRequired, TypedDict

import pytest

from ingest.document import Document
from ingest.pipeline import label_of
from ingest.sources import read
from kg.codes import Form
from kg.decision.patient import History
from kg.decision.rules import applicable_dose_rules
from kg.decision.typed import finding_from_text
from kg.facts import DoseRule
from tests.conftest import ROOT

LONGEST_CITED = 8


class Patient(TypedDict):
    """A patient of the file."""

    label: str
    section: str
    words: str
    given: list[str]
    course: NotRequired[dict[str, int]]
    yes: NotRequired[list[str]]
    no: NotRequired[list[str]]
    rules: dict[str, str]
    does: NotRequired[dict[str, str]]


_DATA = tomllib.loads((ROOT / "tests" / "data" / "patient_cases.toml").read_text(encoding="utf-8"))
PATIENTS: list[Patient] = _DATA["patient"]


@cache
def _read(path: Path) -> tuple[Document, Sequence[DoseRule]]:
    label = label_of(read(path))
    rules = (fact for fact in label.facts if isinstance(fact, DoseRule) and fact.form is Form.TABLE)
    return label.document, tuple(rules)


def _is_named(rule: DoseRule, name: str) -> bool:
    trigger, _, severity = name.casefold().partition(" / ")
    return trigger in rule.trigger.casefold() and severity in (rule.severity or "").casefold()


def _words(printed: str) -> str:
    return " ".join(re.findall(r"\w+", printed.casefold()))


def test_there_are_patients_of_many_labels() -> None:
    assert len(PATIENTS) >= 40
    assert len({patient["label"] for patient in PATIENTS}) >= 8
    assert all(len(patient["words"].split()) < LONGEST_CITED for patient in PATIENTS)


@pytest.mark.shared
@pytest.mark.parametrize("patient", PATIENTS, ids=[f"{n}-{one['label']}" for n, one in enumerate(PATIENTS)])
def test_a_label_says_of_a_patient(shared: Path, patient: Patient) -> None:
    (path,) = (shared / "labels" / "openfda").glob(f"{patient['label']}.*.json")
    document, rules = _read(path)
    answers = {**dict.fromkeys(patient.get("yes", ()), True), **dict.fromkeys(patient.get("no", ()), False)}
    history = History(**patient.get("course", {}), answers=answers)  # type: ignore[arg-type]
    found = applicable_dose_rules(rules, list(map(finding_from_text, patient["given"])), history)
    decisions = [[one for one in found if _is_named(one.rule, name)] for name in patient["rules"]]
    assert [len(one) for one in decisions] == [1] * len(decisions)
    said = {name: one.applicability.value for name, (one,) in zip(patient["rules"], decisions, strict=True)}
    told = decisions[0][0].instructions
    does = {
        words: one.applicability.value
        for words in patient.get("does", {})
        for one in told
        if words in one.instruction.text
    }
    needs = [decisions[0][0].needs, [one.needs for one in told]]
    assert (said, does) == (patient["rules"], patient.get("does", {})), needs
    section = document.section(patient["section"])
    assert section is not None
    assert _words(patient["words"]) in _words(document.quote(section.span))
