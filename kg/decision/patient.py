"""What is known of a patient: findings with their values and grades, and the history of treatment."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from functools import cache
from itertools import combinations

from kg.errors import PatientError
from kg.naming import findings
from kg.naming.reactions import classes_of_part, is_part_of_term, organ_class, reactions
from kg.naming.words import Key, key, words

_AMOUNTS = ("value", "baseline", "upper_limit", "lower_limit", "duration_days", "occurrence")
_MULTIPLES = (None, "ULN", "LLN", "baseline")
LOWEST, HIGHEST = 1, 5
"""Grades of the Common Terminology Criteria for Adverse Events."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """A measured value, or something that happened, in the words of whoever asks.

    `value` is in `unit`, a UCUM code, or in multiples of `relative_to` ("ULN", "LLN" or "baseline"); `baseline`, the value
    before treatment, and the limits of normal are in the same unit. `grade` is of CTCAE. `occurrence` is 1 for the first time. `is_present` is False for what is known
    not to be there.

    Raises `PatientError` for an amount below nought or none at all, a limit or an occurrence of nought, a grade outside of 1 to 5, and a finding without a name.
    """

    parameter: str
    value: Decimal | None = None
    unit: str | None = None
    relative_to: str | None = None
    baseline: Decimal | None = None
    upper_limit: Decimal | None = None
    lower_limit: Decimal | None = None
    grade: int | None = None
    duration_days: Decimal | None = None
    occurrence: int | None = None
    is_present: bool = True

    def __post_init__(self) -> None:
        if self.relative_to not in _MULTIPLES:
            raise PatientError(
                f"{self.parameter} is in multiples of {self.relative_to}", expected="ULN, LLN or baseline"
            )
        for name in _AMOUNTS:
            _check_amount(f"{name} of {self.parameter}", getattr(self, name))
        if self.grade is not None and not LOWEST <= self.grade <= HIGHEST:
            raise PatientError(f"grade of {self.parameter} is {self.grade}", expected="a grade of CTCAE, 1 to 5")
        for name in ("upper_limit", "lower_limit", "occurrence"):
            if getattr(self, name) == 0:
                raise PatientError(f"{name} of {self.parameter} is 0", expected="a number above 0")
        if not self.parameter.strip():
            raise PatientError("a finding has no name", expected="what was measured or what happened")

    @property
    def is_measured(self) -> bool:
        """Whether a value is told, of now or of before treatment."""
        return self.value is not None or self.baseline is not None

    @property
    def names(self) -> "Names":
        return named(self.parameter)

    @property
    def is_vague(self) -> bool:
        """Whether a grade is given of a parameter alone: "sodium: grade 3" is a low or a high one."""
        return self.grade is not None and not self.is_measured and not (self.names.values or self.names.terms)


def _check_amount(what: str, amount: Decimal | int | None) -> None:
    if amount is not None and not (Decimal(amount).is_finite() and amount >= 0):
        raise PatientError(f"{what} is {amount}", expected="a number, and no negative one")


@dataclass(frozen=True, slots=True, kw_only=True)
class History:
    """The course of treatment, as far as it is known.

    `cycle` and `day` of the cycle count from 1, `reductions` are those of the dose so far. `answers` says yes or no to words
    that an earlier decision asked for. Raises `PatientError` for a negative number, and for a cycle or day before the first.
    """

    cycle: int | None = None
    day: int | None = None
    reductions: int | None = None
    interruption_days: Decimal | None = None
    answers: Mapping[str, bool] = field(default_factory=dict)

    def __post_init__(self) -> None:
        for name in ("cycle", "day", "reductions", "interruption_days"):
            _check_amount(name, getattr(self, name))
        for name, number in (("cycle", self.cycle), ("day", self.day)):
            if number == 0:
                raise PatientError(f"{name} is 0", expected="a number from 1")

    def answer(self, printed: str) -> bool | None:
        """What was said to words of the label, but for spaces and capitals; None where nothing was."""
        return next((holds for said, holds in self.answers.items() if folded(said) == folded(printed)), None)


def answered(given: Iterable[tuple[str, bool]]) -> Mapping[str, bool]:
    """Answers by the words that they are given to. Raises `PatientError` for words that are answered with yes and with no."""
    answers = list(given)
    for said, holds in answers:
        if any(folded(said) == folded(other) and holds != otherwise for other, otherwise in answers):
            raise PatientError(f"{said!r} is answered with yes and with no", expected="one of them")
    return dict(answers)


def check_once(findings: Sequence[Finding]) -> None:
    """Raises `PatientError` where two findings tell different values, or different grades, of the same thing."""
    for one, other in combinations([each for each in findings if each.is_present], 2):
        is_same = (
            one.names.is_same_wording(other.names) or one.names.parameters == other.names.parameters != frozenset()
        )
        for first, second in ((one.value, other.value), (one.grade, other.grade)):
            if is_same and first is not None and second is not None and first != second:
                told = f"{one.parameter} is told twice: {first} and {second}"
                raise PatientError(told, expected="one value and one grade of each, those of today")


def folded(printed: str) -> str:
    """Words of the label as they are compared with those of an answer."""
    return " ".join(printed.casefold().split())


@dataclass(frozen=True, slots=True, kw_only=True)
class Names:
    """What some words name: the folded words, terms of CTCAE and organ classes by IRI, and parameters by IRI.

    `values` are parameters with the direction in which their value is odd: thrombocytopenia is a low platelet count.
    `is_parameter` where they name a parameter and no more: that it was measured tells nothing of what happens.
    """

    words: Key
    terms: frozenset[str]
    organ_classes: frozenset[str]
    parameters: frozenset[str]
    values: frozenset[tuple[str, str]]
    is_parameter: bool = False

    @classmethod
    def of_parameter(cls, iri: str) -> "Names":
        """The name of a parameter of our list."""
        return cls(
            words=(), terms=frozenset(), organ_classes=frozenset(), parameters=frozenset({iri}), values=frozenset()
        )

    @property
    def is_known(self) -> bool:
        """Whether the words name anything of our lists, or a part of it."""
        is_named = self.terms or self.parameters or self.organ_classes
        return bool(is_named or (self.words and is_part_of_term(self.words)))

    def is_same_event(self, other: "Names") -> bool:
        """Whether both name the same thing that can happen, or the other one that this includes; a low and a high value of one
        parameter are two.
        """
        return bool(self.terms & other.terms or self.covered_values & other.values) or self.is_same_wording(other)

    def is_same_parameter(self, other: "Names") -> bool:
        """Whether both name the same thing that can be measured, or the other one that this includes: ALT is of the transaminases."""
        return bool(self.covered & other.parameters) or self.is_same_wording(other)

    @property
    def covered(self) -> frozenset[str]:
        """The parameters with those that they include, by IRI."""
        return _with_included(self.parameters)

    @property
    def covered_values(self) -> frozenset[tuple[str, str]]:
        """The odd values with those of parameters that they include."""
        return _values_with_included(self.values)

    def is_same_wording(self, other: "Names") -> bool:
        """Whether both are the same words, but for spelling and order."""
        return bool(self.words) and self.words == other.words


@cache
def _with_included(parameters: frozenset[str]) -> frozenset[str]:
    return parameters.union(one.iri for iri in parameters for one in findings.included(iri))


@cache
def _values_with_included(values: frozenset[tuple[str, str]]) -> frozenset[tuple[str, str]]:
    return values.union((one.iri, direction) for iri, direction in values for one in findings.included(iri))


@cache
def named(printed: str) -> Names:
    """What some words name.

    >>> named("thrombocytopenia").is_same_parameter(named("Platelet count"))
    True
    >>> named("thrombocytopenia").is_same_event(named("thrombocytosis"))
    False
    """
    found = reactions(printed)
    whole = findings.finding(printed)
    values = [one.finding for one in found if one.finding] + ([whole] if whole else [])
    terms = [one.term for one in found if one.term]
    heading = organ_class(printed)
    classes = {term.broader for term in terms if term.broader} | ({heading} if heading else set())
    spoken = key(words(printed))
    if spoken and not classes and whole is None:
        classes |= classes_of_part(spoken)
    return Names(
        words=spoken,
        terms=frozenset(term.iri for term in terms),
        organ_classes=frozenset(one.iri for one in classes),
        parameters=frozenset(one.concept.iri for one in (*values, *findings.mentioned(printed))),
        values=frozenset((one.concept.iri, one.direction) for one in values if one.direction),
        is_parameter=whole is not None and whole.direction is None and not terms,
    )
