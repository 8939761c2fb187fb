"""The arms of a study that the words around a share name: "in the DRUG-X arm", "treated with placebo", "of control patients"."""

import re

from ingest.drug_words import NO_DRUG, STEM
from ingest.names import ProductName, is_product
from ingest.share_words import words_for

ARM = re.compile(
    r"\b(?:in|of|on|to|for|with|by)\s+(?:those\s+(?:in|on)\s+)?the\s+(?P<arm>[^,;()]{2,70}?)[\s-]+(?:treatment\s+)?(?:arm|group)s?\b"
    r"|(?:\b(?:(?:[Ww]ho|that)\s+(?:had\s+)?received|(?:receiving|initiating)(?:\s+treatment\s+with)?|treated\s+with|(?:of|on|after|following|during|received(?:\s+(?!prior|previous)\w+){0,2})\s+treatment\s+with|taking|given|administered|randomized\s+to|"
    r"(?:patients|subjects|those|women|men|adults)\s+on)|^on)\s+(?:the\s+)?(?:concomitant\s+)?(?:\d[\d.,]*\s*m?c?g\S*\s+(?:of\s+)?|(?:any|at\s+least\s+one|one\s+or\s+more|a\s+single|the\s+recommended)\s+doses?\s+of\s+|regimens?\s+containing\s+)?"
    rf"(?P<drug>(?:[A-Z]|\d\+\d|placebo\b|investigator|(?!{NO_DRUG})[a-z]{{3,}}(?:{STEM})\b)[\w’'+/-]*(?:\s+(?:(?:plus|\+|in\s+combination\s+with)\s+an?\s+[\w-]+\s+(?:inhibitor|agonist|antagonist|blocker|analog|regimen)|(?:plus|\+|in\s+combination\s+with|(?:and|or|with)(?=\s+[a-z-]+(?:mab|nib|ib|ine|ole|tin|platin|taxel|cil|cin|zole|ide|ane|ant)\b))\s+[a-z][\w-]+"
    r"|of|plus|and|\+|alone|with|choice|chemotherapy|[A-Z][\w’'+/-]*))*)"
    r"|\b(?P<treated>(?:(?:[A-Z][\w+/-]*|placebo)\s+(?:with|plus|and|\+)\s+)?(?:(?:[A-Z]|placebo)[\w+/-]*(?=[\s-]+treated)|"
    r"(?!(?:previously|newly|heavily|un|non|pre|drug|currently|tablet|capsule)-)[a-z]{5,}(?=(?:\s+(?:tablet|capsule))?-treated)))"
    r"(?:\s+(?:tablet|capsule))?[\s-]+treated(?:\s+(?:(?:adult|pediatric)\s+)?(?:patients?|subjects?)|(?=\s+and$|$))"
    r"|(?:^|\b(?:in|of|for|among)\s+)(?:the\s+)?(?P<control>placebo|control|comparator|vehicle)(?:\s+(?:patients|subjects|agents?|regimens?|groups?|arms?)\b|(?=\s*[.,;]|\s*$))"
)
WITH = re.compile(
    r"^with\s+(?!Grade)(?P<arm>(?:placebo|(?:the\s+)?[Ii]nvestigator|[A-Z])[\w’'+/-]*(?:\s+(?:of|choice|chemotherapy|plus|[A-Z][\w’'+/-]*))*)"
)
_NAMED_PATIENTS = re.compile(
    r"^(?:of|in|for|among)\s+(?:the\s+)?(?P<arm>[A-Z](?:[a-z]{4,}|[A-Z]{5,}))\s+(?:patients|subjects)\b"
)
_TRAILING = re.compile(r"(?:\s+(?:of|plus|and|\+|with|an?|the))+$")
_LEADING = re.compile(
    r"^.*\b(?:in|of|on|to|for|from)\s+the\s+|^(?:\d[\d,]*\s+)?(?:patients|subjects)\s+(?:in|on|receiving|treated\s+with)\s+"
)
_NO_ARM = frozenset(
    {"first", "second", "third", "each", "either", "both", "other", "same", "study", "active", "grade", "entire"}
)
_MEASURED = re.compile(r"(?:an?\s+)?(?:mean|median|total|average)\b")
_OTHER_SIDE = re.compile(r"\b(?:versus|vs\.?|compared\s+(?:to|with)|than)\s")
CONTRAST = re.compile(r"\b(?:versus|vs\.?|compared\s+(?:to|with)|than)$")
CONTRASTED = re.compile(r"^(?:versus|vs\.?|compared\s+(?:to|with)|than)\b")
_NEXT_SHARE = re.compile(
    r"\b(?:versus|vs\.?|compared\s+(?:to|with))\s+(?:approximately\s+)?\d|\band\s+(?:in\s+)?\d[\d,]*\s+(?:in|of|patients|subjects)\b"
)
LIST_CUT = re.compile(r"\s*,\s+(?:and|or)\s+|\s*,\s+|\s+and\s+|\s+versus\s+|\s+compared\s+(?:to|with)\s+")
_RECEIVED = re.compile(
    r"^[^%;]*?\b(?:received|receiving|treated\s+with|taking|administered)\s+(?P<list>[^;%]+?),?\s+respectively"
)
_TREATED_TOGETHER = re.compile(
    r"\b(?P<list>(?:[\w/+]+-(?:treated)?(?:\s*,\s*(?:and\s+)?|\s+and\s+))+[\w/+]+-treated)\s+(?:patients|subjects)"
)
_DOSED = re.compile(
    r"\b(?:in|on|for|with)\s+(?:the\s+)?(?P<name>(?!(?:Cycle|Day|Week|Month|Year|Grade|Study|Studie|Trial|Part|Cohort)s?\b)[A-Z][\w-]+)\s+(?P<list>\d[^;%]*?)\s*(?:groups?|arms?)?,?\s+respectively"
)
_BEHIND = re.compile(
    r"^(?:(?:of|in|for|among|on|with)\s+)?(?:the\s+)?(?:(?:patients|subjects|those)\s+)?"
    r"(?:(?:on|receiving|taking|treated\s+with|who\s+received|given)\s+)?(?P<name>[\w’'-]+)(?P<rest>.*)$"
)
_COMBINED = re.compile(
    r"^\W*(?:\d\S*\s*m?c?g\S*\s+)?(?:(?:plus|\+|in\s+combination|with)\b|and\s+(?![\d.]+\s*(?:%|\()|in\b|placebo\b))"
)
_GIVEN_OTHERS = re.compile(
    r"^(?:(?:of|in|among)\s+)?(?:the\s+)?(?:patients|subjects|those|women|adults)\s+(?:taking|receiving|administered|on|given|treated\s+with|who\s+received)\s"
)
_UNTREATED = re.compile(r"^(?:of|in|among)\s+(?:the\s+)?(?:untreated|unexposed|general\s+population)\b")
_COMPARED = re.compile(r"\b(?:randomi[sz]ed|placebo|both|pooled|treatment\s+(?:groups|arms))\b", re.IGNORECASE)


