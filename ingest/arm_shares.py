"""Shares of several arms in one parenthesis: "(5% vs 3%)", "(8% DRUG-X, 6% placebo)", "(26%, 38%, and 46%, respectively)".

Whose each share is stands in the parenthesis, or in the words that introduce the list. Shares whose arms are not told
are no facts.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from spacy.tokens import Doc, Token
from spacy.tokens import Span as TokenSpan

from ingest.grade import find_grade
from ingest.names import ProductName, is_product
from ingest.quantity import Dimension
from ingest.tokens import quantity_of

_OTHER = r"(?P<other>placebo|control|vehicle|comparator|[A-Z][\w+/-]*(?:\s+(?:plus|and|alone|[A-Z+][\w+/-]*)){0,4}|[a-z]+\s+alone)"
_COMPARED = re.compile(
    r"\b(?:compared\s+(?:to|with)|versus|vs\.?|than(?:\s+(?:in|with|for))?)\s+"
    r"(?:the\s+|those\s+|patients\s+|subjects\s+)*(?:(?:on|in|receiving|given|treated\s+with|who\s+received)\s+)?(?:the\s+)?"
    + _OTHER
)
_PAIR = re.compile(
    r"\b(?:in|with|for|receiving|received|between)\s+(?:either\s+)?(?:the\s+)?(?P<one>(?:(?!patients|subjects|\b(?:in|with|who)\b)[^,;:()%]){2,50}?)(?:\s+(?:groups?|arms?))?\s+(?:or|and)\s+(?:the\s+)?"
    r"(?P<other>[^,;:()%]{2,50}?)\s+(?P<word>groups?|arms?|regimens?|patients)\b,?\s*(?:respectively)?"
)
_AGAINST = re.compile(
    r"\bin\s+the\s+(?P<one>[^,;:()%]{2,50}?)\s+(?P<word>arm|group)\s+(?:versus|vs\.?|compared\s+(?:to|with)|than)\s+(?:in\s+)?the\s+"
    r"(?P<other>[^,;:()%]{2,50}?)\s+(?P=word)\b"
)
_GROUPS = re.compile(
    r"\b(?:in|among)\s+(?P<one>(?:[\w-]+\s+){0,2}(?:patients|subjects)[^,;:()%]{0,60}?)\s+(?:compared\s+(?:to|with)|versus|vs\.?|than(?:\s+in)?)\s+"
    r"(?P<other>(?:[\w-]+\s+){0,2}(?:patients|subjects)[^,;:()%]{0,60}?)(?=\s*[:,.(]|\s+(?:were|was|included)\b|$)"
)
_TREATED = re.compile(r"\b(?:treated|receiv(?:ed|ing)|given|taking|on)\b", re.IGNORECASE)
_BRACKETS = re.compile(r"\[[^\]]*\]|\([^)]*\)")
_PREPOSITION = re.compile(
    r"^(?:in|on|of|with|for|at|and|or|the|versus|vs\.?|compared|to|:|,|;|\s)+|[\s,;:]+(?:and|or|vs\.?|versus)?[\s,;:]*$|\brespectively\b",
    re.IGNORECASE,
)
_JOINING = re.compile(r"(?:vs\.?|versus|compared\s+(?:to|with)|and|or|to|with|[,;]|\s)*", re.IGNORECASE)


@dataclass(frozen=True, slots=True, kw_only=True)
class ArmShare:
    """A percentage and the arm, or the dose, that it is of; neither where the parenthesis does not say."""

    percent: Token
    arm: str | None = None
    dose: str | None = None


def arm_shares(doc: Doc, start: int, end: int) -> tuple[ArmShare, ...]:
    """The percentages of a parenthesis from `start` to `end`, of several arms; none if it holds anything else.

    >>> from ingest.tokens import tokenize
    >>> doc = tokenize("(8.8% DRUG-X, 8.2% placebo)")
    >>> [share.arm for share in arm_shares(doc, 0, len(doc))]
    ['DRUG-X', 'placebo']
    >>> doc = tokenize("(DRUG-X 8.8%, placebo 8.2%)")
    >>> [share.arm for share in arm_shares(doc, 0, len(doc))]
    ['DRUG-X', 'placebo']
    """
    inside = doc[start + 1 : end - 1]
    percents = [token for token in inside if _is_share(token)]
    if len(percents) < 2:
        return ()
    bounds = [*(token.i for token in percents[1:]), inside.end]
    behind = [_named(doc[token.i + 1 : bound]) for token, bound in zip(percents, bounds, strict=True)]
    doses = _doses(doc[percents[-1].i + 1 : inside.end])
    if len(doses) == len(percents) and not any(behind[:-1]):
        return tuple(ArmShare(percent=token, dose=dose) for token, dose in zip(percents, doses, strict=True))
    if all(behind) and percents[0].i == inside.start:
        return tuple(ArmShare(percent=token, arm=arm) for token, arm in zip(percents, behind, strict=True))
    starts = [inside.start, *(token.i + 1 for token in percents[:-1])]
    ahead = [_named(doc[start : token.i]) for start, token in zip(starts, percents, strict=True)]
    if all(ahead) and not behind[-1] and not any(find_grade(name or "") for name in ahead):
        return tuple(ArmShare(percent=token, arm=arm) for token, arm in zip(percents, ahead, strict=True))
    only_shares = percents[0].i == inside.start and not any(behind)
    return tuple(ArmShare(percent=token) for token in percents) if only_shares else ()


def _is_share(token: Token) -> bool:
    found = quantity_of(token)
    return token.ent_type_ == Dimension.PERCENT.value and found is not None and found.high is None


def _doses(words: TokenSpan) -> list[str]:
    """The doses of "at 60 mg/m2, 75 mg/m2, and 100 mg/m2"."""
    kinds = {Dimension.MASS.value, Dimension.DOSE_PER_AREA.value, Dimension.DOSE_PER_WEIGHT.value}
    return [token.text for token in words if token.ent_type_ in kinds]


def _named(words: TokenSpan) -> str | None:
    """The arm that words behind a percentage name; None if they only join it to the next one."""
    text = _BRACKETS.sub(" ", words.text)
    if _JOINING.fullmatch(text.replace("respectively", "")):
        return None
    arm = _PREPOSITION.sub("", text)
    while (shorter := _PREPOSITION.sub("", arm).strip()) != arm:
        arm = shorter
    return arm or None


def arms_of(lead: str, product: ProductName | None) -> tuple[str, ...]:
    """The two arms that the introduction of a list compares, in its order; none if it does not name them.

    >>> arms_of("Reactions in at least 5% of patients in either the DRUG-X 5-day or 10-day group, respectively, were", None)
    ('DRUG-X 5-day group', 'DRUG-X 10-day group')
    """
    pair = _PAIR.search(lead)
    if pair is not None and ("respectively" in lead or pair["word"].startswith(("group", "arm", "regimen"))):
        return _of_pair(pair["one"], pair["other"], pair["word"].removesuffix("s"))
    against = _AGAINST.search(lead)
    if against is not None:
        return against["one"], against["other"]
    compared = _COMPARED.search(lead)
    if compared is None or product is None or not is_product(lead[: compared.start()], product):
        return ()
    return product.name, " ".join(compared["other"].split())


def groups_of(lead: str) -> tuple[str, ...]:
    """The two groups of patients that some words compare in their order; none if they compare none.

    >>> groups_of("more frequent in patients 65 years of age or older compared to younger patients: rash")
    ('patients 65 years of age or older', 'younger patients')
    """
    found = _GROUPS.search(lead)
    return (found["one"], found["other"]) if found is not None else ()


def treated_groups_of(lead: str) -> tuple[str, ...]:
    """The two groups that some words compare by what they were given; none if they compare none or by something else."""
    groups = groups_of(lead)
    return groups if all(_TREATED.search(group) for group in groups) else ()


def _of_pair(one: str, other: str, word: str) -> tuple[str, str]:
    """Two arms of "the DRUG-X 5-day or 10-day group": the second has the first's name before its number."""
    number = re.search(r"\s\d", one)
    if number and other[:1].isdigit():
        other = f"{one[: number.start()]} {other}"
    suffix = "" if word == "patient" else f" {word}"
    return f"{one}{suffix}", f"{other}{suffix}"


def resolved(shares: Sequence[ArmShare], arms: Sequence[str], doses: Sequence[str]) -> tuple[ArmShare, ...]:
    """The shares with the arms of the introduction, or the doses of the list's first parenthesis, where they name none."""
    if all(share.arm or share.dose for share in shares):
        return tuple(shares)
    named = arms if len(arms) == len(shares) else ()
    dosed = doses if len(doses) == len(shares) else ()
    if not named and not dosed:
        return ()
    told = ((arm, None) for arm in named) if named else ((None, dose) for dose in dosed)
    return tuple(
        ArmShare(percent=share.percent, arm=arm, dose=dose) for share, (arm, dose) in zip(shares, told, strict=True)
    )
