"""The amount of a dose for a patient, the volume that holds it, and the vials that it takes."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import NamedTuple

from kg.calculation.largest import largest_amount, largest_size, stated_largest, without_largest
from kg.calculation.rounding import is_of_rounding, rounding
from kg.calculation.sized import excludes
from kg.calculation.vials import choices
from kg.codes import PreparationQuantity
from kg.decision.units import converted, is_convertible
from kg.errors import PatientError
from kg.facts import Dose, Fact, Preparation

_AREA, _WEIGHT = "m2", "kg"
_TIMES = frozenset({"min", "h", "d", "wk", "mo"})
_VOLUME = "mL"
LARGEST: Mapping[str, int] = {_AREA: 4, _WEIGHT: 650}
"""No patient is larger; a larger number was mistyped, or is in another unit."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Body:
    """The size of a patient: body surface area in m2, weight in kg."""

    surface_m2: Decimal | None = None
    weight_kg: Decimal | None = None

    def __post_init__(self) -> None:
        sizes = (("body surface area", self.surface_m2, _AREA), ("weight", self.weight_kg, _WEIGHT))
        for name, size, unit in sizes:
            if size is not None and not (size.is_finite() and size > 0):
                raise PatientError(f"the {name} is {size}", expected="a number above 0")
            if size is not None and size > LARGEST[unit]:
                raise PatientError(f"the {name} is {size} {unit}", expected=f"at most {LARGEST[unit]} {unit}")


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
    other = _other_size(dose, body)
    if other is not None:
        return DoseAmounts(dose=dose, amount=None, silent=(f"{other} is not what it is for: {dose.condition}",))
    amount = _as_rounded(_amount(dose, dose.amount, body), dose, preparations)
    if amount is None:
        size = "body surface area" if _AREA in dose.unit.split("/") else "weight"
        return DoseAmounts(dose=dose, amount=None, silent=(f"the {size} of the patient is not given",))
    high = None if dose.amount_high is None else _amount(dose, dose.amount_high, body)
    highest = _as_rounded(high, dose, preparations)
    found = DoseAmounts(dose=dose, amount=amount, highest=highest, silent=tuple(_not_at_once(dose)))
    counted = found if found.silent else _withdrawn(found, amount, preparations)
    return replace(counted, silent=(*counted.silent, *_unread(dose, amount, preparations)))


def _other_size(dose: Dose, body: Body) -> str | None:
    """The size of a patient whom a dose is not for, by its condition."""
    given = ((body.surface_m2, _AREA), (body.weight_kg, _WEIGHT))
    sizes = (f"{one} {unit}" for one, unit in given if one is not None and excludes(dose.condition or "", one, unit))
    return next(sizes, None)


def _as_rounded(amount: Amount | None, dose: Dose, preparations: Sequence[Preparation]) -> Amount | None:
    """The amount as the label rounds it, but no more than its largest."""
    told = rounding(dose, amount.unit, preparations) if amount else None
    if amount is None or told is None:
        return amount
    value = told.of(amount.value, amount.unit)
    largest = largest_amount(dose, amount.unit)
    derivation = f"{amount.derivation} = {plain(amount.value)} {amount.unit}, by the label's words: {told.words}"
    return replace(amount, value=value if largest is None else min(value, largest), derivation=derivation)


def _unread(dose: Dose, amount: Amount, preparations: Sequence[Preparation]) -> Iterator[str]:
    """What the amount leaves out: a largest dose, rounding, and words that were not understood."""
    yield from without_largest(dose, amount.unit)
    is_rounded = rounding(dose, amount.unit, preparations) is not None
    for words in filter(is_of_rounding, () if is_rounded else dose.incomplete):
        yield f"rounding is not applied: {words}"
    rest = [words for words in dose.incomplete if not is_of_rounding(words)]
    if rest:
        yield f"words of the label that were not understood: {'; '.join(rest)}"


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
    volume = _volume(amount, preparations, silent)
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
            return _capped(_by_size(dose, stated, left, size, unit), dose) if size else None
    return _capped(Amount(value=stated, unit=dose.unit, derivation="as stated", facts=(dose,)), dose)


def _by_size(dose: Dose, stated: Decimal, left: str, size: Decimal, unit: str) -> Amount:
    """A stated amount for a weight or an area, or for the largest that the label has doses calculated by."""
    counted = min(size, largest_size(dose, unit) or size)
    most = f", the largest that doses are calculated by, of {size} {unit}" if counted != size else ""
    derivation = f"{stated} {dose.unit} x {counted} {unit}{most}"
    return Amount(value=stated * counted, unit=left, derivation=derivation, facts=(dose,))


