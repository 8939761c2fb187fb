"""One made-up fact of every kind, with every field filled, and the small document that states them."""

from dataclasses import MISSING, fields
from decimal import Decimal

from ingest.aligned import AlignedText
from ingest.document import Document, NotUnderstood, Paragraph, Part, Section
from kg import codes, facts
from kg.facts import Fact, Threshold
from kg.locator import Evidence, Span
from tests import sample_terms

TEXT = """EXAMPLINE (examplinib) for injection, for intravenous use. Initial U.S. Approval: 2017
WARNING: HEPATOTOXICITY. Watch the liver.
1 INDICATIONS AND USAGE
Exampline is for adults with relapsed exemplary anemia.
2 DOSAGE AND ADMINISTRATION
Give 0.50 to 0.8 mg/m2 on Day 1 over 60 minutes. Withhold if bilirubin is > 1.5 x ULN.
6 ADVERSE REACTIONS
6.1 Clinical Trials
Nausea 12% of 164. A table that nobody could read.
"""

_SPLIT = [TEXT.index(start) for start in ("WARNING", "1 IND", "2 DOS", "6 ADV", "6.1", "Nausea", "A table")]


def span(words: str) -> Span:
    return Span(TEXT.index(words), TEXT.index(words) + len(words))


def evidence(
    words: str, section: str | None = None, *, heading: str | None = None, table: str | None = None
) -> Evidence:
    return Evidence(section=section, heading=heading, table=table, span=span(words), quote=words)


def _section(part: Part, number: str | None, start: int, end: int, *below: Section) -> Section:
    text = AlignedText.of(TEXT, Span(start, end))
    return Section(
        part=part,
        number=number,
        title=AlignedText.of(TEXT, Span(start, TEXT.index("\n", start))),
        blocks=(Paragraph(text=text),),
        sections=below,
        span=Span(start, end),
    )


_BOXED, _ONE, _TWO, _SIX, _SIX_ONE, _, _TABLE = _SPLIT
DOCUMENT = Document(
    name="exampline.txt",
    media_type="text/plain",
    digest="9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08",
    text=TEXT,
    sections=(
        _section(Part.GUIDE, None, 0, _BOXED),
        _section(Part.BOXED, None, _BOXED, _ONE),
        _section(Part.FULL, "1", _ONE, _TWO),
        _section(Part.FULL, "2", _TWO, _SIX),
        _section(Part.FULL, "6", _SIX, len(TEXT), _section(Part.FULL, "6.1", _SIX_ONE, len(TEXT))),
    ),
    not_understood=(NotUnderstood(span=Span(_TABLE, len(TEXT)), section="6.1", reason="columns could not be told"),),
)

BILIRUBIN = sample_terms.BILIRUBIN
ANC = Threshold(parameter="ANC", operator=codes.Comparison.LESS_THAN, value=Decimal("0.5"), unit="10*9/L")

_TITLE = evidence("EXAMPLINE (examplinib) for injection")
_BOX = evidence("WARNING: HEPATOTOXICITY", "boxed")
_USE = evidence("Exampline is for adults with relapsed exemplary anemia.", "1")
_DOSE = evidence("Give 0.50 to 0.8 mg/m2 on Day 1 over 60 minutes.", "2", heading="Recommended dose")
_RULE = evidence("Withhold if bilirubin is > 1.5 x ULN.", "2")
_ROW = evidence("Nausea", "6.1", table="Table 1")
_CELL = evidence("12%", "6.1", table="Table 1")


