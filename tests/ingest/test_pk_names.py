from pathlib import Path

import pytest

from ingest.pk_names import PATH, parameters
from kg.errors import KnowledgeError


def test_every_parameter_holds_its_examples() -> None:
    assert len({parameter.id for parameter in parameters()}) == len(parameters()) > 10


@pytest.mark.parametrize(
    ("words", "identifier", "named"),
    [
        ("The apparent total clearance was 3 L/h", "clearance", "apparent total clearance"),
        ("the area under the concentration-time curve", "exposure", "area under the concentration-time curve"),
        ("Mean AUC0-24h was", "exposure", "AUC0"),
        ("mean C max of 3 ng/mL", "concentration", "C max"),
        ("steady-state is reached", "time-to-steady-state", "steady-state"),
    ],
)
def test_a_name_is_found_with_what_belongs_to_it(words: str, identifier: str, named: str) -> None:
    (parameter,) = [one for one in parameters() if one.id == identifier]
    found = parameter.printed.search(words)
    assert found is not None
    assert found.group() == named


@pytest.mark.parametrize(
    ("entry", "message"),
    [
        (
            'names = ["Kel"]\naccepts = ["Kel"]\nrejects = ["the Kel of it"]',
            "does not hold its example 'the Kel of it'",
        ),
        ('names = ["Kel"]\naccepts = ["kilo"]\nrejects = ["kg"]', "does not hold its example 'kilo'"),
        ('names = ["Kel"]\naccepts = ["Kel"]\nrejects = []', "'kel' lacks examples"),
    ],
)
def test_an_entry_whose_examples_do_not_hold_is_refused(entry: str, message: str, tmp_path: Path) -> None:
    file = tmp_path / PATH.name
    shown = f'qualifiers = []\n[[parameter]]\nid = "kel"\n{entry}\ndimensions = ["RATE"]\n'
    file.write_text(shown, encoding="utf-8")
    with pytest.raises(KnowledgeError, match=message):
        parameters(file)
