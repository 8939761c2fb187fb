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
        ("Adverse Reactions in Adults Receiving DRUG-X in DAWN and Reported More Often than with Placebo", "DAWN"),
        ("Adverse Reactions in Adults Receiving DRUG-X in sunrisE", "sunrisE"),
        ("Adverse Reactions in Adults Receiving DRUG-X in SunRise", "SunRise"),
        ("Adverse Reactions in Adults Receiving DRUG-X in SunRise 9LA", "SunRise 9LA"),
        ("Adverse Reactions in Adults Receiving DRUG-X in DAWN Lung 100", "DAWN Lung 100"),
        ("Adverse Reactions in Adults Receiving DRUG-X in X-DAWN", "X-DAWN"),
        ("Adverse Reactions in Adults Receiving DRUG-X in D.A.W.N.", "D.A.W.N."),
        ("Adverse Reactions in Adults Receiving DRUG-X in DAWN a", "DAWN"),
        ("Adverse Reactions in Adults Treated with DRUG-X in SUN", "SUN"),
        ("Adverse Reactions in the SUN Study", "SUN"),
        ("Adverse Reactions in the SunRise™ Study (≥10%)", "SunRise"),
        ("DAWN Incidence of Bleeding", "DAWN"),
        ("Dose-related Adverse Reactions: DAWN trial", "DAWN"),
        ("Adverse Reactions in Patients with AML", None),
        ("Adverse Reactions in Patients with mCRPC", None),
        ("ADVERSE REACTIONS IN ADULTS", None),
        ("Adverse Reactions in Adults with Gout in Two Trials or in Adults with Asthma in the DAWN Trial", None),
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


@pytest.mark.parametrize(
    ("caption", "population"),
    [
        ("Table 3: Adverse Reactions (≥3%) From Two Trials in Children With Asthma", "Children With Asthma"),
        ("Reactions in 5% or More of DRUG-X Treated Adults with Gout and Greater than Placebo", "Adults with Gout"),
        (
            "Reactions in DRUG-X-Treated Patients and More Than with Placebo in a 12-Week Gout Trial",
            "12-Week Gout Trial",
        ),
        ("Reactions Reported by At Least 10% of All Patients in Any Trial", None),
        ("Reactions Reported in Patients Treated With Study Drug (5%) or in Cycles With Study Drug", None),
        ("Table 9: Incidence of Akathisia", None),
        ("Incidence of Reactions among Pediatric Patients", "Pediatric Patients"),
        ("Patients with Adverse Events from Two 10-Week Trials", "Two 10-Week Trials"),
        ("Reactions in 5% of Patients in Either Group", None),
        ("Reactions in the Fixed-Dose Gout Trial", "Fixed-Dose Gout Trial"),
        ("Reactions in 5% and More Than with Placebo for Cluster Headache (Adults)", "Cluster Headache (Adults)"),
    ],
)
def test_names_the_population_of_a_caption(caption: str, population: str | None) -> None:
    assert population_name(caption) == population
