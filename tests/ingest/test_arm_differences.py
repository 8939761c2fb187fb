"""By how much reactions are more frequent on the product than on its comparators, and where that is not told."""

from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal

import pytest

from ingest.arm_differences import with_differences, without_differences
from ingest.document import Document
from kg.codes import Comparison, Form
from kg.facts import Abbreviation, AdverseReaction, Fact
from kg.identity import fact_id
from kg.locator import Evidence, Span
from tests.ingest.building import Writing

_TITLE = "EXAMPLINE (examplinib sodium) tablets, for oral use\nInitial U.S. Approval: 2017"
_ROW = Evidence(section="6.1", table="Table 1", span=Span(0, 4), quote="Rash")


def _document(*sentences: str, title: str = _TITLE) -> Document:
    writing = Writing()
    for words in (title, *sentences):
        writing.paragraph(words)
    return writing.document()


def _cells(arms: Sequence[str], *percents: int, study: str | None = "Study 1") -> list[AdverseReaction]:
    shares = percents or [30 - 10 * at for at in range(len(arms))]
    return [
        AdverseReaction(
            evidence=(_ROW,), read_by="table", form=Form.TABLE, term="Rash", arm=arm, grade="all", percent=Decimal(share), study=study
        )
        for arm, share in zip(arms, shares, strict=True)
    ]  # fmt: skip


def _told(facts: Sequence[Fact], document: Document | None = None) -> dict[tuple[str | None, str], int]:
    """The points of each arm to each comparator."""
    found = with_differences(facts, document or _document())
    cells = [fact for fact in found if isinstance(fact, AdverseReaction)]
    return {(cell.arm, one.comparator): int(one.points) for cell in cells for one in cell.arm_differences}


@pytest.mark.parametrize(
    ("arms", "expected"),
    [
        (("EXAMPLINE 5 mg", "Placebo"), {("EXAMPLINE 5 mg", "Placebo"): 10}),
        (("Placebo + samplol", "EXAMPLINE + samplol"), {("EXAMPLINE + samplol", "Placebo + samplol"): -10}),
        (("Examplinib", "Physician's Choice"), {("Examplinib", "Physician's Choice"): 10}),
        (("EXAMPLINE", "SAMPLOLEX 20 mg"), {("EXAMPLINE", "SAMPLOLEX 20 mg"): 10}),
        (("EXAMPLINE + ABC", "ABC alone"), {("EXAMPLINE + ABC", "ABC alone"): 10}),
        (("EXAMPLINE", "Placebo", "Samplatin"), {("EXAMPLINE", "Placebo"): 10, ("EXAMPLINE", "Samplatin"): 20}),
        (
            ("EXAMPLINE 5 mg", "EXAMPLINE 10 mg", "Placebo"),
            {("EXAMPLINE 5 mg", "Placebo"): 20, ("EXAMPLINE 10 mg", "Placebo"): 10},
        ),
        (
            ("EXAMPLINE + samplol", "Samplol", "EXAMPLINE + XYZ", "XYZ alone"),
            {("EXAMPLINE + samplol", "Samplol"): 10, ("EXAMPLINE + XYZ", "XYZ alone"): 10},
        ),
        (("EXAMPLINE, women", "Placebo, women"), {("EXAMPLINE, women", "Placebo, women"): 10}),
        (("EXAMPLINE 5 mg once per week", "Placebo"), {("EXAMPLINE 5 mg once per week", "Placebo"): 10}),
    ],
)
def test_the_product_is_compared_with_what_others_had(
    arms: Sequence[str], expected: dict[tuple[str, str], int]
) -> None:
    assert _told(_cells(arms)) == expected


@pytest.mark.parametrize(
    "arms",
    [
        ("EXAMPLINE",),
        ("EXAMPLINE 5 mg", "EXAMPLINE 10 mg"),
        ("5 mg", "10 mg", "Placebo"),
        ("EXAMPLINE", "Total"),
        ("EXAMPLINE", "Age 65 and older"),
        ("EXAMPLINE, women", "Placebo, men"),
        ("EXAMPLINE", "no EXAMPLINE"),
        ("Placebo then EXAMPLINE", "Samplatin"),
        ("EXAMPLINE", "Placebo", "Placebo"),
    ],
)
def test_nothing_is_told_where_arms_are_not_told_apart(arms: Sequence[str]) -> None:
    assert _told(_cells(arms)) == {}


