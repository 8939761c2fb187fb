"""Labels by what they are known by: `label` for one of them, `labelsKnownAs` for many in one call."""

from collections.abc import Iterator, Mapping, Sequence

import strawberry

from graphql_api.context import Context, Info
from graphql_api.executor import Things
from graphql_api.types.described import described
from graphql_api.types.named import list_of
from graphql_api.types.shaped import NAMES
from kg.errors import NotFoundError, QueryError, TooCostlyError
from kg.known import Scheme

strawberry.enum(Scheme, description="What labels are known by: names of products and substances, and codes.")


@strawberry.type(description="What labels were asked for by, with those that have it.")
class KnownAs:
    """A name or code with its labels."""

    scheme: Scheme = strawberry.field(description="What the code is.")
    code: str = strawberry.field(description="The name or code, as it was given.")
    labels: Things = strawberry.field(
        graphql_type=list_of(NAMES["Label"]), description="The labels that have it: none, one or several."
    )
    problem: str | None = strawberry.field(description="Why it can be none of its scheme; null where it can.")


@strawberry.type
class Labels:
    """Questions for labels by their names and codes."""

    @described(
        "The one label with an IRI, or of a product or substance in any case, or with a set id, NDC (in 10 or 11 digits, with or "
        "without hyphens), UNII or RxCUI; else NOT_FOUND, or BAD_USER_INPUT where there are several.",
        kind=NAMES["Label"] | None,
        arguments={
            "id": "The label's IRI.",
            "name": "The name of a product or substance, in any case and signs.",
            "set_id": "The set id of the label.",
            "ndc": "An NDC of a product or package, in 10 or 11 digits with or without hyphens.",
            "unii": "The UNII of a substance.",
            "rxcui": "An RxNorm concept of a product.",
        },
    )
    def label(
        self,
        info: Info,
        *,
        id: strawberry.ID | None = None,  # noqa: A002
        name: str | None = None,
        set_id: str | None = None,
        ndc: str | None = None,
        unii: str | None = None,
        rxcui: str | None = None,
    ) -> Things:
        given = {"id": id, "name": name, "setId": set_id, "ndc": ndc, "unii": unii, "rxcui": rxcui}
        return _things(info.context, [_label(info.context, given)], is_many=False)

    @described(
        "The labels of each of many names (of products or substances) and codes; those that no label has are told with an empty list.",
        kind=list_of(KnownAs),
        arguments={
            "names": "Names of products or substances.",
            "set_ids": "Set ids of labels.",
            "ndcs": "NDCs in 10 or 11 digits, with or without hyphens.",
            "uniis": "UNIIs of substances.",
            "rxcuis": "RxNorm concepts of products.",
        },
    )
    def labels_known_as(
        self,
        info: Info,
        *,
        names: list[str] | None = None,
        set_ids: list[str] | None = None,
        ndcs: list[str] | None = None,
        uniis: list[str] | None = None,
        rxcuis: list[str] | None = None,
    ) -> list[KnownAs]:
        given = dict(zip(Scheme, (names, set_ids, ndcs, uniis, rxcuis), strict=True))
        wanted = [(scheme, code) for scheme, codes in given.items() for code in codes or ()]
        most = info.context.settings.graphql_things
        if len(wanted) > most:
            raise TooCostlyError(
                f"labels are asked for by {len(wanted)} codes", expected=f"{most} at most (graphql_things)"
            )
        return list(_known_as(info.context, wanted))


def _label(context: Context, given: Mapping[str, str | None]) -> str:
    """The IRI of the label that has the one thing that is given."""
    asked = {scheme: code for scheme, code in given.items() if code is not None}
    if len(asked) != 1:
        what = f"a label is asked for by {' and '.join(asked) or 'nothing'}"
        raise QueryError(what, expected=f"one of {', '.join(given)}")
    ((scheme, code),) = asked.items()
    if scheme != "id":
        return context.held.known.only(Scheme(scheme), code)
    if context.held.node(code) is None or code not in context.held.current:
        raise NotFoundError(f"no label has the id {code!r}", remedy="list them with labels { nodes { id name } }")
    return code


def _known_as(context: Context, wanted: Sequence[tuple[Scheme, str]]) -> Iterator[KnownAs]:
    for scheme, code in wanted:
        try:
            found, problem = context.held.known.by(scheme, code), None
        except QueryError as error:
            found, problem = (), str(error)
        yield KnownAs(scheme=scheme, code=code, labels=_things(context, found), problem=problem)


def _things(context: Context, labels: Sequence[str], *, is_many: bool = True) -> Things:
    nodes = [node for label in labels if (node := context.held.node(label))]
    return Things(shape="Label", nodes=nodes, is_many=is_many)
