"""The facts of a label: a field for each kind, with the filters of its question in `queries/`."""

from decimal import Decimal
from typing import TypeVar

import strawberry

from graphql_api.context import Info
from graphql_api.types.clinical import (
    BoxedWarning,
    Contraindication,
    Counselling,
    Indication,
    Interaction,
    LabelWarning,
    Population,
)
from graphql_api.types.described import described
from graphql_api.types.dosing import Dose, DoseRule, Premedication, Schedule
from graphql_api.types.fact import Fact, read
from graphql_api.types.preparation import Administration, Appearance, Handling, Material, Preparation, TimeLimit
from graphql_api.types.product import Ingredient, Package, Product
from graphql_api.types.reactions import AdverseReaction, CountStatistic, LabAbnormality, Measure, Rate, Setting
from graphql_api.types.studies import Efficacy, Immunogenicity, NonclinicalFinding, PkParameter
from graphql_api.types.wording import Abbreviation, CrossReference, Definition, Discrepancy
from kg import codes
from kg.query import Value
from kg.terms import camel_case, definition

_Fact = TypeVar("_Fact", bound=Fact)


@strawberry.type
class LabelFacts:
    """What the groups of facts have in common: the label that they belong to."""

    id: strawberry.ID = strawberry.field(description="The label's IRI.")


async def _stated(label: LabelFacts, info: Info, kind: type[_Fact], **filters: Value) -> list[_Fact]:
    """The facts of a kind that a label states, in the order of the document."""
    wanted = {camel_case(name): value for name, value in filters.items()}
    return [read(kind, row) for row in await info.context.loaders.of_label(kind.kind, label.id, wanted)]


@strawberry.type
class ProductFacts(LabelFacts):
    """What the product is, how it is supplied."""

    @described(definition("Product"))
    async def products(self, info: Info) -> list[Product]:
        return await _stated(self, info, Product)

    @described(definition("Ingredient"))
    async def ingredients(self, info: Info, role: codes.IngredientRole | None = None) -> list[Ingredient]:
        return await _stated(self, info, Ingredient, role=role)

    @described(definition("Package"))
    async def packages(self, info: Info) -> list[Package]:
        return await _stated(self, info, Package)


@strawberry.type
class ClinicalFacts(LabelFacts):
    """Who the product is for and what to watch for."""

    @described(definition("Indication"))
    async def indications(self, info: Info) -> list[Indication]:
        return await _stated(self, info, Indication)

    @described(definition("BoxedWarning"))
    async def boxed_warnings(self, info: Info) -> list[BoxedWarning]:
        return await _stated(self, info, BoxedWarning)

    @described(definition("LabelWarning"))
    async def warnings(self, info: Info, number: str | None = None) -> list[LabelWarning]:
        return await _stated(self, info, LabelWarning, number=number)

    @described(definition("Contraindication"))
    async def contraindications(self, info: Info) -> list[Contraindication]:
        return await _stated(self, info, Contraindication)

    @described(definition("Population"))
    async def populations(
        self, info: Info, population: codes.PopulationGroup | None = None, advice: codes.PopulationAdvice | None = None
    ) -> list[Population]:
        return await _stated(self, info, Population, population=population, advice=advice)

    @described(definition("Interaction"))
    async def interactions(
        self, info: Info, precipitant_contains: str | None = None, advice: codes.InteractionAdvice | None = None
    ) -> list[Interaction]:
        return await _stated(self, info, Interaction, precipitant_contains=precipitant_contains, advice=advice)

    @described(definition("Counselling"))
    async def counselling(self, info: Info, advice_contains: str | None = None) -> list[Counselling]:
        return await _stated(self, info, Counselling, advice_contains=advice_contains)


@strawberry.type
class DosingFacts(LabelFacts):
    """How much to give, and what to do when something happens."""

    @described(definition("Dose"))
    async def doses(self, info: Info) -> list[Dose]:
        return await _stated(self, info, Dose)

    @described(definition("DoseRule"))
    async def dose_rules(
        self,
        info: Info,
        trigger_contains: str | None = None,
        parameter_contains: str | None = None,
        action: codes.Action | None = None,
    ) -> list[DoseRule]:
        return await _stated(
            self,
            info,
            DoseRule,
            trigger_contains=trigger_contains,
            parameter_contains=parameter_contains,
            action=action,
        )

    @described(definition("Schedule"))
    async def schedules(self, info: Info, element: codes.ScheduleElement | None = None) -> list[Schedule]:
        return await _stated(self, info, Schedule, element=element)

    @described(definition("Premedication"))
    async def premedications(
        self, info: Info, purpose: codes.PremedicationPurpose | None = None
    ) -> list[Premedication]:
        return await _stated(self, info, Premedication, purpose=purpose)


