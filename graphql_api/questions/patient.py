"""What follows from a label for a patient: dose rules that apply, amounts, dates and latest times."""

from datetime import date, datetime
from decimal import Decimal

import strawberry

from graphql_api.context import Info
from graphql_api.types.calculation import Deadlines, DoseAmounts, Regimen, shown
from graphql_api.types.decision import AnswerInput, DoseRuleDecision, FindingInput, HistoryInput, answers_of
from graphql_api.types.described import LABEL, described
from kg.calculation.amounts import Body, dose_amounts
from kg.calculation.deadlines import Course
from kg.calculation.deadlines import deadlines as latest
from kg.calculation.regimen import regimen as dated
from kg.codes import Storage


@strawberry.type
class ForPatients:
    """Questions about one label, and about a patient."""

    @described(
        "Which dose rules of a label, given by its name, set id or IRI, apply to a patient, which do not, and what is missing "
        "to tell. Those that speak of the findings come first.",
        arguments={
            "label": LABEL,
            "findings": "What was measured in the patient, and what happened.",
            "history": "The course of treatment, as far as it is known.",
        },
    )
    async def applicable_dose_rules(
        self, info: Info, *, label: str, findings: list[FindingInput], history: HistoryInput | None = None
    ) -> list[DoseRuleDecision]:
        given = [finding.read() for finding in findings]
        decided = await info.context.decide(label, given, (history or HistoryInput()).read())
        nodes = {id(one.rule): info.context.held.fact(iri) for iri, one in decided.items()}
        return [DoseRuleDecision.of(one, nodes) for one in decided.values()]

    @described(
        "What each dose of a label, given by its name, set id or IRI, comes to for a patient: amount, volume to withdraw, vials, "
        "final volume. Nothing is rounded but by a rule of the label, which is quoted.",
        arguments={
            "label": LABEL,
            "surface_m2": "The patient's body surface in m2, for doses by surface.",
            "weight_kg": "The patient's weight in kg, for doses by weight.",
        },
    )
    async def dose_amounts(
        self, info: Info, *, label: str, surface_m2: Decimal | None = None, weight_kg: Decimal | None = None
    ) -> list[DoseAmounts]:
        body = Body(surface_m2=surface_m2, weight_kg=weight_kg)
        stated = await info.context.stated(label)
        return [shown(info.context, stated, one, DoseAmounts) for one in dose_amounts(stated.values(), body)]

    @described(
        "The dates of the cycles and doses of a label's regimen, with the windows around them. Doses of which the condition, as "
        "printed, does not hold are left out. `reducedByPercent` is the share by which a dose rule reduces the dose; "
        "`patients` keeps the doses whose condition has these words: of one indication.",
        arguments={
            "label": LABEL,
            "start": "The first day of the first cycle.",
            "cycles": "How many cycles are dated.",
            "answers": "Yes or no to words that an earlier answer needs.",
            "reduced_by_percent": "The share by which a dose rule reduces the dose.",
            "patients": "Words of the condition of doses: those of other conditions are left out.",
        },
    )
    async def regimen(
        self,
        info: Info,
        *,
        label: str,
        start: date,
        cycles: int = 1,
        answers: list[AnswerInput] | None = None,
        reduced_by_percent: Decimal | None = None,
        patients: str | None = None,
    ) -> Regimen:
        stated = await info.context.stated(label)
        found = dated(
            stated.values(), start, cycles, answers_of(answers or ()), reduced_by=reduced_by_percent, patients=patients
        )
        return shown(info.context, stated, found, Regimen)

    @described(
        "The latest times for a product that was prepared, each with the limit of the label that binds.",
        arguments={
            "label": LABEL,
            "prepared_at": "When its preparation was begun.",
            "reconstituted_at": "When it was reconstituted.",
            "diluted_at": "When it was diluted.",
            "removed_at": "When it was taken out of the refrigerator.",
            "storage": "How the diluted product is kept.",
            "vial_storage": "How the reconstituted product is kept in its vial.",
        },
    )
    async def deadlines(
        self,
        info: Info,
        *,
        label: str,
        prepared_at: datetime | None = None,
        reconstituted_at: datetime | None = None,
        diluted_at: datetime | None = None,
        removed_at: datetime | None = None,
        storage: Storage | None = None,
        vial_storage: Storage | None = None,
    ) -> Deadlines:
        course = Course(
            prepared_at=prepared_at,
            reconstituted_at=reconstituted_at,
            diluted_at=diluted_at,
            removed_at=removed_at,
            storage=storage,
            vial_storage=vial_storage,
        )
        stated = await info.context.stated(label)
        return shown(info.context, stated, latest(stated.values(), course), Deadlines)