@pytest.mark.parametrize(
    ("sentence", "arm"),
    [
        ("The trial compared EXAMPLINE + AVX (N = 20) or ABVX on Days 1 and 15.", "ABVX"),
        ("Nausea was reported in 9% of SMPL-treated patients.", "SMPL"),
        ("Patients receiving SAMPLO once daily had fewer events.", "SAMPLO Once Daily"),
        ("The SMPL+Abc–D arm had more events.", "SMPL+Abc−D"),
    ],
)
def test_what_the_label_says_was_given_is_another_treatment(sentence: str, arm: str) -> None:
    cells = _cells(["EXAMPLINE + AVX", arm])
    assert _told(cells, _document(sentence)) == {("EXAMPLINE + AVX", arm): 10}
    assert _told(cells) == {}


@pytest.mark.parametrize(
    ("sentence", "arm"),
    [
        ("Patients with CP-XML were treated with EXAMPLINE.", "CP-XML"),
        ("Patients who received a High Dose had more events.", "High Dose"),
        ("Patients who were treated. ABVX is a regimen.", "ABVX"),
        ("Samplol or ABVX may be given later.", "ABVX"),
    ],
)
def test_what_the_label_does_not_say_was_given_is_not_told(sentence: str, arm: str) -> None:
    assert _told(_cells(["EXAMPLINE + AVX", arm]), _document(sentence)) == {}


@pytest.mark.parametrize(
    ("title", "arm"),
    [
        ("EXAMPLINE TABLETS (examplinib hydrobromide) tablets\nInitial U.S. Approval: 2017", "Exampline"),
        ("Exampline (examplinib hydrobromide) tablets\nInitial U.S. Approval: 2017", "Examplinib"),
    ],
)
def test_arms_leave_out_salt_and_form_of_the_name(title: str, arm: str) -> None:
    assert _told(_cells([arm, "Placebo"]), _document(title=title)) == {(arm, "Placebo"): 10}


def test_several_arms_of_each_are_compared_within_one_study_alone() -> None:
    arms = ("EXAMPLINE 5 mg", "Placebo", "EXAMPLINE 10 mg", "Samplatin")
    assert len(_told(_cells(arms))) == 4
    assert _told(_cells(arms, study=None)) == {}


def test_an_abbreviation_stands_for_what_the_label_says() -> None:
    own, other = (
        Abbreviation(evidence=(_ROW,), read_by="list", abbreviation=short, expansion=said)
        for short, said in (("EXM", "examplinib"), ("SC", "samplatin and cyclosamplide"))
    )
    assert _told([*_cells(["EXAMPLINE", "SC"]), other]) == {("EXAMPLINE", "SC"): 10}
    assert _told([*_cells(["EXAMPLINE", "EXM 5 mg"]), own]) == {}


def test_only_exact_shares_of_one_row_and_grade_are_compared() -> None:
    product, placebo = _cells(["EXAMPLINE", "Placebo"])
    assert _told([product, replace(placebo, grade="3-4")]) == {}
    assert _told([product, replace(placebo, study="Study 2")]) == {}
    assert _told([product, replace(placebo, evidence=(replace(_ROW, span=Span(5, 9)),))]) == {}
    assert _told([product, replace(placebo, comparison=Comparison.LESS_THAN)]) == {}
    assert _told([replace(product, comparison=Comparison.AT_LEAST), placebo]) == {}
    assert _told([replace(product, form=Form.SENTENCE), placebo]) == {}


def test_the_least_difference_is_the_least_of_all_and_ids_stay() -> None:
    product, placebo, other = _cells(["EXAMPLINE", "Placebo", "Samplatin"], 30, 12, 33)
    found = with_differences([product, placebo, other], _document())[0]
    assert isinstance(found, AdverseReaction)
    assert found.least_difference == Decimal(-3)
    assert [one.compared_with for one in found.arm_differences] == [fact_id(placebo), fact_id(other)]
    assert fact_id(found) == fact_id(product)
    left = without_differences(found, {fact_id(other)})
    assert (left.least_difference, len(left.arm_differences)) == (Decimal(18), 1)
