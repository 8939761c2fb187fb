"""The commands that calculate from the facts of a label: amount, regimen, deadlines."""

from datetime import date, datetime
from typing import TYPE_CHECKING, Annotated

import typer

from cli.options import AsJson, LabelOrFile, No, Store, Yes, answers, facts_of
from cli.printing import print_json_lines, print_table, say
from kg.codes import Storage

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from kg.calculation.amounts import Amount, DoseAmounts
    from kg.calculation.deadlines import Deadline, Deadlines
    from kg.calculation.regimen import PlannedCycle, PlannedDose, Regimen
    from kg.facts import Fact

_TIMES = ["%H:%M", "%Y-%m-%d %H:%M", "%Y-%m-%dT%H:%M"]
_Time = Annotated[datetime | None, typer.Option(formats=_TIMES, help="When it was, today or on a day.")]


def amount(
    label: LabelOrFile,
    *,
    store: Store,
    area: Annotated[str | None, typer.Option(metavar="M2", help="Body surface area in m2.")] = None,
    weight: Annotated[str | None, typer.Option(metavar="KG", help="Weight in kg.")] = None,
    as_json: AsJson = False,
) -> None:
    """Tell what each dose of a label comes to for a patient: amount, volume to withdraw, vials, final volume.

    Results are printed to two decimals, or to three digits if smaller; with `--json` they are not rounded. Where the label
    states nothing, or several things, the answer says so.

    Example: `labelgraph amount besponsa --area 1.8`
    """
    from kg.calculation.amounts import Body, dose_amounts
    from kg.calculation.label import KINDS
    from kg.decision.typed import amount_from_text

    surface, kilograms = (None if text is None else amount_from_text(text) for text in (area, weight))
    found = dose_amounts(facts_of(label, store, KINDS), Body(surface_m2=surface, weight_kg=kilograms))
    if as_json:
        print_json_lines(map(_amounts_record, found))
    else:
        print_table(list(map(_amounts_row, found)))


def regimen(
    label: LabelOrFile,
    *,
    store: Store,
    start: Annotated[datetime, typer.Option(formats=["%Y-%m-%d"], help="The first day.")],
    cycles: Annotated[int, typer.Option(help="How many cycles to date.")] = 1,
    reduced_by: Annotated[
        str | None, typer.Option(metavar="PERCENT", help="By how much a dose rule reduces the dose.")
    ] = None,
    patients: Annotated[
        str | None,
        typer.Option("--for", metavar="WORDS", help="Only doses for these patients, as printed: an indication."),
    ] = None,
    yes: Yes = None,
    no: No = None,
    as_json: AsJson = False,
) -> None:
    """Date the cycles and doses of a label's regimen, with the windows around them and the limits for all of it.

    Where doses depend on a condition both are shown, until `--no` tells of the condition of one, as printed, that it does not hold.

    Example: `labelgraph regimen besponsa --start 2026-01-05 --cycles 2`
    """
    from kg.calculation.label import KINDS
    from kg.calculation.regimen import regimen as dated
    from kg.decision.typed import amount_from_text

    share = None if reduced_by is None else amount_from_text(reduced_by)
    found = dated(
        facts_of(label, store, KINDS), start.date(), cycles, answers(yes, no), reduced_by=share, patients=patients
    )
    if as_json:
        print_json_lines([_regimen_record(found)])
        return
    print_table([_dose_row(cycle, dose) for cycle in found.cycles for dose in cycle.doses])
    for cycle in found.cycles:
        for total in cycle.reduced or cycle.totals:
            say(f"cycle {cycle.number}, in all: {_printed(total)} ({total.derivation})")
    for limit in found.limits:
        say(f"{limit.element.replace('_', ' ')}: {_place(limit)}")
    for need in found.needs:
        say(f"needed: {need}")


def deadlines(
    label: LabelOrFile,
    *,
    store: Store,
    prepared: _Time = None,
    reconstituted: _Time = None,
    diluted: _Time = None,
    removed: _Time = None,
    storage: Annotated[Storage | None, typer.Option(help="How the diluted product is stored.")] = None,
    vial_storage: Annotated[Storage | None, typer.Option(help="How the reconstituted product is stored.")] = None,
    as_json: AsJson = False,
) -> None:
    """Tell the latest times for a product that was prepared, with the limit of the label that binds.

    `--prepared` is when its preparation was begun, `--removed` when it was taken out of the refrigerator.

    Example: `labelgraph deadlines besponsa --reconstituted 08:00 --diluted 11:30 --storage refrigerated`
    """
    from kg.calculation.deadlines import Course
    from kg.calculation.deadlines import deadlines as latest
    from kg.calculation.label import KINDS

    course = Course(
        prepared_at=_on_a_day(prepared),
        reconstituted_at=_on_a_day(reconstituted),
        diluted_at=_on_a_day(diluted),
        removed_at=_on_a_day(removed),
        storage=storage,
        vial_storage=vial_storage,
    )
    found = latest(facts_of(label, store, KINDS), course)
    if as_json:
        print_json_lines([_deadlines_record(found)])
        return
    rows = [*(("passed", one) for one in found.broken), *(("latest", one) for one in found.steps)]
    print_table([_deadline_row(state, one) for state, one in rows])
    for silence in found.silent:
        say(silence)


