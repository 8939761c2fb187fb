"""Whether the examples that stand beside the entries of the lists hold."""

from collections.abc import Callable, Iterable, Iterator
from functools import partial

from kg.concepts import LISTS, Concept, ctcae, entries
from kg.errors import KnowledgeError
from kg.naming import findings
from kg.naming.materials import material
from kg.naming.reaction_group import Group, are_alike, group, stands_for_reactions
from kg.naming.reactions import organ_class, reactions
from kg.naming.words import PATH, Pairs, WordsRow, key, knowledge, parts, table, words

_Named = Callable[[str], tuple[Concept, ...]]


def check_examples() -> None:
    """Raises KnowledgeError for the first example that does not hold, and for an entry without examples."""
    for scheme in LISTS:
        named = _finding if scheme == "finding" else _material
        for entry in entries(scheme):
            if not entry.accepts or not entry.rejects:
                raise KnowledgeError(f"{entry.concept.label!r} lacks accepts or rejects", where=_file(scheme))
            _check(entry.concept, (*entry.accepts, entry.concept.label, *entry.printed), entry.rejects, named)
    for entry in ctcae():
        _check(entry.concept, (entry.concept.label, *entry.printed), entry.rejects, _reaction)
    for fault in _faults_of_words():
        raise KnowledgeError(fault, where=PATH.name)


def _check(concept: Concept, accepts: Iterable[str], rejects: Iterable[str], named: _Named) -> None:
    scheme = concept.scheme.partition("#")[2]
    for example, wanted in (*((one, True) for one in accepts), *((one, False) for one in rejects)):
        found = named(example)
        if (concept in found) is not wanted:
            labels = ", ".join(one.label for one in found) or "nothing"
            what = f"{example!r} names {labels}"
            expected = f"{'' if wanted else 'anything but '}{concept.label}"
            raise KnowledgeError(what, where=_file(scheme), expected=expected)


def _file(scheme: str) -> str:
    return f"ontology/terms/{'reaction' if scheme == 'ctcae' else scheme}.toml"


def _finding(printed: str) -> tuple[Concept, ...]:
    return tuple(one.concept for one in findings.mentioned(printed))


def _material(printed: str) -> tuple[Concept, ...]:
    found = material(printed)
    return (found,) if found else ()


def _reaction(printed: str) -> tuple[Concept, ...]:
    return tuple(one.term for one in reactions(printed) if one.term)


def _faults_of_words() -> Iterator[str]:
    """What of `words.toml` does not do what its examples say."""
    data = knowledge()
    for row in (*data["spelling"], *data["plural"], data["silent"]):
        yield from _faults_of_pairs(row, lambda printed: key(words(printed)))
    yield from _faults_of_pairs(data["of_values"], lambda printed: findings.parameter_key(list(words(printed))))
    for told in data["direction"]:
        yield from _faults(told, partial(_tells, told["direction"]))
    yield from _faults(data["of_things"], lambda printed: bool(table().of_things & set(words(printed))))
    yield from _faults(data["of_reactions"], lambda printed: bool(table().of_reactions & set(words(printed))))
    yield from _faults(data["beside_reactions"], lambda printed: group(printed) is Group.ANY)
    yield from _faults(data["some_reactions"], lambda printed: group(printed) is Group.SOME)
    yield from _faults(data["degrees_of_reactions"], stands_for_reactions)
    for organ in data["of_organs"]:
        yield from _faults(organ, stands_for_reactions)
        yield from (f"{name!r} is no organ class" for name in organ["classes"] if organ_class(name) is None)
        yield from (f"{name!r} is no finding" for name in organ["findings"] if name not in _ids())
    for alike in data["alike"]:
        yield from (
            f"{one!r} and {other!r} are not alike" for one, other in alike["accepts"] if not are_alike(one, other)
        )
        yield from (f"{one!r} and {other!r} are alike" for one, other in alike["rejects"] if are_alike(one, other))
    yield from _faults(data["of_conditions"], stands_for_reactions)
    yield from _faults(data["between"], lambda printed: len(parts(printed)) > 1)


def _ids() -> frozenset[str]:
    return frozenset(entry.concept.iri.rpartition("#finding-")[2] for entry in entries("finding"))


def _tells(direction: str, printed: str) -> bool:
    return direction in map(table().direction.get, words(printed))


def _faults_of_pairs(row: Pairs, name: Callable[[str], tuple[str, ...]]) -> Iterator[str]:
    yield from (f"{one!r} and {other!r} differ" for one, other in row["accepts"] if name(one) != name(other))
    yield from (f"{one!r} and {other!r} are one" for one, other in row["rejects"] if name(one) == name(other))


def _faults(row: WordsRow, holds: Callable[[str], bool]) -> Iterator[str]:
    yield from (f"{one!r} is not accepted" for one in row["accepts"] if not holds(one))
    yield from (f"{one!r} is not rejected" for one in row["rejects"] if holds(one))
