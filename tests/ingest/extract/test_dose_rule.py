from pathlib import Path

import pytest

from ingest.extract.dose_rule import extract
from ingest.pipeline import read_label
from kg.codes import Action
from kg.facts import DoseRule
from tests.ingest.building import Writing, reading_of


def rules(text: str, section: str = "5.1") -> list[tuple[str, str | None, set[str]]]:
    return [
        (rule.trigger, rule.severity, {str(action) for action in rule.actions})
        for rule in extract(reading_of({section: text}))
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("If uveitis occurs, permanently discontinue Exampline.", ("uveitis", None, {"discontinue"})),
        (
            "Withhold Exampline for at least 28 days prior to elective surgery.",
            ("elective surgery", None, {"interrupt"}),
        ),
        (
            "Exampline should be discontinued at least 24 hours prior to surgery with a low risk of bleeding.",
            ("surgery with a low risk of bleeding", None, {"interrupt"}),
        ),
        (
            "Patients who are dosed initially at 100 mg/m2 and who experience severe rash during Exampline therapy "
            "should have their dose of Exampline reduced to 75 mg/m2.",
            ("rash", "severe", {"reduce"}),
        ),
        (
            "Ototoxicity: In the case of grade 3 toxicity, discontinue treatment.",
            ("Ototoxicity", "grade 3", {"discontinue"}),
        ),
        (
            "Withhold Exampline for Grade 3 diarrhea and resume when resolved to Grade 1.",
            ("diarrhea", "Grade 3", {"interrupt", "resume"}),
        ),
        ("Permanently discontinue Exampline for Grade 4 rash.", ("rash", "Grade 4", {"discontinue"})),
        ("Discontinue Exampline in patients who develop pancreatitis.", ("pancreatitis", None, {"discontinue"})),
        (
            "Elevations of liver tests may require dosing interruption or dose reduction [see Dosage (2.3)].",
            ("Elevations of liver tests", None, {"interrupt", "reduce"}),
        ),
        (
            "Patients who do not respond within 3 cycles should discontinue treatment.",
            ("Patients who do not respond within 3 cycles", None, {"discontinue"}),
        ),
        (
            "Permanently discontinue Exampline for rash or recurrent reactions that require systemic treatment.",
            ("rash or recurrent reactions that require systemic treatment", None, {"discontinue"}),
        ),
        (
            "In general, withhold Exampline for severe (Grade 3) skin reactions.",
            ("severe skin reactions", "Grade 3", {"interrupt"}),
        ),
        (
            "Monitor for signs of renal failure and discontinue Exampline in patients with a rising serum creatinine.",
            ("rising serum creatinine", None, {"discontinue", "monitor"}),
        ),
        (
            "However, if the patient has a neutrophil count below 500, discontinue the treatment.",
            ("neutrophil count below 500", None, {"discontinue"}),
        ),
        ("If a rash occurs during treatment, Exampline need not be discontinued.", ("rash", None, {"continue"})),
        ("The dose may not need to be delayed if uveitis occurs.", ("uveitis", None, {"continue"})),
        (
            "Treatment should be temporarily discontinued if uveitis occurs and may be restarted once it resolves.",
            ("uveitis", None, {"interrupt", "resume"}),
        ),
        ("Temporarily or permanently withhold Exampline for uveitis.", ("uveitis", None, {"interrupt", "discontinue"})),
        (
            "For grade 3 rash, withhold Exampline and then resume at the same or reduced dose.",
            ("rash", "grade 3", {"interrupt", "reduce", "resume"}),
        ),
        (
            "Patients who are dosed at 75 mg/m2 and who experience rash should have treatment withheld and then resumed at 55 mg/m2.",
            ("rash", None, {"interrupt", "reduce", "resume"}),
        ),
        (
            "Do not administer Exampline until the neutrophil count is at least 1500/mm3.",
            ("neutrophil count is at least 1500/mm3", None, {"interrupt"}),
        ),
        (
            "If rash occurs, appropriate measures should be taken and, if rash is severe, Exampline should be stopped.",
            ("rash is severe", None, {"discontinue"}),
        ),
        (
            "Stop Exampline upon the first observation of any signs of uveitis.",
            ("signs of uveitis", None, {"discontinue"}),
        ),
        ("Dose reductions are not recommended for anemia.", ("anemia", None, {"continue"})),
        (
            "Treatment should be interrupted or discontinued if uveitis occurs.",
            ("uveitis", None, {"interrupt", "discontinue"}),
        ),
        (
            "For uveitis, treatment may be interrupted, reduced, or permanently discontinued.",
            ("uveitis", None, {"interrupt", "reduce", "discontinue"}),
        ),
        (
            "Do not start Exampline until patients have recovered from neutropenia caused by previous chemotherapy.",
            ("neutropenia caused by previous chemotherapy", None, {"interrupt"}),
        ),
        (
            "Patients with neutropenia should discontinue Exampline and have their blood counts followed until recovery.",
            ("neutropenia", None, {"discontinue"}),
        ),
        (
            "Exampline can generally be reinitiated in patients interrupting therapy because of rash.",
            ("rash", None, {"resume"}),
        ),
        (
            "The rate of infusion may be slowed, interrupted or discontinued if uveitis occurs.",
            ("uveitis", None, {"slow_infusion", "interrupt", "discontinue"}),
        ),
        (
            "If signs of uveitis are noted in patients receiving Exampline, discontinue the drug.",
            ("signs of uveitis", None, {"discontinue"}),
        ),
        (
            "Discontinue Exampline in patients with neutropenia and follow their blood counts until recovery.",
            ("neutropenia", None, {"discontinue"}),
        ),
        (
            "Renal function should be monitored, and the drug discontinued or dosage reduced if nephritis occurs.",
            ("nephritis", None, {"discontinue", "reduce", "monitor"}),
        ),
        (
            "In patients with rash, withhold Exampline with resumption at a reduced dose.",
            ("rash", None, {"interrupt", "resume", "reduce"}),
        ),
        ("Discontinue Exampline if myositis is suspected.", ("myositis is suspected", None, {"discontinue"})),
        (
            "Discontinue Exampline in patients with a serious condition (e.g., sepsis; shock; trauma).",
            ("serious condition (e.g., sepsis; shock; trauma)", None, {"discontinue"}),
        ),
        (
            "Due to the risk to others, discontinuation should be strongly considered for patients who report sleepwalking.",
            ("sleepwalking", None, {"consider_discontinuation"}),
        ),
        ("Patients should stop Exampline if they develop a rash.", ("rash", None, {"discontinue"})),
        ("At the first sign suggestive of meningitis, withhold Exampline.", ("meningitis", None, {"interrupt"})),
        (
            "Withhold Exampline until improvement to Grade 1 and resume at a reduced dose for intolerable rash.",
            ("intolerable rash", None, {"interrupt", "resume", "reduce"}),
        ),
        (
            "Reduce the dose of Exampline for Grade 3 rash following recovery in subsequent cycles.",
            ("rash", "Grade 3", {"reduce"}),
        ),
        (
            "Patients with new neuropathy may require a delay, change in dose, or discontinuation of Exampline.",
            ("new neuropathy", None, {"interrupt", "reduce", "discontinue"}),
        ),
        (
            "Interrupt Exampline or reduce the dose as needed to manage severe infection.",
            ("infection", "severe", {"interrupt", "reduce"}),
        ),
    ],
)
def test_a_sentence_gives_one_rule(text: str, expected: tuple[str, str | None, set[str]]) -> None:
    assert rules(text) == [expected]


