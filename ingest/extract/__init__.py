"""The extractors, one module per kind of fact; none imports another. Each turns a reading into statements."""

from collections.abc import Callable, Iterator

from ingest.extract import boxed_warning, contraindication, cross_reference, product, warning
from ingest.reading import Reading
from kg.facts import Fact

Extractor = Callable[[Reading], Iterator[Fact]]

EXTRACTORS: tuple[Extractor, ...] = (
    product.extract,
    boxed_warning.extract,
    warning.extract,
    contraindication.extract,
    cross_reference.extract,
)
