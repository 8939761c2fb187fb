import pytest

from ingest.count_statistics import counted_shares
from ingest.share_context import share_contexts
from ingest.tokens import tokenize

Told = tuple[str | None, str | None, str | None]
SENTENCES: tuple[tuple[str, list[Told]], ...] = (
    (
        "Rash and itching were reported in 12/60 patients (20%) and 6/60 patients (10%), respectively.",
        [("Rash", None, None), ("itching", None, None)],
    ),
    (
        "Grade 3/4 AST, ALT, and bilirubin elevations occurred in 3/60 (5%), 6/60 (10%), and 9/60 patients (15%), respectively.",
        [("AST", None, "3-4"), ("ALT", None, "3-4"), ("bilirubin elevations", None, "3-4")],
    ),
    (
        "Overall, 12/60 patients (20%) in the DRUG-X arm and 6/60 patients (10%) in the placebo arm had a second transplant.",
        [("had a second transplant", "DRUG-X", None), ("had a second transplant", "placebo", None)],
    ),
    (
        "The mortality was 12/60 (20%) and 6/60 (10%) in the DRUG-X arm compared to the placebo arm, respectively.",
        [("mortality", "DRUG-X", None), ("mortality", "placebo", None)],
    ),
    (
        "Rash occurred in 12/60 patients (20%) and itching in 6/60 patients (10%) treated with DRUG-X.",
        [("Rash", None, None), ("itching", "DRUG-X", None)],
    ),
    (
        "Rash was of Grade 3 in 12/60 patients (20%) and of Grade 4 in 6/60 patients (10%).",
        [("Rash", None, "3"), ("Rash", None, "4")],
    ),
    (
        "All grades and Grade 3-4 bleeding were reported in 12/60 (20%) and 6/60 (10%) patients, respectively.",
        [("bleeding", None, "all"), ("bleeding", None, "3-4")],
    ),
    (
        "The most common bleeding was epistaxis which was reported in 12/60 patients (20%).",
        [("epistaxis", None, None)],
    ),
    (
        "Remission was reached by 12/60 patients (20%) of the DRUG-X arm versus 6/60 patients (10%) in the placebo arm.",
        [("Remission", "DRUG-X", None), ("Remission", "placebo", None)],
    ),
    ("Infusion reactions (all Grade 2) were reported in 12/60 patients (20%).", [("Infusion reactions", None, "2")]),
    ("Recovery was not observed in 12/60 patients (20%).", [("Recovery not observed", None, None)]),
    (
        "Abnormalities included anemia 12/60 (20%), blood calcium decreased 9/60 (15%), and headache 6/60 (10%).",
        [("anemia", None, None), ("blood calcium decreased", None, None), ("headache", None, None)],
    ),
    (
        "Anemia occurred in 12/60 (20%) of patients treated with DRUG-X and in 6/60 (10%) patients treated with placebo.",
        [("Anemia", "DRUG-X", None), ("Anemia", "placebo", None)],
    ),
    (
        "12/60 (20%) of these patients treated with DRUG-X experienced rash.",
        [("experienced rash", "DRUG-X", None)],
    ),
    (
        "Rash led to withdrawal in 13/60 (22%) patients receiving DRUG-X plus letrozole and in 6/60 (10%) patients receiving placebo.",
        [("Rash led to withdrawal", "DRUG-X plus letrozole", None), ("Rash led to withdrawal", "placebo", None)],
    ),
    (
        "The incidence of rash was 12/60 (20%) compared to 6/60 (10%) among placebo-treated patients.",
        [("incidence of rash", None, None), ("incidence of rash", "placebo", None)],
    ),
    ("Infections The incidence of sepsis was 12/60 (20%).", [("incidence of sepsis", None, None)]),
    (
        "Sepsis was more frequent in DRUG-X with FOLFIRI-treated patients 12/60 (20%) than in placebo-treated patients 6/60 (10%).",
        [("Sepsis", "DRUG-X with FOLFIRI", None), ("Sepsis", "placebo", None)],
    ),
    ("Fatal infections were reported in 12/60 patients (20%).", [("Fatal infections", None, "5")]),
    (
        "12/60 (20%) and 6/60 (10%) of patients achieved remission in Cycles 1 and 2, respectively, in the DRUG-X arm.",
        [("achieved remission in Cycle 1", "DRUG-X", None), ("achieved remission in Cycle 2", "DRUG-X", None)],
    ),
    (
        "Withdrawal from Treatment A total of 12/60 (20%) patients who received DRUG-X discontinued due to rash.",
        [("discontinued due to rash", "DRUG-X", None)],
    ),
    (
        "Because only 12/60 patients (20%) in the trial were identified as older, there are no data.",
        [("were identified as older", None, None)],
    ),
    (
        "Urate was lowered by 4 hours for 20% of patients (12/60), by 8 hours for 30% of patients (18/60).",
        [("Urate lowered by 4 hours", None, None), ("Urate lowered by 8 hours", None, None)],
    ),
    (
        "Rash was diagnosed in 20% (12/60) of patients and was fatal in 5% (3/60).",
        [("Rash", None, None), ("Rash fatal", None, "5")],
    ),
    (
        "Edema was mild in 20% (12/60) of patients, moderate in 10% (6/60), and severe in 5% (3/60).",
        [("Edema mild", None, None), ("Edema moderate", None, None), ("Edema severe", None, None)],
    ),
    (
        "An increased rate of death (20%; 12/60) was seen in patients treated with DRUG-X compared to placebo.",
        [("increased rate of death", "DRUG-X", None)],
    ),
    (
        "12/60 (20%) of patients with renal impairment had rash compared to none of 30 placebo patients.",
        [("had rash, in patients with renal impairment", None, None)],
    ),
    (
        "Rash occurred in 12/60 (20%) of patients 65 years and older and in 6/60 (10%) of women.",
        [("Rash, in patients 65 years and older", None, None), ("Rash, in women", None, None)],
    ),
    (
        "Serious, including fatal (12/60; 20%), infections were reported.",
        [("fatal infections", None, "5")],
    ),
    (
        "Adults had a higher risk of syncope (placebo 5% [3/60]; 4 mg twice daily 10% [6/60]).",
        [("had a higher risk of syncope", "placebo", None), ("had a higher risk of syncope", "4 mg twice daily", None)],
    ),
    (
        "The incidence of Grade 3 rash was 10% (6/60) versus 5% in patients receiving placebo (3/60).",
        [("incidence of rash", None, "3"), ("incidence of rash", "placebo", "3")],
    ),
    (
        "Of the 60 patients with gout, 12/60 (20%) had rash and 6/60 (10%) died.",
        [("had rash, in patients with gout", None, None), ("died, in patients with gout", None, None)],
    ),
    (
        "DRUG-X was withheld in 12/60 (20%) patients due to rash and in 6/60 (10%) patients due to fever.",
        [("DRUG-X withheld due to rash", None, None), ("DRUG-X withheld due to fever", None, None)],
    ),
    (
        "Patients taking DRUG-X had an incidence of rash of 20% (12/60) compared to none in patients who received placebo.",
        [("had an incidence of rash", "DRUG-X", None)],
    ),
    (
        "Of these, 12/60 (20%) on DRUG-X and 6/60 (10%) on 7+3 died.",
        [("died", "DRUG-X", None), ("died", "7+3", None)],
    ),
    (
        "Syncope occurred in 5% (3/60), 10% (6/60), and 20% (12/60) of the DRUG-X, samplol, and placebo groups, respectively.",
        [("Syncope", "DRUG-X", None), ("Syncope", "samplol", None), ("Syncope", "placebo", None)],
    ),
    (
        "Fever was seen in the younger group (12/60, 20%), and rash was seen in the majority of patients (36/60, 60%) given DRUG-X.",
        [("Fever", "younger", None), ("rash", "DRUG-X", None)],
    ),
    (
        "In the placebo-controlled, fixed-dose studies in adults, rash occurred in 12/60 (20%) patients treated with any dose of DRUG-X.",
        [("rash", "DRUG-X", None)],
    ),
    (
        "Mood changes occurred in 12/60 (20%) patients; 6/60 (10%) of these events were severe.",
        [("Mood changes", None, None), ("Mood changes that were severe", None, None)],
    ),
    (
        "The incidence of rash was higher in 60 DRUG-X-treated patients (12/60, 20%).",
        [("incidence of rash", "DRUG-X", None)],
    ),
    ("At least 6/60 (10%) of these events were severe.", [(None, None, None)]),
    (
        "Overall, 12/60 (20%) stopped because of nausea, vomiting, and chills.",
        [("stopped because of nausea, vomiting, and chills", None, None)],
    ),
)


@pytest.mark.parametrize(
    ("brackets", "event"), [("fever, rash", "A reaction (fever, rash)"), ("fever, " * 50, "A reaction")]
)
def test_an_event_is_a_whole_phrase(brackets: str, event: str) -> None:
    sentence = tokenize(f"A reaction ({brackets}) occurred in 12/60 (20%) patients.")[:]
    contexts = share_contexts(sentence, [share.tokens for share in counted_shares(sentence)])
    assert [f"A {context.event}" for context in contexts] == [event]


@pytest.mark.parametrize(("text", "told"), SENTENCES)
def test_what_shares_are_about(text: str, told: list[Told]) -> None:
    sentence = tokenize(text)[:]
    contexts = share_contexts(sentence, [share.tokens for share in counted_shares(sentence)])
    assert [(context.event, context.arm, context.grade) for context in contexts] == told
