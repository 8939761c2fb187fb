"""Labels side by side, as GraphQL has them: rows by subject, with a cell for each label."""

from enum import Enum

import strawberry

from graphql_api.executor import Things
from graphql_api.graph.facts import FACT
from graphql_api.graph.paging import Direction
from graphql_api.types.described import described
from graphql_api.types.named import list_of
from graphql_api.types.shaped import NAMES


@strawberry.enum(description="What rows of a comparison are ordered by.")
class LabelComparisonOrderField(Enum):
    """Orders of rows."""

    SUBJECT = strawberry.enum_value("SUBJECT", description="The values of the subject, in alphabetical order.")
    LABELS = strawberry.enum_value("LABELS", description="How many of the labels say something of it.")
    FACTS = strawberry.enum_value("FACTS", description="How many facts the labels have of it.")


@strawberry.input(description="An order by one thing.")
class LabelComparisonOrder:
    """An order of rows."""

    field: LabelComparisonOrderField = strawberry.field(description="What rows are ordered by.")
    direction: Direction = strawberry.field(default=Direction.ASC, description="Upwards where it is left out.")


@strawberry.input(description="What must hold of a field of the subject; all of it together, in any case.")
class SubjectFilter:
    """A filter of one field."""

    field: str = strawberry.field(description="The name of the field, as rows have it.")
    eq: str | None = strawberry.field(default=None, description="Is this: the term, the code, or words as printed.")
    in_: list[str] | None = strawberry.field(default=None, name="in", description="Is one of these.")
    contains: str | None = strawberry.field(default=None, description="Has these words.")


@strawberry.input(description="What must hold of a row; all of it together.")
class LabelComparisonFilter:
    """A filter of rows."""

    subject: list[SubjectFilter] | None = strawberry.field(default=None, description="What must hold of the subject.")
    is_in_all: bool | None = strawberry.field(
        default=None, description="True for what every label speaks of, false for what one of them does not."
    )
    missing_in: list[str] | None = strawberry.field(
        default=None, description="Labels, as `labels` names them, none of which speaks of it."
    )


@strawberry.type(description="What facts share that speak of the same thing: the value of one field.")
class SubjectField:
    """A field of a subject."""

    field: str = strawberry.field(description="The name of the field.")
    value: str | None = strawberry.field(
        description="The name of the term that the words name, several joined by a slash; else the words or the code."
    )
    terms: list[strawberry.ID] = strawberry.field(description="The IRIs of the terms.")
    printed: list[str] = strawberry.field(description="The words as the labels print them, or the code.")


@strawberry.type(description="What a label says of a subject.")
class LabelComparisonCell:
    """A cell."""

    label: Things = strawberry.field(graphql_type=NAMES["Label"], description="The label.")
    facts: Things = strawberry.field(
        graphql_type=list_of(NAMES[FACT]),
        description="Its facts, in the order of the text; none where it says nothing of it.",
    )


@strawberry.type(description="A subject with what each label says of it.")
class LabelComparisonRow:
    """A row."""

    subject: list[SubjectField] = strawberry.field(description="What it is.")
    is_in_all: bool = strawberry.field(description="Whether every label speaks of it.")
    cells: list[LabelComparisonCell] = strawberry.field(description="A cell for each label, in the order of `labels`.")


@strawberry.type(description="A row with its place in a list.")
class LabelComparisonEdge:
    """A row and its cursor."""

    cursor: str = strawberry.field(description="The place of the row in the order.")
    node: LabelComparisonRow = strawberry.field(description="The row.")


@strawberry.type(description="Labels side by side, in pages of rows.")
class LabelComparisonConnection:
    """Rows in pages. The executor puts them into the answer as a whole: see `graphql_api.trees`."""

    nodes: list[LabelComparisonRow] = strawberry.field(description="The rows of the page.")
    edges: list[LabelComparisonEdge] = strawberry.field(description="The rows of the page, each with its cursor.")
    page_info: object = strawberry.field(graphql_type=NAMES["PageInfo"], description="Where the page begins and ends.")
    total_count: int = strawberry.field(description="How many rows there are on all pages.")

    @described(
        "How many rows of all pages there are for each value of fields of the subject.", kind=list_of(NAMES["Facet"])
    )
    def facets(self, by: list[str]) -> None:
        """Never called: the executor takes what the tree holds."""
