"""Which of the findings of a patient a criterion speaks of."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cache

from kg.decision.patient import Finding, History, Names, named
from kg.facts import Criterion
from kg.naming import degrees
from kg.naming.kinds import is_kind_of
from kg.naming.reaction_group import are_alike, group, is_of_group
from kg.naming.reactions import mentioned, reactions
from kg.naming.words import parts

_EITHER = re.compile(r"\s*/\s*|,?\s+(?:and/or|or)\s+|,\s+")
"""What stands between things of which any is meant: "interstitial lung disease or pneumonitis"."""
_ABBREVIATION = re.compile(r"\s*\([A-Z]{2,8}s?\)")
_ALL = re.compile(r"(?<!/)\band\b(?!/)", re.IGNORECASE)
"""A word between things that are meant together: "new dyspnea, cough, and fever"."""
_FURTHER = re.compile(
    r"\b(?:(?:drug|treatment|therapy|immune)[- ](?:related|mediated|induced)|confirmed|(?:un)?complicated|(?:a)?symptomatic|with|without|in|during|after|despite|due|at|on|of|that|who|requiring)\b",
    re.IGNORECASE,
)
"""Words that tell more of such things, as what caused them, so that one alone is not meant."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Spoken:
    """The findings that a criterion speaks of.

    `meant` are what it names, or of the reactions that it stands for ("adverse reactions"); `perhaps` may be, which a yes or
    no to its words settles ("other adverse reactions", "diarrhea at the time of treatment"); `measured` tell of the
    parameter alone.
    """

    meant: tuple[Finding, ...]
    perhaps: tuple[Finding, ...] = ()
    measured: tuple[Finding, ...] = ()

    @property
    def events(self) -> tuple[Finding, ...]:
        """All that tells a grade, a length or a time of what the criterion names."""
        return (*self.meant, *self.measured)

    def with_all_meant(self) -> "Spoken":
        """The same, had somebody said that what may be meant is."""
        return replace(self, meant=(*self.meant, *self.perhaps), perhaps=())


def subject_of(criterion: Criterion) -> str:
    """The words of what a criterion is about."""
    return criterion.subject or criterion.text


def spoken_of(criterion: Criterion, findings: Sequence[Finding], history: History) -> Spoken:
    """The findings that a criterion speaks of. That one of several things is not there tells nothing of the others, so of what it does
    not name itself only what is there counts.
    """
    printed = subject_of(criterion)
    subject = _subject(printed)
    parameters = (subject, *(named(threshold.parameter) for threshold in criterion.thresholds))
    is_of_all = _names_all(criterion) and not _are_all_there(printed, findings)
    meant, perhaps, measured = list[Finding](), list[Finding](), list[Finding]()
    for one in findings:
        if subject.is_same_event(one.names):
            (perhaps if is_of_all and history.answer(printed) is None else meant).append(one)
        elif _tells_value(one) and any(each.is_same_parameter(one.names) for each in parameters):
            measured.append(one)
        elif happens(one) and one.is_present:
            is_of = _is_of(printed, one, history)
            meant += [one] if is_of else []
            perhaps += [one] if is_of is None else []
    return Spoken(meant=tuple(meant), perhaps=tuple(perhaps), measured=tuple(measured))


def _names_all(criterion: Criterion) -> bool:
    """Whether a circumstance has several things together, of which one alone is not it: "dyspnea and cough"."""
    printed = subject_of(criterion)
    is_bare = criterion.grade_high is None and not criterion.thresholds
    return is_bare and _has_several(printed)


@cache
def _any_of(printed: str) -> tuple[Names, ...]:
    """What some words name of which any is meant; nothing where they tell more of it, or have several things together."""
    is_any = not _FURTHER.search(printed) and not _ALL.search(printed)
    return tuple(named(part) for part in _EITHER.split(printed)) if is_any else ()


@cache
def _subject(printed: str) -> Names:
    """What some words name, without an abbreviation of it."""
    return named(_ABBREVIATION.sub("", printed))


@cache
def _has_several(printed: str) -> bool:
    """Whether words have several things together."""
    return _ALL.search(printed) is not None and len(reactions(printed)) > 1


def _are_all_there(printed: str, findings: Sequence[Finding]) -> bool:
    """Whether each of the things that some words have together happens."""
    told = [one.names for one in findings if happens(one) and one.is_present]
    return not _FURTHER.search(printed) and all(
        any(named(part).is_same_event(names) for names in told) for part in parts(printed)
    )


def _is_of(printed: str, finding: Finding, history: History) -> bool | None:
    """Whether what happens is meant by words that do not name it; None where a person must tell."""
    is_of_degree = degrees.is_of_degree(printed, finding.parameter)
    if is_of_degree is not None:
        return is_of_degree
    if any(one.is_same_event(finding.names) for one in _any_of(printed)):
        return True
    of_group = is_of_group(printed, finding.names.organ_classes, finding.names.parameters)
    is_open = of_group is None or (
        group(printed) is None
        and (
            mentions(printed, finding)
            or are_alike(printed, finding.parameter)
            or is_kind_of(finding.parameter, printed)
        )
    )
    return history.answer(printed) if is_open else of_group


def is_mentioned(criterion: Criterion, finding: Finding) -> bool:
    """Whether the words of a criterion mention a finding."""
    return mentions(criterion.text, finding) or (criterion.subject is not None and mentions(criterion.subject, finding))


def mentions(printed: str, finding: Finding) -> bool:
    """Whether some words mention a finding, or say all the words of its name."""
    spoken, (said, terms) = finding.names, _mentioned(printed)
    is_said = bool(spoken.words) and said.issuperset(spoken.words)
    return is_said or bool(spoken.terms & terms or spoken.parameters & named(printed).covered)


@cache
def _mentioned(printed: str) -> tuple[frozenset[str], frozenset[str]]:
    """The words of some words, and the terms that are named in them."""
    return frozenset(named(printed).words), mentioned(printed)


def _tells_value(finding: Finding) -> bool:
    return finding.is_measured or finding.is_vague


def happens(finding: Finding) -> bool:
    """Whether a finding is something that happens, and no value."""
    return not finding.is_measured and not finding.names.is_parameter
