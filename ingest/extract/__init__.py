"""The extractors, one module per kind of fact; none imports another. Each turns a reading into statements."""

from collections.abc import Callable, Iterator

from ingest.extract import (
    abbreviation,
    administration,
    adverse_reaction,
    adverse_reaction_list,
    appearance,
    boxed_warning,
    contraindication,
    cross_reference,
    definition,
    dose,
    dose_rule,
    dose_rule_table,
    dose_table,
    efficacy,
    handling,
    ingredient,
    lab_abnormality,
    material,
    package,
    population,
    premedication,
    preparation,
    product,
    schedule,
    statistic,
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
    dose_table.extract,
    dose.extract,
    schedule.extract,
    premedication.extract,
    dose_rule_table.extract,
    dose_rule.extract,
    contraindication.extract,
    adverse_reaction.extract,
    adverse_reaction_list.extract,
    lab_abnormality.extract,
    statistic.extract,
    preparation.extract,
    material.extract,
    time_limit.extract,
    administration.extract,
    handling.extract,
    appearance.extract,
    ingredient.extract,
    package.extract,
    efficacy.extract,
    definition.extract,
    abbreviation.extract,
    population.extract,
    cross_reference.extract,
)
