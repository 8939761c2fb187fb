"""Rules for whatever the label does not name elsewhere ("Other adverse reactions"), and which findings these are."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum, auto

from kg.decision.criterion import alternatives
from kg.decision.outcome import Outcome, all_of, any_of, needing
from kg.decision.patient import Finding, History
from kg.decision.spoken import happens, is_mentioned, mentions, spoken_of, subject_of
from kg.facts import Criterion, DoseRule
from kg.naming.reaction_group import is_of_group, other_than_named, stands_for_whatever

_BESIDE = re.compile(
    r"\b(?:with|without|in|during|after|despite|due|at|on|that|who|requiring|and|if|when|from|for|to)\b", re.IGNORECASE
)
"""Words that bring a thing in beside another one."""


class Elsewhere(StrEnum):
    """Whether rules of the label name a finding: one beside the catch-all that is for it, perhaps any, or none."""

    NAMED = auto()
    PERHAPS = auto()
    NOWHERE = auto()


@dataclass(frozen=True, slots=True, kw_only=True)
class CatchAll:
    """A rule for other reactions with the findings that it may be for.

    `words` are those by which it is one. `sure` are named nowhere else and of the group that the words leave; of the findings
    in `asked` only a person can tell; `beside` are values, and what is not there. What has a rule of its own is in none.
    """

    words: tuple[str, ...]
    sure: tuple[Finding, ...]
    asked: tuple[Finding, ...]
    beside: tuple[Finding, ...]

    @property
    def findings(self) -> Sequence[Finding]:
        """All that the rule may speak of."""
        return (*self.sure, *self.asked, *self.beside)


def other_words(rule: DoseRule) -> tuple[str, ...]:
    """The words by which a rule is for reactions that others do not name: of each of its alternatives, or the heading above it."""
    subjects = dict.fromkeys(map(subject_of, rule.criteria))
    own = [words for words in subjects if other_than_named(words) is not None]
    is_under_other = rule.condition is not None and other_than_named(rule.condition) is not None
    if is_under_other and rule.condition and any(map(stands_for_whatever, subjects)):
        own.append(rule.condition)
    return tuple(own)


class Listing:
    """The rules of a label, and what was answered; where else each finding is named is told once for all rules of a section."""

    def __init__(self, rules: Sequence[DoseRule], history: History) -> None:
        self.rules, self.history = rules, history
        self._named = [rule for rule in rules if not other_words(rule)]
        self._places = dict[tuple[str | None, Finding], Elsewhere]()

    def is_list(self, section: str | None) -> bool:
        """Whether rules of a section name something."""
        return any(_names_something(one) for one in self._named if _section(one) == section)

    def elsewhere(self, finding: Finding, section: str | None) -> Elsewhere:
        """Whether rules name a finding. One of the section names it surely, unless it is for another grade of it."""
        if (section, finding) not in self._places:
            found = {
                _named_by(other, finding, self.history, is_beside=_section(other) == section) for other in self._named
            }
            self._places[section, finding] = min(found, key=list(Elsewhere).index, default=Elsewhere.NOWHERE)
        return self._places[section, finding]


def catch_all(rule: DoseRule, listing: Listing, findings: Sequence[Finding]) -> CatchAll | None:
    """The findings that a rule for other reactions may be for; None for any other rule, and where a person told what it is for."""
    words = other_words(rule)
    if not words or any(listing.history.answer(one) is not None for one in words):
        return None
    section = _section(rule)
    told = {one: listing.elsewhere(one, section) for one in findings if happens(one) and one.is_present}
    nowhere = [one for one, place in told.items() if place is Elsewhere.NOWHERE and _is_of_rest(one, words)]
    sure = nowhere if listing.is_list(section) else []
    return CatchAll(
        words=words,
        sure=tuple(sure),
        asked=tuple(one for one, place in told.items() if place is not Elsewhere.NAMED and one not in sure),
        beside=tuple(one for one in findings if one not in told),
    )


def met(criteria: Sequence[Criterion], rule: CatchAll, history: History) -> Outcome:
    """Whether the criteria of a rule for other reactions hold of any that it is for."""
    ways = list[Outcome]()
    if rule.sure:
        meant = replace(history, answers={**history.answers, **dict.fromkeys(rule.words, True)})
        ways.append(alternatives(criteria, [*rule.sure, *rule.beside], meant))
    if rule.asked or not ways:
        found = alternatives(criteria, [*rule.asked, *rule.beside], history)
        names = ", ".join(one.parameter for one in rule.asked)
        asked = [needing(f"whether {names} is a reaction that no other rule names", rule.words[0])] if names else []
        is_asked = any(need.words in rule.words for need in found.needs)
        ways.append(found if is_asked else all_of([found, *asked]))
    return any_of(ways)


def _named_by(other: DoseRule, finding: Finding, history: History, *, is_beside: bool) -> Elsewhere:
    naming = [one for one in other.criteria if not stands_for_whatever(subject_of(one))]
    told = [spoken_of(one, [finding], history) for one in naming]
    is_named = any(one.meant for one in told) or any(_is_head(subject_of(one), finding) for one in naming)
    if is_named and is_beside:
        holds = alternatives(other.criteria, [finding], history).holds
        return Elsewhere.PERHAPS if holds is False else Elsewhere.NAMED
    is_spoken_of = any(one.meant or one.perhaps for one in told) or any(is_mentioned(one, finding) for one in naming)
    return Elsewhere.PERHAPS if is_spoken_of else Elsewhere.NOWHERE


def _is_head(printed: str, finding: Finding) -> bool:
    """Whether some words name a finding, with words before it at most: "symptomatic rash", but not "diarrhea during treatment"."""
    return mentions(printed, finding) and not _BESIDE.search(printed)


def _section(rule: DoseRule) -> str | None:
    return rule.evidence[0].section


def _names_something(rule: DoseRule) -> bool:
    return any(not stands_for_whatever(subject_of(one)) for one in rule.criteria)


def _is_of_rest(finding: Finding, words: Iterable[str]) -> bool:
    """Whether a finding is surely of the group that is left of the words, and a term of CTCAE, so that its other names are known."""
    names = finding.names
    groups = [group for one in words if (group := other_than_named(one)) is not None]
    return bool(names.terms) and all(is_of_group(one, names.organ_classes, names.parameters) is True for one in groups)
