"""Labels by what they are known by: names, set ids, and the codes of their products and substances."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from kg.errors import NotFoundError, QueryError
from kg.identity import slug
from kg.ndc import ndc_forms
from kg.query import Ask


class Scheme(StrEnum):
    """What labels are known by: the names of their products and substances, and codes."""

    NAME = "name"
    SET_ID = "setId"
    NDC = "ndc"
    UNII = "unii"
    RXCUI = "rxcui"

    def forms(self, code: str) -> Sequence[str]:
        """The forms in which a code may be printed, however it is given; none if it cannot be one.

        Case and signs between words do not count.
        """
        if self is Scheme.NDC:
            return ndc_forms(code)
        return [form] if (form := slug(code)) else []


_EXPECTED = {Scheme.NDC: "an NDC of 10 or 11 digits, or of a product in two groups: 0000-0100"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """The labels of a store; `codes` has those of each form of a code of a scheme, in ascending order."""

    labels: frozenset[str]
    codes: Mapping[tuple[Scheme, str], Sequence[str]]

    def by(self, scheme: Scheme, code: str) -> Sequence[str]:
        """The IRIs of the labels that have a code. QueryError for what cannot be one."""
        forms = scheme.forms(code)
        if not forms:
            raise QueryError(f"{scheme.value} cannot be {code!r}", expected=_EXPECTED.get(scheme, "letters or figures"))
        return sorted({label for form in forms for label in self.codes.get((scheme, form), ())})

    def only(self, scheme: Scheme, code: str) -> str:
        """The IRI of the one label that has a code. NotFoundError where there is none, QueryError where there are several."""
        return _only(self.by(scheme, code), code)

    def called(self, given: str) -> str:
        """The IRI of the one label that has an IRI, a name or a set id. Errors are those of `only`."""
        return (
            given
            if given in self.labels
            else _only(self.by(Scheme.NAME, given) or self.by(Scheme.SET_ID, given), given)
        )


def known_labels(ask: Ask) -> Known:
    """What the labels of a store are known by; the store is asked once."""
    rows = ask("label_identifier", {})
    codes = defaultdict[tuple[Scheme, str], list[str]](list)
    for row in rows:
        scheme, code = Scheme(str(row["scheme"])), str(row["code"])
        for form in [code] if scheme is Scheme.NDC else scheme.forms(code):
            codes[scheme, form].append(str(row["label"]))
    labels = frozenset(str(row["label"]) for row in ask("label", {}))
    return Known(labels=labels, codes=dict(codes))


def _only(labels: Sequence[str], given: str) -> str:
    if not labels:
        raise NotFoundError(f"no label is known as {given!r}", remedy="list them with labels { nodes { id name } }")
    if len(labels) > 1:
        raise QueryError(f"{given!r} names {len(labels)} labels", expected=f"the id of one of {', '.join(labels)}")
    return labels[0]
