"""The root of all facts."""

from dataclasses import dataclass
from decimal import Decimal
from typing import ClassVar

from kg.codes import Comparison, Form
from kg.concepts import Concept
from kg.locator import Evidence, Span


class FactId(str):
    """The id of a fact of the same label, which stands in the graph as the fact's IRI."""

    __slots__ = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Fact:
    """A statement of a label with the words that make it.

    `evidence` is never empty; its first entry is the place that states the fact most fully, the others are further
    words it was read from (header cells, footnotes). `also_in` are places that state the same again. `values` are the
    characters that were read as this fact's numbers (the audit counts them). `read_by` names the reader or pattern.
    `incomplete` holds risky words of the statement that no field explains. `differs_from` holds the ids of facts of
    the same label that speak of the same thing and say something else.
    """

    kind: ClassVar[str]

    evidence: tuple[Evidence, ...]
    also_in: tuple[Evidence, ...] = ()
    values: tuple[Span, ...] = ()
    read_by: str
    form: Form = Form.SENTENCE
    incomplete: tuple[str, ...] = ()
    differs_from: tuple[FactId, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Threshold:
    """A bound on a finding: "total bilirubin > 1.5 x ULN". `relative_to` is "ULN", "baseline" or None.

    `findings` are the terms that the printed parameter names: two of "ALT or AST".
    """

    parameter: str
    operator: Comparison
    value: Decimal
    unit: str | None = None
    relative_to: str | None = None
    findings: tuple[Concept, ...] = ()
