"""What must hold for a dose rule and for each of its instructions: printed words as data that can be decided."""

from dataclasses import dataclass

from kg.codes import Action
from kg.concepts import Concept
from kg.facts.fact import Threshold

TITLES = ", "
"""What stands between the headings of several levels above the row of a table, in the condition of its rule."""

COURSE = DURATION, CYCLE, DAY, REDUCTIONS = "duration", "cycle", "day", "dose reductions"
"""The parameters of bounds on the course of treatment: how long a thing lasts, and when and after what it happens."""

PARTED = "; "
"""What stands between the patients, and between the actions, of several columns of one row that are one rule."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Criterion:
    """One thing that must hold of a patient for a dose rule to apply.

    Criteria of one `alternative` must all hold; a rule applies when those of any one alternative do ("ALT > 3 × ULN, or AST
    > 3 × ULN with bilirubin > 2 × ULN" has two). `text` is what is printed. `subject` is what is measured or graded, or what
    happens. `thresholds` must all hold. `grade_low` and `grade_high` are CTCAE grades, ends included; without a lowest one,
    what is not there is within. Where a criterion has grades and thresholds the label defines one by the other ("Grade 4
    (> 20 × ULN)"), and either decides. `occurrence` is 1 for a first, 2 for a second one or any further. `at_baseline` tells
    a state before treatment; `absent` that the thing must not be there. `disputed` tells that the words leave open whether
    it must hold at all: in "A and B or C" it is A beside C. A criterion with no bound of any kind is a circumstance that
    only a person can confirm.
    """

    alternative: int
    text: str
    subject: str | None = None
    thresholds: tuple[Threshold, ...] = ()
    grade_low: int | None = None
    grade_high: int | None = None
    occurrence: int | None = None
    at_baseline: bool = False
    absent: bool = False
    disputed: bool = False
    ctcae_terms: tuple[Concept, ...] = ()
    findings: tuple[Concept, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Instruction:
    """One of several things that a dose rule tells to do, which hold at different times: "if recovered within 14 days, resume".

    `text` are its printed words and `actions` what they tell. `condition` is what must hold beside the rule's own trigger, as
    printed, and `criteria` the same as data that can be decided; without one it holds as soon as the rule applies. One that
    holds `otherwise` does so where the condition of the instruction before it does not.
    """

    text: str
    actions: tuple[Action, ...]
    condition: str | None = None
    otherwise: bool = False
    criteria: tuple[Criterion, ...] = ()