def test_the_product_behind_a_trigger_is_no_part_of_it() -> None:
    writing = Writing()
    writing.words("all the information needed to use EXAMPLINE safely and effectively.")
    text = "In case of ALT > 5 × ULN EXAMPLINE should be discontinued."
    reading = writing.add(writing.section("2.7", "Dose Adjustments", text)).reading()
    assert [rule.trigger for rule in extract(reading)] == ["ALT > 5 × ULN"]


def test_clauses_give_a_rule_each() -> None:
    text = "Doses do not need to be interrupted due to anemia, but dosing interruptions are recommended for rash."
    assert rules(text, "2.3") == [("anemia", None, {"continue"}), ("rash", None, {"interrupt"})]


def test_the_patients_of_the_sentence_before_are_the_trigger() -> None:
    text = "Experience is limited in patients with high bilirubin. Withhold each dose until bilirubin is normal."
    assert rules(text, "8.6") == [("high bilirubin", None, {"interrupt"})]


@pytest.mark.parametrize(
    "text",
    [
        "Exampline was discontinued in 3/60 patients (5%) because of rash.",
        "Withhold Exampline until recovery.",
        "Withhold Exampline for a maximum of 28 days.",
        "Discontinue other medicines if possible.",
        "Management of some adverse reactions may require dose interruptions.",
        "Rash led to discontinuation of Exampline.",
    ],
)
def test_no_rule_without_trigger_or_told_of_a_study(text: str) -> None:
    assert rules(text) == []


