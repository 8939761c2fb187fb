"""The amount of a dose for a patient, the volume that holds it, and the vials that it takes."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from decimal import ROUND_CEILING, Decimal

from kg.codes import PreparationQuantity
from kg.decision.units import converted
from kg.errors import PatientError
from kg.facts import Dose, Fact, Preparation

_PER_AREA, _PER_WEIGHT = "/m2", "/kg"
_VOLUME = "mL"


@dataclass(frozen=True, slots=True, kw_only=True)
class Body:
    """The size of a patient: body surface area in m2, weight in kg."""

    surface_m2: Decimal | None = None
    weight_kg: Decimal | None = None

    def __post_init__(self) -> None:
        for name, size in (("body surface area", self.surface_m2), ("weight", self.weight_kg)):
            if size is not None and size <= 0:
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
    """What one dose of a label comes to. `silent` names what could not be told, and why."""

    dose: Dose
    amount: Amount | None
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
    amount = _amount(dose, body)
    if amount is None:
        size = "body surface area" if dose.unit.endswith(_PER_AREA) else "weight"
        return DoseAmounts(dose=dose, amount=None, silent=(f"the {size} of the patient is not given",))
    silent = list[str]()
    concentration = _only(preparations, PreparationQuantity.RECONSTITUTED_CONCENTRATION, silent)
    volume = _volume(amount, concentration) if concentration else None
    return DoseAmounts(
        dose=dose,
        amount=amount,
        volume=volume,
        vials=tuple(_vials(amount, volume, preparations)),
        final_volume=_stated(_only(preparations, PreparationQuantity.FINAL_VOLUME, silent)),
        silent=tuple(silent),
    )


def _amount(dose: Dose, body: Body) -> Amount | None:
    """The amount of a dose by area or by weight, or the dose itself if it is by neither."""
    for ending, size, name in ((_PER_AREA, body.surface_m2, "m2"), (_PER_WEIGHT, body.weight_kg, "kg")):
        if dose.unit.endswith(ending):
            unit = dose.unit.removesuffix(ending)
            derivation = f"{dose.amount} {dose.unit} x {size} {name}"
            return Amount(value=dose.amount * size, unit=unit, derivation=derivation, facts=(dose,)) if size else None
    return Amount(value=dose.amount, unit=dose.unit, derivation="as stated", facts=(dose,))


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
    if volume != _VOLUME:
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
            yield Amount(
                value=(needed.value / converted(fact.value, fact.unit, needed.unit)).to_integral_value(ROUND_CEILING),
                unit="{vial}",
                derivation=f"{needed.value} {needed.unit} / {fact.value} {fact.unit} per vial, whole vials",
                facts=(*needed.facts, fact),
            )
        return


def _stated(fact: Preparation | None) -> Amount | None:
    return Amount(value=fact.value, unit=fact.unit, derivation="as stated", facts=(fact,)) if fact else None
