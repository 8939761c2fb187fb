"""Whom and what doses are for, as the title of their subsection, the heading above them and a table's caption name it."""

import re
from collections.abc import Iterable, Iterator

from ingest.wording import shared_of_shorter, telling_words

_WHOM = re.compile(r"\b(?:dosage|dose|dosing)s?\b.*?\b(?:for|in)\s+(?P<whom>.+)$", re.IGNORECASE)
_GLUED = re.compile(
    r"^(?i:(?:recommended\s+)?(?:dosage|dose|dosing)s?\s+(?!for\b|in\b|and\b|of\b|by\b|Modif|Adjust|Regimen|Schedul|Inform|Instruc|Consid|Reduc"
    r"|Titrat|Interrupt|Delay|Escalat|Form|Level|Recommend|Guid|Strateg|Prepar|Administ))(?P<whom>[A-Z].{5,160})$"
)
_DASHED = re.compile(r"^(?:recommended\s+)?(?:dosage|dose|dosing)\b[\w\s]*\s[-—–]\s(?P<whom>[A-Z].+)$", re.IGNORECASE)
"""A title whose disease or patients stand behind a dash: "Dosing Regimen - Exampleosis"."""

_ABOUT_DOSING = re.compile(
    r"\b(?:dos(?:e|es|age|ages|ing)|administ\w+|recommend\w+|prepar\w+|instructions?|modifications?|information|test\w*"
    r"|initiating|selection|monitor\w*|premedic\w*|evaluation|consider\w*|titration|switch\w*|missed|use|used|adjust\w*)\b",
    re.IGNORECASE,
)
_PURPOSE = re.compile(
    r"\b(?:dos(?:e|es|age|ages|ing)|regimens?|schedule)\b.*?\b(?:for|in|by)\s+(?P<purpose>.+)$", re.IGNORECASE
)
_APART = re.compile(
    r"^(?P<before>[A-Z][^:]{5,100}?)(?::|\s[-–—])\s.*\bdos|\b(?:dos(?:e|es|age|ages|ing)|regimens?|schedule)\b.*(?:\s*[—–]\s*|:\s)(?P<behind>[A-Za-z][^—–:]{3,80})$",
    re.IGNORECASE,
)
"""What a caption sets apart with a dash or a colon: "Dose Reductions for Adverse Reactions—Exampleosis"."""

_REACTIONS = re.compile(
    r"^(?:non-?hematologic\s+|hematologic\s+)?(?:adverse\s+(?:drug\s+)?reactions?|toxicit\w+)\b(?:\s+(?:in|for)\s+(?P<whom>.+))?",
    re.IGNORECASE,
)
_BY_INDICATION = re.compile(r"\s+by\s+(?:the\s+)?indications?\b", re.IGNORECASE)
_OF_NO_PATIENTS = re.compile(
    r"^(?:each|the)?\s*(?:indication|patients|body\s+weight|weight|age|genotypes?|response)$",
    re.IGNORECASE,
)
_TOLD = 0.7


def titled(title: str) -> str:
    """Whom the title of a subsection names behind "Recommended Dosage", with or without "for".

    >>> titled("Recommended Dosage for Exampleosis"), titled("Recommended Dosage Newly-Diagnosed Exampleosis"), titled("Dosage")
    ('Exampleosis', 'Newly-Diagnosed Exampleosis', '')
    >>> titled("Dosing Regimen - Exampleosis")
    'Exampleosis'
    """
    named = _WHOM.search(title) or _GLUED.match(title) or _DASHED.match(title)
    return _patients(named["whom"]) if named else ""


def _patients(words: str) -> str:
    """What some words name but adverse reactions, which dose rules are about, and kinds of conditions ("by Body Weight")."""
    reactions = _REACTIONS.match(words)
    if reactions is not None:
        return reactions["whom"] or ""
    return "" if _OF_NO_PATIENTS.search(words) else words


def disease(title: str) -> str:
    """The title of a subsection that is named after a disease or patients, and not after what it tells of dosing."""
    return "" if _ABOUT_DOSING.search(title) else title


def purpose(caption: str, names: frozenset[str]) -> str:
    """What a table is for, from its caption; nothing where that is the product, in lower case in `names`, or adverse reactions.

    >>> purpose("Recommended Dosage of EXAMPLINE for Exampleosis in Adults", frozenset({"exampline"}))
    'Exampleosis in Adults'
    >>> purpose("Dose Reductions for EXAMPLINE for Adverse Reactions", frozenset({"exampline"}))
    ''
    >>> purpose("Dose Reductions for Adverse Reactions—Exampleosis", frozenset())
    'Exampleosis'
    >>> purpose("Exampleosis - EXAMPLINE Dose Titration", frozenset())
    'Exampleosis'
    """
    apart = _APART.search(caption)
    if apart is not None:
        return _patients(apart["before"] or apart["behind"])
    found = _PURPOSE.search(_BY_INDICATION.sub("", caption))
    words = found["purpose"].strip(" .:") if found else ""
    for name in names:
        words = re.sub(
            rf"^{re.escape(name)}\W*\s+(?:for|in|by)\s+|^{re.escape(name)}\W*$", "", words, flags=re.IGNORECASE
        )
    return _patients(words)


def telling_more(words: Iterable[str], than: str) -> Iterator[str]:
    """The phrases that are not mostly said by a text or by the phrases before them."""
    for phrase in words:
        if phrase and (not than or shared_of_shorter(telling_words(phrase), telling_words(than)) < _TOLD):
            yield phrase
            than = f"{than} {phrase}"