@pytest.mark.shared
def test_rules_of_a_real_label(shared: Path) -> None:
    facts = read_label(shared / "labels" / "besponsa.txt").facts
    found = [fact for fact in facts if isinstance(fact, DoseRule)]
    assert len(found) == 16
    assert sum(rule.evidence[0].table is not None for rule in found) == 11


def test_a_graded_item_is_about_what_its_list_names() -> None:
    writing = Writing()
    lead = writing.paragraph(
        "Liver dysfunction: Reduce it. Neuropathy: The following changes can be made according to the grade:"
    )
    item = writing.paragraph("Grade 2: Reduce the dose by 20%.", 1)
    (rule,) = extract(writing.add(writing.section("2.4", "Changes", lead, item)).reading())
    assert (rule.trigger, rule.severity) == ("Neuropathy", "Grade 2")


@pytest.mark.parametrize(
    "text",
    [
        "Switching from otherdrug: Otherdrug should be discontinued when the INR is below 2.0.",
        "Premature discontinuation of Exampline in the absence of an alternative increases the risk of stroke.",
        "If a dose is not taken at the scheduled time, dosing should be resumed the next day.",
        "Initiate treatment in patients with febrile neutropenia without delay.",
    ],
)
def test_what_is_no_rule(text: str) -> None:
    assert not rules(text, "2.4")


def test_a_list_that_lost_its_signs_gives_a_rule_for_each_item() -> None:
    text = "Decrease the rate of infusion for mild reactions Interrupt the infusion in patients with dyspnea Discontinue Exampline for severe reactions."
    assert rules(text) == [
        ("reactions", "mild", {"slow_infusion"}),
        ("dyspnea", None, {"interrupt"}),
        ("reactions", "severe", {"discontinue"}),
    ]


@pytest.mark.parametrize(
    "text",
    [
        "No dose reduction is recommended.",
        "No dose adjustment of Exampline is needed in mild renal impairment.",
        "In general, if Exampline requires interruption or discontinuation, administer corticosteroids.",
        "Use an administration set with minimal residual hold-up volume for product administration.",
        "Do not administer if the solution is cloudy or contains particulate matter.",
    ],
)
def test_no_rule_where_no_finding_calls_for_it(text: str) -> None:
    assert not rules(text)


def test_words_that_point_back_stand_for_the_hazard_of_the_warnings_title() -> None:
    writing = Writing()
    text = "Slower infusion rates can be considered to prevent these signs and symptoms."
    reading = writing.add(writing.section("5.1", "Hypersensitivity Reactions", text)).reading()
    assert [rule.trigger for rule in extract(reading)] == ["Hypersensitivity Reactions"]
    severity = "Based on the severity of the adverse reaction, withhold or permanently discontinue Exampline."
    hepatic = Writing()
    told = extract(hepatic.add(hepatic.section("5.2", "Hepatotoxicity", severity)).reading())
    assert [rule.trigger for rule in told] == ["Hepatotoxicity"]


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("Withhold Exampline for uveitis. Resume Exampline when the pain is 2 or less.", {"interrupt", "resume"}),
        ("Stop Exampline for uveitis. Once it resolves, restart at a reduced dose.", {"interrupt", "reduce", "resume"}),
        (
            "For uveitis, stop Exampline until recovery. The Exampline dose should be reduced by 20%.",
            {"interrupt", "reduce"},
        ),
        ("Permanently discontinue Exampline for uveitis. Resume other medicines when appropriate.", {"discontinue"}),
        ("If uveitis occurs, discontinue Exampline. Weigh the risks before you resume treatment.", {"discontinue"}),
    ],
)
def test_a_sentence_that_goes_on_belongs_to_the_rule_before_it(text: str, told: set[str]) -> None:
    assert rules(text) == [("uveitis", None, told)]


def test_a_sentence_that_only_goes_on_is_no_rule() -> None:
    assert not rules("Resume Exampline when the platelet count is 50,000/mm3 or above.")


