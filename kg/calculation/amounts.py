"""The amount of a dose for a patient, the volume that holds it, and the vials that it takes."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import ROUND_CEILING, Decimal

from kg.codes import PreparationQuantity
from kg.decision.units import converted, is_convertible
from kg.errors import PatientError
from kg.facts import Dose, Fact, Preparation

_AREA, _WEIGHT = "m2", "kg"
_TIMES = frozenset({"min", "h", "d", "wk", "mo"})
_VOLUME = "mL"


@dataclass(frozen=True, slots=True, kw_only=True)
class Body:
    """The size of a patient: body surface area in m2, weight in kg."""

    surface_m2: Decimal | None = None
    weight_kg: Decimal | None = None

    def __post_init__(self) -> None:
        for name, size in (("body surface area", self.surface_m2), ("weight", self.weight_kg)):
            if size is not None and not (size.is_finite() and size > 0):
                raise PatientError(f"the {name} is {size}", expected="a number above 0")


@dataclass(frozen=True, slots=True, kw_only=True)
class Amount:
    """A result with its unit (UCUM), how it was made, and the facts that it was made from."""

    value: Decimal
    unit: str
    derivation: str
    facts: tuple[Fact, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class DoseAmounts:
    """What one dose of a label comes to; `highest` is the upper end of a range. `silent` names what could not be told, and why."""

    dose: Dose
    amount: Amount | None
    highest: Amount | None = None
    volume: Amount | None = None
    vials: tuple[Amount, ...] = ()
    final_volume: Amount | None = None
    silent: tuple[str, ...] = ()


def dose_amounts(facts: Iterable[Fact], body: Body) -> tuple[DoseAmounts, ...]:
    """Each dose of a label for a patient.

    Of several concentrations or final volumes none is chosen: the answer says that the label states several.
    """
    stated = tuple(facts)
    preparations = [fact for fact in stated if isinstance(fact, Preparation)]
    return tuple(_amounts(fact, preparations, body) for fact in stated if isinstance(fact, Dose))


def _amounts(dose: Dose, preparations: Sequence[Preparation], body: Body) -> DoseAmounts:
    amount = _amount(dose, dose.amount, body)
    if amount is None:
        size = "body surface area" if _AREA in dose.unit.split("/") else "weight"
        return DoseAmounts(dose=dose, amount=None, silent=(f"the {size} of the patient is not given",))
    highest = None if dose.amount_high is None else _amount(dose, dose.amount_high, body)
    found = DoseAmounts(dose=dose, amount=amount, highest=highest, silent=tuple(_not_at_once(dose)))
    counted = found if found.silent else _withdrawn(found, amount, preparations)
    return replace(counted, silent=(*counted.silent, *_unread(dose, amount)))


def _unread(dose: Dose, amount: Amount) -> Iterator[str]:
    """What the amount leaves out: a largest dose is no field of a dose, so the words of the label must be read for one."""
    if amount.unit != dose.unit:
        yield "a largest dose or size that the label may state is not taken into account: read its words"
    if dose.incomplete:
        yield f"words of the label that were not understood: {'; '.join(dose.incomplete)}"


def _not_at_once(dose: Dose) -> Iterator[str]:
    """Why an amount is not what is withdrawn for one administration."""
    if dose.amount_high is not None:
        yield "the label states a range of doses"
    if dose.divided_into is not None and dose.divided_into > 1:
        yield f"it is given in {dose.divided_into} doses"
    if _TIMES & set(dose.unit.split("/")):
        yield "it is stated for a length of time"


def _withdrawn(found: DoseAmounts, amount: Amount, preparations: Sequence[Preparation]) -> DoseAmounts:
    silent = list[str]()
    concentration = _only(preparations, PreparationQuantity.RECONSTITUTED_CONCENTRATION, silent)
    volume = _volume(amount, concentration) if concentration else None
    return replace(
        found,
        volume=volume,
        vials=tuple(_vials(amount, volume, preparations)),
        final_volume=_stated(_only(preparations, PreparationQuantity.FINAL_VOLUME, silent)),
        silent=tuple(silent),
    )


def _amount(dose: Dose, stated: Decimal, body: Body) -> Amount | None:
    """A stated amount by area or by weight, or as it is if it is by neither; None for a size that is not given."""
    mass, *per = dose.unit.split("/")
    for unit, size in ((_AREA, body.surface_m2), (_WEIGHT, body.weight_kg)):
        if unit in per:
            left = "/".join((mass, *(other for other in per if other != unit)))
            derivation = f"{stated} {dose.unit} x {size} {unit}"
            return Amount(value=stated * size, unit=left, derivation=derivation, facts=(dose,)) if size else None
    return Amount(value=stated, unit=dose.unit, derivation="as stated", facts=(dose,))


def _only(preparations: Sequence[Preparation], quantity: PreparationQuantity, silent: list[str]) -> Preparation | None:
    """The one fact that states a quantity; else what is missing, or that there are several, is told."""
    found = [fact for fact in preparations if fact.quantity is quantity]
    values = {(fact.value, fact.value_high, fact.unit) for fact in found}
    name = quantity.value.replace("_", " ")
    if len(values) == 1 and found[0].value_high is None:
        return found[0]
    silent.append(f"the label states no {name}" if not found else f"the label states several {name}s, or a range")
    return None


def _volume(amount: Amount, concentration: Preparation) -> Amount | None:
    mass, _, volume = concentration.unit.partition("/")
    if volume != _VOLUME or not is_convertible(amount.unit, mass):
        return None
    return Amount(
        value=converted(amount.value, amount.unit, mass) / concentration.value,
        unit=volume,
        derivation=f"{amount.value} {amount.unit} / {concentration.value} {concentration.unit}",
        facts=(*amount.facts, concentration),
    )


def _vials(amount: Amount, volume: Amount | None, preparations: Sequence[Preparation]) -> Iterator[Amount]:
    """The vials that a dose takes, by what a vial delivers or else by what it holds; one result for each size of vial."""
    wanted = {PreparationQuantity.DELIVERABLE_VOLUME: volume, PreparationQuantity.VIAL_STRENGTH: amount}
    for quantity, needed in wanted.items():
        found = [fact for fact in preparations if fact.quantity is quantity]
        if needed is None or not found:
            continue
        for fact in found:
            if not is_convertible(fact.unit, needed.unit):
                continue
            yield Amount(
                value=(needed.value / converted(fact.value, fact.unit, needed.unit)).to_integral_value(ROUND_CEILING),
                unit="{vial}",
                derivation=f"{needed.value} {needed.unit} / {fact.value} {fact.unit} per vial, whole vials",
                facts=(*needed.facts, fact),
            )
        return


def _stated(fact: Preparation | None) -> Amount | None:
    return Amount(value=fact.value, unit=fact.unit, derivation="as stated", facts=(fact,)) if fact else None
