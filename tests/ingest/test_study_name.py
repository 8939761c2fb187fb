import pytest

from ingest.study_name import population_name, study_name


@pytest.mark.parametrize(
    ("caption", "study"),
    [
        ("Table 2: Adverse Reactions in Patients Receiving DRUG-X in SUNRISE-2", "SUNRISE-2"),
        ("Table 4 Selected Laboratory Abnormalities (SUNRISE)", "SUNRISE"),
        ("Table 4: Adverse Reactions (≥10%) in the DAWN Trial", "DAWN"),
        ("Table 5: Adverse Reactions in the DAWN Lung 100 Trial", "DAWN Lung 100"),
        ("Table 6: Adverse Reactions in Studies AB123 and AB456", "Studies AB123 and AB456"),
        ("Table 7: Adverse Reactions in Adults (Study 1)", "Study 1"),
        ("Adverse Reactions Followed by Radiotherapy (SUN12) or Surgery (SUN13)", None),
        ("Adverse Reactions with DRUG-X or Standard of Care (FLAG, ABC, or XYZAC)", None),
        ("Treatment-Emergent Adverse Events (TEAEs) in Controlled Trials", None),
        ("Table 1. Adverse Reactions in Adults with Hypertension", None),
    ],
)
def test_names_the_study_of_a_caption(caption: str, study: str | None) -> None:
    assert study_name(caption) == study


def test_the_product_is_no_study() -> None:
    assert study_name("Adverse Reactions Across all EXAMPLINE Studies", ("Exampline",)) is None


def test_names_the_population_of_a_caption() -> None:
    caption = "Table 3: Adverse Reactions (≥3%) From Two Trials in Children With Asthma"
    assert population_name(caption) == "Children With Asthma"
    assert population_name("Table 9: Incidence of Akathisia") is None
