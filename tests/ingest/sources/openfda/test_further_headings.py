"""Where one more heading stands behind a title."""

import pytest

from ingest.sources.openfda.further_headings import title_words


@pytest.mark.parametrize(
    ("title", "behind"),
    [
        ("Non-Wart Skin Cancer – Treatment of Patients with Warts", "Study 1"),
        ("Specific Populations", "Patients with Hepatic Impairment"),
        ("Dosage for Common Warts", "Recommended Dosage in Adults"),
        ("Dosage for Common Warts (CW)", "Treatment Initiation"),
        ("Adults with Renal Impairment or Hepatic Impairment", "Renal Impairment"),
        ("Dosage in Pediatric Patients", "Dosage in Pediatric Patients 8 Years of Age"),
        ("Use in Patients With", ""),
        ("Monitoring of Patients With Certain Warts", ""),
        ("Drugs in Young Adult Patients with Warts or Pediatric Patients with Warts", ""),
        ("Treatment of Warts and Reduction in the Risk of Recurrence of Warts", ""),
        ("Switching from Intravenous Exampline to Oral Exampline", ""),
        ("Locally Advanced or Metastatic Warts and Locally Advanced or Metastatic Corns", ""),
        ("Common Warts (CW) CW Study 1", ""),
    ],
)
def test_a_title_and_the_heading_behind_it(title: str, behind: str) -> None:
    words = f"{title} {behind}".split()
    assert " ".join(words[: title_words(words)]) == title
