import pytest

from ingest.dosing.actions import action_set, actions, changes_dose
from ingest.tokens import tokenize


def told(text: str) -> set[str]:
    return {str(action) for action in action_set(actions(tokenize(text)))}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Interrupt the infusion and provide medical treatment.", {"interrupt", "manage"}),
        ("Stop the infusion and permanently discontinue Exampline.", {"discontinue"}),
        ("Withhold until recovery.", {"interrupt"}),
        ("Withhold until recovery, then resume at the same dose.", {"interrupt", "resume"}),
        ("Withhold until recovery, then resume at a reduced dose.", {"interrupt", "resume", "reduce"}),
        ("Consider permanent discontinuation of Exampline.", {"consider_discontinuation"}),
        ("Rash may require dosing interruption, dose reduction, or permanent discontinuation.", {"interrupt", "reduce", "discontinue"}),
        ("Doses do not need to be interrupted.", {"continue"}),
        ("Treat at the same dose level.", {"continue"}),
        ("Slow or interrupt the infusion rate.", {"slow_infusion", "interrupt"}),
        ("Omit the next dose.", {"omit"}),
        ("Do not administer Exampline until platelets recover, and then reduce one dose level.", {"interrupt", "reduce"}),
        ("Interrupt Exampline. Repeat the assessment within 3 weeks.", {"interrupt", "monitor"}),
        ("Treatment should not be delayed.", set()),
        ("Permanently discontinue for an inability to reduce the corticosteroid dose.", {"discontinue"}),
        ("Exampline may need to be discontinued.", {"consider_discontinuation"}),
        ("Consider dose delays, reductions, discontinuation, or growth factors.", {"interrupt", "reduce", "consider_discontinuation"}),
        ("It usually does not require dosage reduction.", {"continue"}),
        ("Monitor for drug discontinuation syndrome.", {"monitor"}),
        ("No change in dose.", {"continue"}),
        ("Maintain the Exampline dose.", {"continue"}),
        ("Interrupt until resolved: if within 28 days, maintain dose.", {"interrupt", "resume"}),
        ("Reduce the infusion rate by 50%.", {"slow_infusion"}),
        ("Reduce Exampline to 75 mg.", {"reduce"}),
        ("Interrupt, reduce, or permanently discontinue Exampline.", {"interrupt", "reduce", "discontinue"}),
        ("Interrupt or reduce the rate of the infusion.", {"interrupt", "slow_infusion"}),
        ("If a contributing medicine is identified and discontinued, resume at the previous dose.", {"resume"}),
        ("Consider interrupting these drugs. Resume Exampline at a reduced dose.", {"resume", "reduce"}),
        ("Stop Exampline; increase the frequency of platelet monitoring.", {"discontinue", "monitor"}),
        ("Treatment should be withdrawn.", {"discontinue"}),
        ("The rash appeared to be reversible when Exampline was discontinued.", set()),
        ("Do not re-escalate a dose that was reduced.", set()),
        ("In 5 patients who discontinued Exampline the rash resolved.", set()),
    ],
)  # fmt: skip
def test_actions_of_a_text(text: str, expected: set[str]) -> None:
    assert told(text) == expected


def test_care_alone_does_not_change_the_dose() -> None:
    assert not changes_dose(actions(tokenize("Provide supportive care.")))
    assert changes_dose(actions(tokenize("Reduce the dose by 25%.")))
