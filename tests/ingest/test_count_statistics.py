import pytest

from ingest.count_statistics import counted_shares
from ingest.tokens import tokenize

Numbers = tuple[int, int, float]


@pytest.mark.parametrize(
    ("text", "shares"),
    [
        ("Rash was reported in 12/60 patients (20%).", [(12, 60, 20)]),
        ("Rash was reported in 20% (12/60) of patients.", [(12, 60, 20)]),
        ("Rash occurred in 12 of 60 treated patients (20.0%) and itching in 6/60 (10%).", [(12, 60, 20), (6, 60, 10)]),
        ("Rash occurred in 1.1% (8 out of 740 patients treated with DRUG-X).", [(8, 740, 1.1)]),
        ("The response rate was 37.9% (72/190; 95% CI: 31.0–44.8).", [(72, 190, 37.9)]),
        ("Rash occurred in 4 (2%) of 180 patients.", [(4, 180, 2)]),
        ("One patient out of 50 in the DRUG-X group (2%) responded.", [(1, 50, 2)]),
        ("Fatal bleeding occurred in 3/520 (<1%) of the patients.", [(3, 520, 1)]),
        ("Rash occurred in 12 of 60 patients and itching in 20% of patients.", []),
        ("Rash lasted for 32 (14% of 236) patients and 48 patients (24% of 197).", [(32, 236, 14), (48, 197, 24)]),
        ("Eleven (85%) of the 13 patients with rash recovered.", [(11, 13, 85)]),
        ("Rash occurred in 2.0% of patients on DRUG-X (6/303) and placebo (6/301).", [(6, 303, 2), (6, 301, 2)]),
        ("Rash occurred in 2.0% of patients on DRUG-X (6/303) and fever in some (30/301).", [(6, 303, 2)]),
        ("Rash occurred in 12 patients (20%).", []),
        ("The ratio was 3/4 (20%).", []),
    ],
)
def test_shares_of_a_sentence(text: str, shares: list[Numbers]) -> None:
    found = counted_shares(tokenize(text)[:])
    assert [(share.count, share.n, float(share.percent)) for share in found] == shares
