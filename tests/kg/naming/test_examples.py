"""The examples beside the entries of the lists hold, and one that does not is named."""

from pathlib import Path

import pytest

from kg.errors import KnowledgeError
from kg.naming.examples import check_examples
from tests.kg.naming.lists import added


def test_every_example_holds() -> None:
    check_examples()


@pytest.mark.parametrize(
    ("name", "entry", "message"),
    [
        (
            "finding",
            '[[term]]\nid = "zinc"\nlabel = "zinc"\naccepts = ["Zn increased"]\nrejects = ["zinc oxide"]',
            "finding.toml: 'Zn increased' names nothing; expected zinc",
        ),
        (
            "finding",
            '[[term]]\nid = "zinc"\nlabel = "zinc"\naccepts = ["zinc"]\nrejects = ["low zinc"]',
            "'low zinc' names zinc; expected anything but zinc",
        ),
        (
            "finding",
            '[[term]]\nid = "zinc"\nlabel = "zinc"\nprinted = ["ALT"]\naccepts = ["zinc"]\nrejects = ["tin"]',
            "'ALT' names two findings",
        ),
        (
            "material",
            '[[term]]\nid = "oak"\nlabel = "oak"\naccepts = ["oak"]',
            "material.toml: 'oak' lacks accepts or rejects",
        ),
    ],
)
def test_a_wrong_entry_is_named(
    name: str, entry: str, message: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with added(name, entry, tmp_path, monkeypatch), pytest.raises(KnowledgeError) as error:
        check_examples()
    assert message in str(error.value)