def _on_a_day(time: datetime | None) -> datetime | None:
    """A time that was given without its day is one of today."""
    return datetime.combine(date.today(), time.time()) if time is not None and time.year == 1900 else time


def _amounts_row(one: "DoseAmounts") -> "Mapping[str, object]":
    return {
        "dose": f"{one.dose.amount} {one.dose.unit}",
        "when": "; ".join(filter(None, (one.dose.schedule, one.dose.condition))),
        "amount": " - ".join(filter(None, (_printed(one.amount), _printed(one.highest)))) or None,
        "withdraw": _printed(one.volume),
        "vials": " or ".join(f"{vials.value} ({vials.derivation})" for vials in one.vials) or None,
        "make up to": _printed(one.final_volume),
        "not told": "; ".join(one.silent) or None,
        "label": _place(one.dose),
    }


def _amounts_record(one: "DoseAmounts") -> "Mapping[str, object]":
    from ingest.export import record

    results = {"amount": one.amount, "highest": one.highest, "volume": one.volume, "final_volume": one.final_volume}
    return {
        **{name: _result_record(result) for name, result in results.items()},
        "vials": [_result_record(vials) for vials in one.vials],
        "silent": one.silent,
        "dose": record(one.dose),
    }


def _result_record(result: "Amount | None") -> "Mapping[str, object] | None":
    if result is None:
        return None
    return {
        "value": result.value,
        "unit": result.unit,
        "derivation": result.derivation,
        "facts": _records(result.facts),
    }


def _printed(result: "Amount | None") -> str | None:
    from kg.calculation.amounts import rounded

    return f"{rounded(result.value)} {result.unit}" if result else None


def _dose_row(cycle: "PlannedCycle", planned: "PlannedDose") -> "Mapping[str, object]":
    return {
        "cycle": cycle.number,
        "day": planned.day,
        "date": planned.at,
        "earliest": planned.earliest,
        "latest": planned.latest,
        "dose": f"{planned.dose.amount} {planned.dose.unit}",
        "condition": planned.dose.condition,
        "label": _place(planned.dose),
    }


def _regimen_record(found: "Regimen") -> "Mapping[str, object]":
    return {
        "cycles": [_cycle_record(cycle) for cycle in found.cycles],
        "limits": _records(found.limits),
        "needs": found.needs,
    }


def _cycle_record(cycle: "PlannedCycle") -> "Mapping[str, object]":
    from ingest.export import record

    names = ("day", "at", "earliest", "latest")
    return {
        "cycle": cycle.number,
        "start": cycle.start,
        "days": cycle.days,
        "longest": cycle.longest,
        "doses": [{**{name: getattr(one, name) for name in names}, "dose": record(one.dose)} for one in cycle.doses],
        "facts": _records(cycle.facts),
        "totals": [_result_record(total) for total in cycle.totals],
        "reduced": [_result_record(total) for total in cycle.reduced],
    }


def _deadline_row(state: str, one: "Deadline") -> "Mapping[str, object]":
    return {
        "": state,
        "step": one.step,
        "time": f"{one.at:%Y-%m-%d %H:%M}",
        "since": one.derivation,
        "label": _place(one.facts[0]),
    }


def _deadlines_record(found: "Deadlines") -> "Mapping[str, object]":
    return {
        "steps": [_deadline_record(one) for one in found.steps],
        "broken": [_deadline_record(one) for one in found.broken],
        "silent": found.silent,
    }


def _deadline_record(one: "Deadline") -> "Mapping[str, object]":
    return {
        "step": one.step,
        "at": one.at.isoformat(timespec="minutes"),
        "derivation": one.derivation,
        "facts": _records(one.facts),
    }


def _records(facts: "Iterable[Fact]") -> "list[Mapping[str, object]]":
    from ingest.export import record

    return [record(fact) for fact in facts]


def _place(fact: "Fact") -> str:
    """The section and the words that state a fact: of a table, those of its cells."""
    words = " | ".join(dict.fromkeys(" ".join(place.quote.split()) for place in fact.evidence))
    return f"{fact.evidence[0].section or 'guide'}: {words}"
