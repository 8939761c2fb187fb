"""Queries as documents: what a query asks is read and checked once, and known from then on by its text."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from graphql import (
    ASTValidationRule,
    DocumentNode,
    GraphQLError,
    GraphQLSchema,
    OperationDefinitionNode,
    parse,
    specified_rules,
    validate,
)
from strawberry.extensions import SchemaExtension

from graphql_api.limits import check_length
from graphql_api.persisted import PersistedQueries

KEPT = 256
"""Documents that are known; those that were asked the longest time ago are forgotten when there are more."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """A query, what is wrong with it, and the names of its operations."""

    tree: DocumentNode
    faults: Sequence[GraphQLError]
    operations: Sequence[str]

    def faults_for(self, operation: str | None) -> list[GraphQLError]:
        """What is wrong with it for a request that names an operation or none (GraphQL, section 6.1)."""
        if self.faults or operation is not None or len(self.operations) < 2:
            return list(self.faults)
        names = ", ".join(name for name in self.operations if name)
        what = f"the document has {len(self.operations)} operations; expected operationName, one of {names}"
        return [GraphQLError(what)]


class Documents:
    """Documents by the texts of queries, which may have so many `tokens`; `rules` are those of validation besides GraphQL's own."""

    def __init__(self, rules: Sequence[type[ASTValidationRule]], *, tokens: int):
        self._rules, self._tokens = (*specified_rules, *rules), tokens
        self._known = lru_cache(KEPT)(self._read)

    def of(self, schema: GraphQLSchema, text: str) -> Document:
        """The document of a query; GraphQLError for a text that is none."""
        return self._known(schema, text)

    def _read(self, schema: GraphQLSchema, text: str) -> Document:
        tree = parse(text, max_tokens=self._tokens)
        operations = [one for one in tree.definitions if isinstance(one, OperationDefinitionNode)]
        return Document(
            tree=tree,
            faults=validate(schema, tree, self._rules),
            operations=[one.name.value if one.name else "" for one in operations],
        )


class Asking(SchemaExtension):
    """Gives a request the document of its query of so many characters at most, before the libraries would read it anew."""

    def __init__(self, documents: Documents, persisted: PersistedQueries, *, characters: int):
        self._documents, self._persisted, self._characters = documents, persisted, characters

    def on_operation(self) -> Iterator[None]:
        context = self.execution_context
        check_length(context.query or "", self._characters)
        context.query = self._persisted.query(context.query, context.operation_extensions or {})
        if context.query:
            document = self._documents.of(context.schema._schema, context.query)
            context.graphql_document = document.tree
            # `operation_name` is that of the first operation where the request has none.
            context.pre_execution_errors = document.faults_for(context._provided_operation_name)
        yield