def test_the_label_of_a_rule_holds_for_the_next_that_only_grades_or_bounds() -> None:
    text = "Liver: In case of ALT > 2 × ULN, reduce the dose. In case of ALT > 5 × ULN, discontinue Exampline."
    assert [(trigger, severity) for trigger, severity, _ in rules(text)] == [
        ("Liver", "ALT > 2 × ULN"),
        ("Liver", "ALT > 5 × ULN"),
    ]


def test_a_graded_item_is_about_what_the_paragraph_above_interrupts_for() -> None:
    writing = Writing()
    lead = writing.paragraph("For infusion reactions of any grade, interrupt the infusion and manage symptoms.")
    item = writing.paragraph("Grade 4 (life-threatening): Permanently discontinue Exampline.", 1)
    _, rule = extract(writing.add(writing.section("2.4", "Changes", lead, item)).reading())
    assert (rule.trigger, rule.severity) == ("infusion reactions", "Grade 4")


def test_a_degree_as_label_is_about_the_finding_of_the_rule_above() -> None:
    text = (
        "For infusion reactions of any grade, interrupt the infusion. Mild symptoms: Once symptoms resolve, resume at half "
        "the prior rate. Severe/life-threatening symptoms: Permanently discontinue Exampline."
    )
    assert rules(text)[1:] == [
        ("infusion reactions", "Mild", {"resume", "slow_infusion"}),
        ("infusion reactions", "Severe/life-threatening", {"discontinue"}),
    ]


def test_what_is_written_for_patients_is_no_rule() -> None:
    text = "Your healthcare provider may stop treatment if you develop liver problems."
    assert not list(extract(reading_of({"5.1": text})))


def test_what_a_rule_points_back_to_is_its_trigger_or_its_condition() -> None:
    text = "If severe rash occurs, withhold Exampline. Discontinue Exampline if this reaction recurs. Discontinue if these reactions persist."
    found = [(rule.trigger, rule.condition) for rule in extract(reading_of({"2.3": text}))]
    assert found == [("rash", None), ("rash recurs", None), ("these reactions persist", "rash")]


def test_a_later_sentence_that_names_the_finding_goes_on_with_its_rule() -> None:
    text = (
        "Withhold Exampline for Grade 2 diarrhea. Give fluids to all patients. "
        "Following recovery to Grade 1 diarrhea, resume Exampline at a reduced dose."
    )
    assert rules(text) == [("diarrhea", "Grade 2", {"interrupt", "resume", "reduce"})]


def test_items_below_an_introduction_are_rules_of_their_own() -> None:
    writing = Writing()
    lead = writing.paragraph("Withhold Exampline for:")
    items = [writing.paragraph("Grade 3 rash", 1), writing.paragraph("Pneumonitis", 1)]
    reading = writing.add(writing.section("2.4", "Changes", lead, *items)).reading()
    rules = list(extract(reading))
    assert [(rule.trigger, rule.severity, rule.actions) for rule in rules] == [
        ("rash", "Grade 3", (Action.INTERRUPT,)),
        ("Pneumonitis", None, (Action.INTERRUPT,)),
    ]
    assert [evidence.quote for evidence in rules[0].evidence] == ["Withhold Exampline for:", "Grade 3 rash"]


@pytest.mark.parametrize(
    "text",
    [
        "Discontinue other medicines at least 4 weeks prior to initiating Exampline.",
        "The recommended dose reductions for rash are provided in Tables 1 and 2.",
        "Some patients may require discontinuation of therapy.",
        "For advanced disease, continue treatment until disease progression.",
        "If a dose of Exampline is missed, resume dosing the next day.",
        "If Exampline is vomited, do not replace the dose.",
        "Regimen: If a dose is missed by 12 hours, skip the missed dose.",
        "If it is necessary to initiate an inhibitor, discontinue Exampline before.",
        "If relapses occur after Exampline discontinuation, consider supportive measures.",
        "Because of the potential for serious reactions, discontinue breastfeeding during treatment.",
        "Withholding of food and fluids may increase the risk for volume depletion.",
        "If uveitis is suspected, planned surgery should be delayed.",
        "Hold the pen upright until the air bubbles have risen.",
        "Efficacy was assessed by the time from start to discontinuation due to worsening of symptoms.",
        "The discontinuation of such medicines has little impact on the outcome for most patients with rash.",
    ],
)
def test_no_rule_without_a_finding(text: str) -> None:
    assert not rules(text)
