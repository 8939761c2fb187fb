from pathlib import Path

import pytest

from ingest.document import Part
from ingest.extract import indication
from ingest.reading import Reading
from ingest.sources import read
from tests.ingest.building import Writing, reading_of

SENTENCES: tuple[tuple[str, list[tuple[str, str | None]]], ...] = (
    (
        "EXAMPLINE is indicated for the treatment of adults with relapsed or refractory examplosis (EXO).",
        [("relapsed or refractory examplosis", "adults")],
    ),
    (
        "EXAMPLINE, as a single agent, is indicated for the adjuvant treatment of patients with early breast cancer who had "
        "surgery.",
        [("early breast cancer", None)],
    ),
    (
        "EXAMPLINE is indicated for patients with the following forms of gout: acute gout, gout with stones, and late gout.",
        [("forms of gout: acute gout, gout with stones, and late gout", None)],
    ),
    (
        "EXAMPLINE is indicated for the treatment of newly-diagnosed examplosis in adults and pediatric patients 1 month and "
        "older.",
        [("newly-diagnosed examplosis", "adults and pediatric patients 1 month and older")],
    ),
    (
        "EXAMPLINE is indicated to reduce the risk of stroke and embolism in adult patients with atrial fibrillation.",
        [("stroke and embolism", "adult patients with atrial fibrillation")],
    ),
    (
        "EXAMPLINE is indicated for the prophylaxis of venous thrombosis (VT), which may be fatal, in adults.",
        [("venous thrombosis", "adults")],
    ),
    (
        "EXAMPLINE is indicated for adults and pediatric patients (12 years of age and older) for the treatment of examplosis.",
        [("examplosis", "adults and pediatric patients (12 years of age and older)")],
    ),
    (
        "EXAMPLINE is indicated for the treatment of venous clots (VC) and reduction in the risk of recurrent clots in "
        "children.",
        [("venous clots", "children"), ("recurrent clots", "children")],
    ),
    (
        "EXAMPLINE is indicated as an adjunct to diet for the treatment of adult and pediatric patients, aged 5 years and "
        "older, with examplosis.",
        [("examplosis", "adult and pediatric patients, aged 5 years and older")],
    ),
    ("EXAMPLINE is indicated for adult patients with examplosis.", [("examplosis", "adult patients")]),
    (
        "EXAMPLINE is indicated in patients 18 years of age or older for treatment of examplosis caused by the following "
        "microorganisms: Samplia vulgaris.",
        [("examplosis", "patients 18 years of age or older")],
    ),
    (
        "EXAMPLINE is indicated for short-term treatment (4 to 8 weeks) of examplosis in adults to reduce pain.",
        [("examplosis", "adults")],
    ),
    (
        "In adults with samplosis and without examplosis, EXAMPLINE is indicated to reduce the risk of stroke and to reduce "
        "the risk of death.",
        [
            ("stroke", "adults with samplosis and without examplosis"),
            ("death", "adults with samplosis and without examplosis"),
        ],
    ),
    (
        "EXAMPLINE is authorized for use under an EUA for treatment of hospitalized children weighing 3.5 kg to less than "
        "40 kg with examplosis.",
        [("examplosis", "hospitalized children weighing 3.5 kg to less than 40 kg")],
    ),
    ("EXAMPLINE is indicated in adults for inhalational examplosis.", [("inhalational examplosis", "adults")]),
    ("EXAMPLINE is not indicated for the treatment of patients with examplosis.", []),
    ("Limitations of Use: EXAMPLINE has not been studied in examplosis.", []),
)


@pytest.mark.parametrize(("text", "facts"), SENTENCES)
def test_sentences(text: str, facts: list[tuple[str, str | None]]) -> None:
    found = indication.extract(reading_of({"1": text}))
    assert [(fact.disease, fact.population) for fact in found] == facts


def test_each_item_of_a_list_is_an_indication_with_the_words_that_introduce_it() -> None:
    writing = Writing()
    blocks = (
        writing.paragraph("EXAMPLINE is indicated for the treatment of adult patients with:"),
        writing.paragraph("relapsed examplosis (EXO)", level=1),
        writing.paragraph("metastatic samploma who had surgery", level=1),
    )
    reading = writing.add(writing.section("1", "INDICATIONS AND USAGE", *blocks)).reading()
    found = list(indication.extract(reading))
    assert [(fact.disease, fact.population) for fact in found] == [
        ("relapsed examplosis", "adult patients"),
        ("metastatic samploma", "adult patients"),
    ]
    assert [place.quote for place in found[0].evidence] == [
        "relapsed examplosis (EXO)",
        "EXAMPLINE is indicated for the treatment of adult patients with:",
    ]


