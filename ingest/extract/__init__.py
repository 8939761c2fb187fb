"""The extractors, one module per kind of fact; none imports another. Each turns a reading into statements."""

from collections.abc import Callable, Iterator

from ingest.extract import (
    administration,
    adverse_reaction,
    adverse_reaction_list,
    appearance,
    boxed_warning,
    contraindication,
    cross_reference,
    efficacy,
    handling,
    ingredient,
    lab_abnormality,
    material,
    package,
    preparation,
    product,
    time_limit,
    warning,
)
from ingest.reading import Reading
from kg.facts import Fact

Extractor = Callable[[Reading], Iterator[Fact]]

EXTRACTORS: tuple[Extractor, ...] = (
    product.extract,
    boxed_warning.extract,
    warning.extract,
    contraindication.extract,
    adverse_reaction.extract,
    adverse_reaction_list.extract,
    lab_abnormality.extract,
    preparation.extract,
    material.extract,
    time_limit.extract,
    administration.extract,
    handling.extract,
    appearance.extract,
    ingredient.extract,
    package.extract,
    efficacy.extract,
    cross_reference.extract,
)
