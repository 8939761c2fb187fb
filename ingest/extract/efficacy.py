"""The results of studies in the tables of section 14 (21 CFR 201.57(c)(15))."""

from collections.abc import Iterator

from ingest.names import product_names
from ingest.passages import evidence
from ingest.reading import PlacedTable, Reading, is_within
from ingest.tables.caption import table_title
from ingest.tables.observations import label_header
from ingest.tables.results import Finding, is_results, read_results
from kg.codes import Form
from kg.facts import Efficacy


def extract(reading: Reading) -> Iterator[Efficacy]:
    """One fact per cell of results: what it states for an endpoint, an outcome and an arm."""
    names = product_names(reading.document)
    for placed in reading.tables:
        if not is_within(placed.chapter, ("14",)) or not placed.table.understood:
            continue
        if is_results(table_title(placed.table), label_header(placed.table)):
            for finding in read_results(placed.table, names):
                yield _fact(reading, placed, finding)


def _fact(reading: Reading, placed: PlacedTable, finding: Finding) -> Efficacy:
    result = finding.result
    quotes = (cell.text.span() for cell in finding.cells if cell.text is not None)
    return Efficacy(
        evidence=tuple(
            evidence(reading.document, span, section=placed.section, table=placed.table, headings=placed.headings)
            for span in quotes
        ),
        values=finding.values,
        read_by="efficacy.table",
        form=Form.TABLE,
        endpoint=finding.endpoint,
        outcome=finding.outcome,
        arm=finding.arm,
        arm_n=finding.arm_n,
        count=result.count,
        n=result.n,
        percent=result.percent,
        value=result.value,
        unit=result.unit,
        ci_level=finding.ci_level,
        ci_low=result.ci_low,
        ci_high=result.ci_high,
        p_comparison=result.p_comparison,
        p_value=result.p_value,
    )