RUN_IN: tuple[tuple[str, list[tuple[str, str | None]]], ...] = (
    (
        "EXAMPLINE is indicated for the treatment of adult patients with: Chronic examplosis (CEX) with resistance. "
        "Advanced samploma for whom nothing else is left.",
        [("Chronic examplosis (CEX) with resistance", "adult patients"), ("Advanced samploma", "adult patients")],
    ),
    (
        "EXAMPLINE is indicated in adults for the treatment of: Major examplosis (MEX) Samplosis disorder (SD)",
        [("Major examplosis", "adults"), ("Samplosis disorder", "adults")],
    ),
    (
        "EXAMPLINE is indicated for the treatment of: examplosis [see Clinical Studies (14.1)] late samplosis [see Clinical "
        "Studies (14.2)]",
        [("examplosis", None), ("late samplosis", None)],
    ),
    (
        "EXAMPLINE is indicated for: Adjunctive treatment of major examplosis in adults Treatment of samplosis in adults",
        [("major examplosis", "adults"), ("samplosis", "adults")],
    ),
    (
        "EXAMPLINE is indicated for: Treatment of samplosis in adults Limitations of Use: EXAMPLINE is not indicated for "
        "examplosis.",
        [("samplosis", "adults")],
    ),
    (
        "EXAMPLINE is indicated: In combination with testol for first-line treatment of severe examplosis As a single agent "
        "for treatment of samplosis in patients who have received testol.",
        [("severe examplosis", None), ("samplosis", "patients who have received testol")],
    ),
    (
        "EXAMPLINE is an antimalarial drug indicated only for treatment of uncomplicated examplosis.",
        [("uncomplicated examplosis", None)],
    ),
    (
        "EXAMPLINE is indicated to provide local analgesia for superficial procedures.",
        [("local analgesia for superficial procedures", None)],
    ),
)


@pytest.mark.parametrize(("text", "facts"), RUN_IN)
def test_lists_that_are_run_into_a_paragraph(text: str, facts: list[tuple[str, str | None]]) -> None:
    found = indication.extract(reading_of({"1": text}))
    assert [(fact.disease, fact.population) for fact in found] == facts


def test_a_subsection_may_state_the_patients_alone() -> None:
    found = indication.extract(reading_of({"1.1": "Adult patients with relapsed examplosis (EXO)."}))
    assert [(fact.disease, fact.population) for fact in found] == [("relapsed examplosis", "Adult patients")]
    having = indication.extract(reading_of({"1.1": "Adult patients with examplosis who are over 65 years of age."}))
    assert [(fact.disease, fact.condition) for fact in having] == [("examplosis", "who are over 65 years of age")]
    told = indication.extract(reading_of({"1.1": "Adult patients with examplosis should be treated with care."}))
    assert not list(told)


def test_a_condition_tells_what_else_limits_an_indication() -> None:
    text = (
        "EXAMPLINE, in combination with samplol, is indicated for the first-line treatment of adults with severe "
        "examplosis who have had surgery."
    )
    (fact,) = indication.extract(reading_of({"1": text}))
    assert fact.disease == "severe examplosis"
    assert fact.condition == "in combination with samplol, first-line treatment, who have had surgery"
    (plain,) = indication.extract(reading_of({"1": "EXAMPLINE is indicated for the treatment of examplosis who have:"}))
    assert plain.condition is None


def test_highlights_and_other_sections_are_left_out() -> None:
    text = "EXAMPLINE is indicated for the treatment of adults with examplosis."
    assert not list(indication.extract(reading_of({"14": text})))
    assert not list(indication.extract(reading_of({"1": text}, part=Part.HIGHLIGHTS)))


@pytest.mark.shared
def test_of_a_real_label(shared: Path) -> None:
    found = list(indication.extract(Reading(document=read(shared / "labels" / "besponsa.txt"))))
    assert [(fact.evidence[0].section, fact.disease, fact.population) for fact in found] == [
        (section, "relapsed or refractory B-cell precursor acute lymphoblastic leukemia", "adults")
        for section in (None, "1")
    ]


def test_items_that_lost_their_sign_stand_below_a_colon() -> None:
    paragraphs = (
        "EXAMPLINE is indicated for:",
        "Prophylaxis and treatment of examplosis and its extension.",
        "It is not known whether it helps in samploma.",
    )
    found = indication.extract(reading_of({"1": paragraphs}))
    assert [fact.disease for fact in found] == ["examplosis and its extension"]


def test_sentences_of_a_list_that_lost_its_signs_go_on_with_it() -> None:
    text = (
        "EXAMPLINE is indicated for the treatment of adult patients with: Early gout (EG) after surgery. Late gout for whom "
        "no other agents are indicated. Severe gout (pain in patients who do not respond to rest). Testosis of the hand "
        "EXAMPLINE is an agent of examples indicated for:"
    )
    writing = Writing()
    writing.words("EXAMPLINE (samplol) tablets, for oral use Initial U.S. Approval: 2020")
    reading = writing.add(writing.section("1", "INDICATIONS AND USAGE", text)).reading()
    assert [(fact.disease, fact.population) for fact in indication.extract(reading)] == [
        ("Early gout", "adult patients"),
        ("Late gout", "adult patients"),
        ("Severe gout (pain in patients who do not respond to rest)", "adult patients"),
        ("Testosis of the hand", "adult patients"),
    ]


def test_nothing_below_limitations_of_use_is_an_indication() -> None:
    writing = Writing()
    items = (
        writing.paragraph("The treatment of patients with gout. Limitations of Use:", 1),
        writing.paragraph("Safety has not been shown in patients with gout whose stones are large.", 1),
    )
    section = writing.section("1.1", "Gout", writing.paragraph("EXAMPLINE is indicated for:"), *items)
    (fact,) = indication.extract(writing.add(section).reading())
    assert (fact.disease, fact.condition) == ("gout", None)
