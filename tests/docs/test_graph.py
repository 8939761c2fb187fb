"""docs/graph.md names only terms that the ontology has, and all properties that fields have under another name."""

import re
from pathlib import Path

import pytest

from kg.identity import CATALOGUE, ID
from kg.store import ONTOLOGY_GRAPH
from kg.terms import CODE, LG, OWN_PROPERTY, describe


@pytest.fixture(scope="module")
def page(root: Path) -> str:
    return (root / "docs" / "graph.md").read_text(encoding="utf-8")


def test_terms_exist(page: str) -> None:
    named = {LG + name for name in re.findall(r"\blg:(\w+)", page)}
    named |= {CODE + name for name in re.findall(r"\bcode:(\w[\w-]*)", page)}
    assert len(named) > 15
    for iri in named:
        describe(iri)


def test_properties_of_another_name_are_listed(page: str) -> None:
    assert all(f"`lg:{name}`" in page for name in OWN_PROPERTY.values())


@pytest.mark.parametrize("iri", [LG, CODE, f"{ID}label/", f"{ID}document/", CATALOGUE, ONTOLOGY_GRAPH])
def test_names_are_those_of_the_code(page: str, iri: str) -> None:
    assert f"`{iri}`" in page