_GROUPS_LISTED = re.compile(
    r"\b(?:in|of|for|to)\s+(?:the\s+)?(?P<list>[^;()%]{5,150}?)\s+(?:treatment\s+)?(?:groups|arms)\b"
)
"""The arms of more than two shares: "of the DRUG-X, DRUG-Y, and placebo groups"."""


def only_arm(words: str, product: ProductName | None) -> str | None:
    """The product where some words name it as what patients were given, and no comparison with others.

    >>> from kg.locator import Span
    >>> name = ProductName(name="DRUG-X", name_span=Span(0, 6), substance=None, substance_span=None)
    >>> only_arm("DRUG-X can cause rash.", name), only_arm("Patients were randomized to DRUG-X or placebo.", name)
    ('DRUG-X', None)
    """
    if product is None or not is_product(words, product) or _COMPARED.search(words):
        return None
    return product.name


def arm_behind(behind: str, product: ProductName | None) -> str | None:
    """The product where the words behind a share say that it alone was given to those that the share is of.

    >>> from kg.locator import Span
    >>> name = ProductName(name="DRUG-X", name_span=Span(0, 6), substance=None, substance_span=None)
    >>> arm_behind("for DRUG-X and 8% for placebo", name), arm_behind("of patients on DRUG-X plus aspirin", name)
    ('DRUG-X', None)
    """
    found = _BEHIND.match(behind)
    if found is None or product is None or not is_product(found["name"], product):
        return None
    return None if _COMBINED.match(found["rest"]) else product.name