@strawberry.type
class PreparationFacts(LabelFacts):
    """How to prepare, store and give the product."""

    @described(definition("Preparation"))
    async def preparations(self, info: Info, quantity: codes.PreparationQuantity | None = None) -> list[Preparation]:
        return await _stated(self, info, Preparation, quantity=quantity)

    @described(definition("Administration"))
    async def administrations(self, info: Info) -> list[Administration]:
        return await _stated(self, info, Administration)

    @described(definition("Material"))
    async def materials(
        self, info: Info, item: codes.MaterialItem | None = None, verdict: codes.Verdict | None = None
    ) -> list[Material]:
        return await _stated(self, info, Material, item=item, verdict=verdict)

    @described(definition("TimeLimit"))
    async def time_limits(self, info: Info, state: codes.ProductState | None = None) -> list[TimeLimit]:
        return await _stated(self, info, TimeLimit, state=state)

    @described(definition("Handling"))
    async def handling(self, info: Info, advice: codes.HandlingAdvice | None = None) -> list[Handling]:
        return await _stated(self, info, Handling, advice=advice)

    @described(definition("Appearance"))
    async def appearances(self, info: Info, state: codes.ProductState | None = None) -> list[Appearance]:
        return await _stated(self, info, Appearance, state=state)


@strawberry.type
class ReactionFacts(LabelFacts):
    """Shares of patients, and other numbers of running text."""

    @described(definition("AdverseReaction"))
    async def adverse_reactions(
        self,
        info: Info,
        *,
        term_contains: str | None = None,
        arm_contains: str | None = None,
        grade: str | None = None,
        context: codes.ReactionContext | None = None,
        min_percent: Decimal | None = None,
    ) -> list[AdverseReaction]:
        return await _stated(
            self,
            info,
            AdverseReaction,
            term_contains=term_contains,
            arm_contains=arm_contains,
            grade=grade,
            context=context,
            min_percent=min_percent,
        )

    @described(definition("LabAbnormality"))
    async def lab_abnormalities(
        self,
        info: Info,
        *,
        term_contains: str | None = None,
        arm_contains: str | None = None,
        grade: str | None = None,
        context: codes.ReactionContext | None = None,
        min_percent: Decimal | None = None,
    ) -> list[LabAbnormality]:
        return await _stated(
            self,
            info,
            LabAbnormality,
            term_contains=term_contains,
            arm_contains=arm_contains,
            grade=grade,
            context=context,
            min_percent=min_percent,
        )

    @described(definition("CountStatistic"))
    async def statistics(
        self, info: Info, event_contains: str | None = None, arm_contains: str | None = None
    ) -> list[CountStatistic]:
        return await _stated(self, info, CountStatistic, event_contains=event_contains, arm_contains=arm_contains)

    @described(definition("Rate"))
    async def rates(self, info: Info, event_contains: str | None = None, arm_contains: str | None = None) -> list[Rate]:
        return await _stated(self, info, Rate, event_contains=event_contains, arm_contains=arm_contains)

    @described(definition("Measure"))
    async def measures(self, info: Info, subject_contains: str | None = None) -> list[Measure]:
        return await _stated(self, info, Measure, subject_contains=subject_contains)

    @described(definition("Setting"))
    async def settings(
        self, info: Info, setting_role: codes.SettingRole | None = None, subject_contains: str | None = None
    ) -> list[Setting]:
        return await _stated(self, info, Setting, setting_role=setting_role, subject_contains=subject_contains)


@strawberry.type
class StudyFacts(LabelFacts):
    """Results of studies."""

    @described(definition("PkParameter"))
    async def pk_parameters(self, info: Info, parameter_contains: str | None = None) -> list[PkParameter]:
        return await _stated(self, info, PkParameter, parameter_contains=parameter_contains)

    @described(definition("Efficacy"))
    async def efficacy(
        self, info: Info, endpoint_contains: str | None = None, arm_contains: str | None = None
    ) -> list[Efficacy]:
        return await _stated(self, info, Efficacy, endpoint_contains=endpoint_contains, arm_contains=arm_contains)

    @described(definition("Immunogenicity"))
    async def immunogenicity(self, info: Info) -> list[Immunogenicity]:
        return await _stated(self, info, Immunogenicity)

    @described(definition("NonclinicalFinding"))
    async def nonclinical_findings(self, info: Info) -> list[NonclinicalFinding]:
        return await _stated(self, info, NonclinicalFinding)


@strawberry.type
class WordingFacts(LabelFacts):
    """What the label says about its own words."""

    @described(definition("Abbreviation"))
    async def abbreviations(self, info: Info, abbreviation: str | None = None) -> list[Abbreviation]:
        return await _stated(self, info, Abbreviation, abbreviation=abbreviation)

    @described(definition("Definition"))
    async def definitions(self, info: Info) -> list[Definition]:
        return await _stated(self, info, Definition)

    @described(definition("Discrepancy"))
    async def discrepancies(self, info: Info) -> list[Discrepancy]:
        return await _stated(self, info, Discrepancy)

    @described(definition("CrossReference"))
    async def cross_references(
        self, info: Info, target: str | None = None, exists: bool | None = None
    ) -> list[CrossReference]:
        return await _stated(self, info, CrossReference, target=target, exists=exists)
