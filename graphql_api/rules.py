"""Rules of validation of our own (GraphQL, section 5), beside those of the libraries."""

from graphql import FieldNode, GraphQLError, ValidationContext, ValidationRule

_INTROSPECTION = frozenset({"__schema", "__type"})
MOST = 4
"""How often a query may ask for the schema: an editor asks once, and each time takes as long as a hundred answers."""


class FewIntrospections(ValidationRule):
    """Refuses a query that asks for the schema many times."""

    def __init__(self, context: ValidationContext):
        super().__init__(context)
        self._asked = 0

    def enter_field(self, node: FieldNode, *_: object) -> None:
        """Count a field that asks for the schema."""
        if node.name.value in _INTROSPECTION:
            self._asked += 1
            if self._asked == MOST + 1:
                what = f"the schema is asked for more than {MOST} times in one query"
                self.context.report_error(GraphQLError(what, node, extensions={"code": "TOO_COSTLY"}))
