import pytest

from ingest.arm_shares import ArmShare, arm_shares, arms_of, resolved
from ingest.names import ProductName
from ingest.tokens import tokenize
from kg.locator import Span

PRODUCT = ProductName(name="DRUG-X", name_span=Span(0, 6), substance=None, substance_span=None)


def read(text: str) -> tuple[ArmShare, ...]:
    doc = tokenize(text)
    return arm_shares(doc, 0, len(doc))


@pytest.mark.parametrize(
    ("text", "shares"),
    [
        ("(5% vs 3%)", [("5%", None, None), ("3%", None, None)]),
        ("(3% DRUG-X and 1% placebo)", [("3%", "DRUG-X", None), ("1%", "placebo", None)]),
        (
            "(7% in the 5-day group, 4% in the 10-day group)",
            [("7%", "5-day group", None), ("4%", "10-day group", None)],
        ),
        ("(26% and 38% at 60 mg/m2 and 75 mg/m2)", [("26%", None, "60 mg/m2"), ("38%", None, "75 mg/m2")]),
        ("(6%)", []),
        ("(1.1%; 95% CI)", []),
    ],
)
def test_shares_of_a_parenthesis(text: str, shares: list[tuple[str, str | None, str | None]]) -> None:
    assert [(share.percent.text, share.arm, share.dose) for share in read(text)] == shares


@pytest.mark.parametrize(
    ("lead", "arms"),
    [
        ("Reactions with DRUG-X compared to placebo included:", ("DRUG-X", "placebo")),
        ("Reactions more frequent with DRUG-X than with placebo were", ("DRUG-X", "placebo")),
        ("Reactions in patients who received DRUG-X or control regimens, respectively, were", ("DRUG-X regimen", "control regimen")),
        ("The most common reactions were", ()),
    ],
)  # fmt: skip
def test_arms_of_an_introduction(lead: str, arms: tuple[str, ...]) -> None:
    assert arms_of(lead, PRODUCT) == arms


def test_shares_without_arms_are_left_out() -> None:
    assert resolved(read("(5% vs 3%)"), (), ()) == ()
    assert [share.arm for share in resolved(read("(5% vs 3%)"), ("DRUG-X", "placebo"), ())] == ["DRUG-X", "placebo"]