def _capped(amount: Amount, dose: Dose) -> Amount:
    """The amount, or the largest that the label allows."""
    largest = largest_amount(dose, amount.unit)
    if largest is None or amount.value <= largest:
        return amount
    most = f"{amount.derivation} = {amount.value} {amount.unit}, at most {stated_largest(dose)}"
    return replace(amount, value=largest, derivation=most)


def _only(preparations: Sequence[Preparation], quantity: PreparationQuantity, silent: list[str]) -> Preparation | None:
    """The one fact that states a quantity; else what is missing, or that there are several, is told."""
    found = [fact for fact in preparations if fact.quantity is quantity]
    values = {(fact.value, fact.value_high, fact.unit) for fact in found}
    name = quantity.value.replace("_", " ")
    if len(values) == 1 and found[0].value_high is None:
        return found[0]
    silent.append(f"no {name} was read" if not found else f"the label states several {name}s, or a range")
    return None


def _volume(amount: Amount, preparations: Sequence[Preparation], silent: list[str]) -> Amount | None:
    """The volume that holds an amount, by the concentration after reconstitution, or that of a liquid in its vial."""
    of_vials = list(_liquid(preparations))
    dissolved = any(fact.quantity is PreparationQuantity.RECONSTITUTED_CONCENTRATION for fact in preparations)
    if dissolved or not of_vials:
        fact = _only(preparations, PreparationQuantity.RECONSTITUTED_CONCENTRATION, silent)
        return None if fact is None else _held(amount, Concentration(fact.value, fact.unit, fact))
    if len({(one.value, one.unit) for one in of_vials}) == 1:
        return _held(amount, of_vials[0])
    silent.append("the vials have several concentrations")
    return None


class Concentration(NamedTuple):
    """An amount in each volume, with its unit (UCUM) and the fact that tells it."""

    value: Decimal
    unit: str
    fact: Preparation


def _liquid(preparations: Iterable[Preparation]) -> Iterator[Concentration]:
    """The concentrations of vials of a liquid: their strength in its volume."""
    for fact in preparations:
        if fact.quantity is PreparationQuantity.VIAL_STRENGTH and fact.volume:
            yield Concentration(fact.value / fact.volume, f"{fact.unit}/{fact.volume_unit}", fact)


def _held(amount: Amount, concentration: Concentration) -> Amount | None:
    mass, _, volume = concentration.unit.partition("/")
    if volume != _VOLUME or not is_convertible(amount.unit, mass):
        return None
    return Amount(
        value=converted(amount.value, amount.unit, mass) / concentration.value,
        unit=volume,
        derivation=f"{amount.value} {amount.unit} / {rounded(concentration.value)} {concentration.unit}",
        facts=(*amount.facts, concentration.fact),
    )


def _vials(amount: Amount, volume: Amount | None, preparations: Sequence[Preparation]) -> Iterator[Amount]:
    """The vials that a dose takes, by what a vial delivers or else by what it holds: so many, and of which sizes."""
    wanted = {PreparationQuantity.DELIVERABLE_VOLUME: volume, PreparationQuantity.VIAL_STRENGTH: amount}
    for quantity, needed in wanted.items():
        found = [fact for fact in preparations if fact.quantity is quantity]
        sized = () if needed is None else [fact for fact in found if is_convertible(fact.unit, needed.unit)]
        if needed is not None and sized:
            yield from _combined(needed, sized)
            return


def _combined(needed: Amount, vials: Sequence[Preparation]) -> Iterator[Amount]:
    """Ways to make up an amount from whole vials of the sizes that there are, the largest first."""
    sizes = {converted(fact.value, fact.unit, needed.unit): fact for fact in vials}
    held = sorted(sizes, reverse=True)
    for choice in choices(needed.value, held):
        taken = [(number, sizes[size]) for number, size in zip(choice.numbers, held, strict=True) if number]
        counted = " + ".join(f"{number} x {plain(fact.value)} {fact.unit}" for number, fact in taken)
        yield Amount(
            value=Decimal(sum(choice.numbers)),
            unit="{vial}",
            derivation=f"{counted}: {choice.why}; {rounded(choice.left_over)} {needed.unit} left over",
            facts=(*needed.facts, *(fact for _, fact in taken)),
        )


def plain(number: Decimal) -> str:
    """A number without zeros at its end and without exponent."""
    return f"{number.normalize():f}" if number else "0"


def rounded(number: Decimal) -> str:
    """A number as it is printed: to two decimals, or to three digits if it is smaller.

    >>> rounded(Decimal(352) / 21), rounded(Decimal("0.01234")), rounded(Decimal("5.760"))
    ('16.76', '0.0123', '5.76')
    """
    digits = max(2, 2 - number.adjusted()) if number else 2
    return plain(round(number, digits))


def _stated(fact: Preparation | None) -> Amount | None:
    return Amount(value=fact.value, unit=fact.unit, derivation="as stated", facts=(fact,)) if fact else None
