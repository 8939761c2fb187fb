"""What labels are known by."""

import pytest
from pyoxigraph import Store

from kg.errors import NotFoundError, QueryError
from kg.known import Known, Scheme, known_labels
from kg.query import asker
from tests.example import LABEL_IRI


@pytest.fixture(scope="module")
def known(store: Store) -> Known:
    return known_labels(asker(store))


@pytest.mark.parametrize(
    ("scheme", "code"),
    [
        (Scheme.NAME, "besponsa"),
        (Scheme.NAME, "EXAMPLINIB"),
        (Scheme.NDC, "0000-0100-01"),
        (Scheme.NDC, "NDC 00000-0100-01"),
        (Scheme.UNII, "example001"),
        (Scheme.RXCUI, "1000002"),
    ],
)
def test_a_label_is_known_by_its_names_and_codes(known: Known, scheme: Scheme, code: str) -> None:
    assert known.only(scheme, code) == LABEL_IRI


def test_a_label_is_called_by_its_iri_or_name(known: Known) -> None:
    assert known.called(LABEL_IRI) == known.called("Besponsa") == LABEL_IRI


def test_what_no_label_or_several_have_is_told(known: Known) -> None:
    with pytest.raises(NotFoundError, match="'wumpus'"):
        known.called("wumpus")
    with pytest.raises(QueryError, match="name cannot be '—'"):
        known.by(Scheme.NAME, "—")
    two = Known(labels=frozenset({"urn:a", "urn:b"}), codes={(Scheme.UNII, "x1"): ("urn:b", "urn:a")})
    with pytest.raises(QueryError, match="'X1' names 2 labels; expected the id of one of urn:a, urn:b"):
        two.only(Scheme.UNII, "X1")
