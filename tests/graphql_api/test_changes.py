"""What breaks clients of the released schema is found, and named in the changelog."""

import pytest

from tests.graphql_api.changes import CHANGELOG, FIX, RELEASED, breaks, current, unnamed

OLD = "type Query { dose(unit: String, most: Int): Dose } type Dose { amount: Int! unit: Unit } enum Unit { MG ML }"


def test_every_change_that_breaks_clients_is_in_the_changelog() -> None:
    found = breaks(RELEASED.read_text(encoding="utf-8"), current())
    missing = unnamed(found, CHANGELOG.read_text(encoding="utf-8"))
    assert not missing, f"{missing}: {FIX}"


@pytest.mark.parametrize(
    ("new", "about"),
    [
        (OLD.replace("amount: Int! ", ""), "Dose.amount"),
        (OLD.replace("Int!", "Int"), "Dose.amount"),
        (OLD.replace("unit: String", "unit: String!"), "Query.dose"),
        (OLD.replace(" ML", ""), "Unit.ML"),
        (OLD.replace(": Unit", ": String").replace("enum Unit { MG ML }", ""), "Unit"),
    ],
)
def test_a_change_that_breaks_clients_must_be_named(new: str, about: str) -> None:
    found = breaks(OLD, new)
    assert found
    assert unnamed(found, "## Unreleased\n\n- GraphQL: nothing.\n") == found
    line = f"## Unreleased\n\n- GraphQL, breaking: `{about}` and `Dose.unit` are other ones.\n"
    assert unnamed(found, line) == []
    assert unnamed(found, f"## Unreleased\n\n## 1.0\n{line.partition(chr(10) * 2)[2]}") == found


def test_what_is_added_breaks_nothing() -> None:
    assert breaks(OLD, OLD.replace("amount: Int!", "amount: Int! vials: Int").replace("MG ML", "MG ML L")) == []