def arm_of_share(behind: str, text: str, product: ProductName | None) -> str | None:
    """The product where the words behind a share or, if these name nobody else, its whole text say that it was given."""
    named = arm_behind(behind, product)
    if named is not None or _GIVEN_OTHERS.match(behind) is not None or _UNTREATED.search(behind) is not None:
        return named
    return only_arm(text, product)


def arm_named(words: str) -> str | None:
    """The first arm that the words behind a share name, up to the next share; none where they begin a comparison."""
    if CONTRASTED.match(words):
        return None
    words = _OTHER_SIDE.split(_NEXT_SHARE.split(words)[0])[0]
    beside = WITH.match(words)
    if beside is not None:
        return _TRAILING.sub("", beside["arm"])
    return _of_product(words) or next(iter(arms_in(words)), None)


def _of_product(words: str) -> str | None:
    """The arm of "of Exampline patients": a name with a capital that is neither a descent nor short as one of a disease."""
    found = _NAMED_PATIENTS.match(words)
    return None if found is None or found["arm"].casefold() in words_for("descent") else found["arm"]


def arms_in(words: str) -> list[str]:
    """The arms that some words name, in their order."""
    return [
        arm
        for match in ARM.finditer(words)
        if (arm := _arm(match)).casefold() not in _NO_ARM and not _MEASURED.match(arm)
    ]


def arm_at_end(words: str) -> str | None:
    """The arm that some words end with, as those before a share in brackets: "was seen in the DRUG-X arm (3%)".

    >>> arm_at_end("was seen in the DRUG-X arm"), arm_at_end("in the DRUG-X arm was rash")
    ('DRUG-X', None)
    """
    if _OTHER_SIDE.search(words):
        return None
    last = max((match.end() for match in ARM.finditer(words)), default=0)
    return arms_in(words)[-1] if last and last == len(words) and arms_in(words) else None


def _treated_together(words: str) -> list[str]:
    """The arms of "TAC- and FAC-treated patients" or "TAC-treated and FAC-treated patients"."""
    found = _TREATED_TOGETHER.search(words)
    parts = LIST_CUT.split(found["list"]) if found is not None else []
    return [re.sub(r"-\s*(?:treated)?$", "", part.strip()) for part in parts]


def arms_together(words: str, count: int) -> list[str] | None:
    """The arms named together for as many shares: "in the A arm and the B arm", "in the A and B arms"."""
    arms = arms_in(words)
    listed = _RECEIVED.search(words)
    given = [part.strip() for part in LIST_CUT.split(listed["list"]) if part.strip()] if listed is not None else []
    treated = _treated_together(words)
    if count in {len(given), len(treated)}:
        return given if len(given) == count else treated
    dosed = _DOSED.search(words)
    doses = [part.strip() for part in LIST_CUT.split(dosed["list"]) if part.strip()] if dosed is not None else []
    if dosed is not None and len(doses) == count and all(part[0].isdigit() for part in doses):
        return [f"{dosed['name']} {part}" for part in doses]
    together = _GROUPS_LISTED.search(words) if count > 2 else None
    grouped = [part.strip() for part in LIST_CUT.split(together["list"])] if together is not None else []
    if len(grouped) == count and all(grouped):
        return grouped
    joint = re.search(
        r"\bin\s+the\s+(?P<first>[^,;()]+?)\s+arm\s+(?:and|compared\s+(?:to|with)|versus)\s+(?:in\s+)?(?:the\s+)?"
        r"(?P<second>[^,;()]+?)\s+arm\b",
        words,
    )
    if joint is not None:
        arms = [joint["first"], joint["second"]]
    elif (
        len(arms) == 1 and count > 1 and re.search(rf"{re.escape(arms[0])}\s+(?:treatment\s+)?(?:arms|groups)\b", words)
    ):
        arms = [part.strip() for part in LIST_CUT.split(arms[0]) if part.strip()]
    return arms if len(arms) == count else None


def _arm(match: re.Match[str]) -> str:
    named = match["arm"] or match["drug"] or match["treated"] or match["control"]
    return _TRAILING.sub("", _LEADING.sub("", named)).strip(" ,.")