SAMPLES: tuple[Fact, ...] = (
    facts.Product(
        evidence=(_TITLE,),
        read_by="title",
        form=codes.Form.HEADING,
        values=(span("2017"),),
        name="EXAMPLINE",
        substance="examplinib",
        dosage_form="for injection",
        route="intravenous",
        initial_us_approval=2017,
    ),
    facts.Ingredient(
        evidence=(_TITLE,),
        read_by="ingredients",
        substance="examplinib",
        role=codes.IngredientRole.ACTIVE,
        amount=Decimal("0.90"),
        unit="mg",
    ),
    facts.Package(
        evidence=(_TITLE,), read_by="packages", ndc="0000-0000-01", container="vial", quantity=1, contents="0.9 mg"
    ),
    facts.Indication(
        evidence=(_USE,),
        read_by="indications",
        disease="relapsed exemplary anemia",
        population="adults",
        condition="as a single agent",
    ),
    facts.BoxedWarning(evidence=(_BOX,), read_by="box", title="HEPATOTOXICITY", text="Watch the liver."),
    facts.LabelWarning(evidence=(_BOX,), read_by="warnings", number="5.1", title="Hepatotoxicity"),
    facts.Contraindication(evidence=(_USE,), read_by="contraindications", condition="none"),
    facts.AdverseReaction(
        evidence=(_ROW, _CELL),
        also_in=(_BOX,),
        values=(span("12"), span("164")),
        read_by="reaction_table",
        form=codes.Form.TABLE,
        incomplete=("unless treated",),
        term="Nausea",
        arm="EXAMPLINE",
        arm_n=164,
        grade="3-4",
        context=codes.ReactionContext.SERIOUS,
        comparison=codes.Comparison.LESS_THAN,
        percent=Decimal("12.0"),
        count=20,
        study="Induction",
        system_organ_class="Gastrointestinal disorders",
        included_terms=("nausea", "retching"),
        ctcae_terms=(sample_terms.NAUSEA,),
        organ_class=sample_terms.NAUSEA.broader,
        reaction_term=sample_terms.NAUSEA_BY_NAME,
        grade_low=3,
        grade_high=4,
        arm_differences=(sample_terms.ABOVE_PLACEBO,),
        least_difference=Decimal("3.5"),
    ),
    facts.LabAbnormality(
        evidence=(_ROW, _CELL),
        read_by="reaction_table",
        form=codes.Form.TABLE,
        term="Platelet count decreased",
        arm=None,
        arm_n=160,
        grade="all",
        percent=Decimal(0),
        comparison=codes.Comparison.AT_MOST,
        count=1,
        study="Induction",
        system_organ_class="Hematology",
        included_terms=("platelets",),
        ctcae_terms=(sample_terms.PLATELETS_LOW,),
        findings=(sample_terms.PLATELET_COUNT,),
    ),
    facts.CountStatistic(
        evidence=(_CELL,),
        read_by="counts",
        event="nausea",
        arm="EXAMPLINE",
        grade=">=3",
        grade_low=3,
        study="Study 1",
        count=20,
        n=164,
        percent=Decimal(12),
    ),
    facts.Rate(
        evidence=(_CELL,),
        read_by="rates",
        event="nausea",
        arm="EXAMPLINE",
        grade="all",
        comparison=codes.Comparison.AT_LEAST,
        percent=Decimal(12),
        percent_high=Decimal("18.5"),
        count=20,
    ),
    facts.Measure(
        evidence=(_CELL,),
        read_by="measures",
        subject="time to onset",
        statistic=codes.Statistic.MEDIAN,
        comparison=codes.Comparison.GREATER_THAN,
        value=Decimal(15),
        range_low=Decimal(3),
        range_high=Decimal(57),
        ci_level=Decimal(95),
        spread=Decimal("4.5"),
        unit="d",
        arm="EXAMPLINE",
        grade="3-4",
        grade_low=3,
        grade_high=4,
    ),
    facts.Setting(
        evidence=(_CELL,),
        read_by="measures",
        setting_role=codes.SettingRole.AGE,
        subject="age of the patients",
        comparison=codes.Comparison.AT_LEAST,
        value=Decimal(65),
        value_high=Decimal(80),
        unit="a",
    ),
    facts.Dose(
        evidence=(_DOSE,),
        values=(span("0.50"), span("0.8"), span("60")),
        read_by="doses",
        amount=Decimal("0.50"),
        amount_high=Decimal("0.8"),
        unit="mg/m2",
        schedule="Day 1",
        condition="Cycle 1",
        route="intravenous",
        infusion_minutes=Decimal(60),
        drug="EXAMPLINE",
        frequency=1,
        period=Decimal(1),
        period_unit="week",
        days=(1, 8),
        cycle_days=21,
        first_cycle=1,
        last_cycle=2,
        divided_into=3,
        maximum=Decimal(120),
        maximum_unit="mg",
        maximum_per=codes.MaximumPer.DAY,
        maximum_weight_kg=Decimal(100),
        maximum_surface_m2=Decimal(2),
    ),
    facts.DoseRule(
        evidence=(_RULE,),
        read_by="dose_rules",
        trigger="bilirubin",
        severity="Grade 3",
        actions=(codes.Action.INTERRUPT, codes.Action.RESUME),
        thresholds=(BILIRUBIN, ANC),
        until="recovery",
        exceptions="Gilbert's syndrome",
        condition="Cycle 1",
        text="Withhold until recovery.",
        ctcae_terms=(sample_terms.NAUSEA,),
        findings=BILIRUBIN.findings,
        instructions=(
            facts.Instruction(text="Withhold", actions=(codes.Action.INTERRUPT,)),
            facts.Instruction(
                text="resume",
                actions=(codes.Action.RESUME,),
                condition="recovery",
                criteria=(facts.Criterion(alternative=1, text="recovery", thresholds=(BILIRUBIN,)),),
            ),
        ),
    ),
    facts.Schedule(
        evidence=(_DOSE,),
        read_by="schedules",
        element=codes.ScheduleElement.CYCLE,
        comparison=codes.Comparison.AT_MOST,
        value=Decimal(3),
        value_high=Decimal(4),
        unit="wk",
        modality=codes.Modality.MAY,
        condition="Cycle 1",
        first_cycle=1,
        last_cycle=2,
    ),
    facts.Premedication(
        evidence=(_DOSE,),
        read_by="premedications",
        purpose=codes.PremedicationPurpose.CYTOREDUCTION,
        agents=("antihistamine", "steroid"),
        logic=codes.Logic.ANY_OR_ALL,
        timing="before the first dose",
        condition="high counts",
        target=ANC,
    ),
    facts.Preparation(
        evidence=(_DOSE,),
        read_by="preparations",
        quantity=codes.PreparationQuantity.FINAL_CONCENTRATION,
        value=Decimal("0.01"),
        value_high=Decimal("0.10"),
        unit="mg/mL",
        volume=Decimal(10),
        volume_unit="mL",
    ),
    facts.Administration(
        evidence=(_DOSE,),
        read_by="administrations",
        route="intravenous",
        infusion_minutes=Decimal(60),
        rate=Decimal(50),
        rate_unit="mL/h",
    ),
    facts.Material(
        evidence=(_DOSE,),
        read_by="materials",
        item=codes.MaterialItem.FILTER,
        material="polyethersulfone",
        verdict=codes.Verdict.RECOMMENDED,
        qualifier="0.2 micron",
        material_term=sample_terms.POLYETHERSULFONE,
    ),
    facts.TimeLimit(
        evidence=(_DOSE,),
        read_by="time_limits",
        state=codes.ProductState.DILUTED,
        storage=codes.Storage.ROOM_TEMPERATURE,
        max_hours=Decimal(8),
        counted_from=codes.HandlingStep.DILUTION,
        counted_to=codes.HandlingStep.END_OF_ADMINISTRATION,
        condition="diluted in saline",
        temp_low_c=Decimal(20),
        temp_high_c=Decimal(25),
    ),
    facts.Handling(
        evidence=(_DOSE,),
        read_by="handling",
        advice=codes.HandlingAdvice.PROTECT_FROM_LIGHT,
        state=codes.ProductState.DILUTED,
        duration=Decimal(1),
        duration_unit="h",
    ),
    facts.Appearance(
        evidence=(_DOSE,), read_by="appearance", state=codes.ProductState.RECONSTITUTED, description="clear"
    ),
    facts.Population(
        evidence=(_USE,),
        read_by="populations",
        population=codes.PopulationGroup.FEMALES_OF_REPRODUCTIVE_POTENTIAL,
        advice=codes.PopulationAdvice.CONTRACEPTION,
        duration=Decimal(8),
        duration_unit="month",
        comparison=codes.Comparison.AT_LEAST,
    ),
    facts.Interaction(
        evidence=(_USE,), read_by="interactions", precipitant="strong inhibitors", advice=codes.InteractionAdvice.AVOID
    ),
    facts.PkParameter(
        evidence=(_CELL,),
        read_by="pharmacokinetics",
        parameter="half-life",
        statistic=codes.Statistic.MEAN,
        value=Decimal("12.3"),
        value_high=Decimal(13),
        spread=Decimal("1.5"),
        unit="d",
        analyte="examplinib",
        condition="after Cycle 4",
    ),
    facts.Efficacy(
        evidence=(_ROW, _CELL),
        read_by="efficacy_table",
        endpoint="CR",
        outcome="median",
        arm="EXAMPLINE",
        arm_n=109,
        count=39,
        n=109,
        percent=Decimal("35.8"),
        value=Decimal("7.7"),
        unit="mo",
        ci_level=Decimal(95),
        ci_low=Decimal("26.8"),
        ci_high=Decimal("45.5"),
        p_comparison=codes.Comparison.LESS_THAN,
        p_value=Decimal("0.0001"),
    ),
    facts.Immunogenicity(
        evidence=(_CELL,),
        read_by="immunogenicity",
        antibody="anti-examplinib antibodies",
        finding="tested positive",
        count=7,
        n=236,
        percent=Decimal(3),
    ),
    facts.NonclinicalFinding(
        evidence=(_CELL,),
        read_by="animals",
        species="rats",
        finding="embryo-fetal toxicity",
        comparison=codes.Comparison.AT_LEAST,
        dose=Decimal("0.1"),
        unit="mg/m2",
        exposure_multiple=Decimal("0.2"),
    ),
    facts.Counselling(evidence=(_BOX,), read_by="counselling", topic="Liver", advice="Report jaundice."),
    facts.Abbreviation(evidence=(_RULE,), read_by="abbreviations", abbreviation="ULN", expansion="upper limit"),
    facts.Definition(
        evidence=(_RULE,), read_by="definitions", term="CR", meaning="fewer than 5% blasts", thresholds=(ANC,)
    ),
    facts.Discrepancy(evidence=(_RULE, _BOX), read_by="discrepancies", words="may", other_words="should"),
    facts.CrossReference(evidence=(_RULE,), read_by="references", target="5.1", exists=True),
)


def bare(fact: Fact) -> Fact:
    """The same kind of fact with nothing but what it cannot do without."""
    required = {field.name: getattr(fact, field.name) for field in fields(fact) if field.default is MISSING}
    return type(fact)(**required)
