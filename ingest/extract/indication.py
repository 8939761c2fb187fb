"""Indications: the diseases that section 1 and a guide say the product is for, and in whom (21 CFR 201.57(c)(2))."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from ingest.document import Part
from ingest.passages import Passage, evidence
from ingest.reading import Reading
from ingest.wording import without_references
from kg.codes import Form
from kg.facts import Indication
from kg.locator import Evidence

_I = re.IGNORECASE
_INDICATED = re.compile(
    r"\b(?:is|are)\s+(?:also\s+|additionally\s+)?indicated\b:?|\bindicated\b(?=:?\s+(?:only\s+)?(?:for|in|to|as)\b)"
    r"|\bauthorized\s+for\s+(?:emergency\s+)?use\b(?:\s+under\s+an?\s+(?:EUA|emergency\s+use\s+authorization))?",
    _I,
)
_NEGATED = re.compile(r"\bnot\s+(?:recommended|indicated)\b|\blimitations?\s+of\s+use\b", _I)
_LIMITS = re.compile(r"(?<=\S)\s(?=Limitations?\s+of\s+Use\b)")
_PLACES = re.compile(r"\s*\(\s*\d+(?:\.\d+)?(?:\s*,\s*\d+(?:\.\d+)?)*\s*\)")
"""Section numbers in brackets."""
_BULLETS = "•●○◦▪·"

_KIND = (
    r"(?:(?:(?:severely\s+ill|clinically\s+stable|newly[\s-]diagnosed|adult|pediatric(?:\s+\([^()]*\))?|geriatric|elderly|adolescent|hospitalized|non-?hospitalized|young|male|female|pregnant|certain"
    r"|(?:pre|post)-?menopausal|immunocompetent|immunocompromised|ambulatory|selected|both))(?:\s*,|\s+and|\s+or)*\s+)*"
)
_PEOPLE = (
    r"(?:patients?|adults?|adolescents?|children|infants?|neonates?|women|men|females?|males?|individuals?|persons?)\b"
)
_NUMBER = r"(?:≥\s*)?(?:\d+(?:\.\d+)?|birth|one|two|three|four|six|twelve)"
_UNIT = r"(?:\s*(?:years?|months?|weeks?|days?|kg))?(?:\s+of\s+age)?(?:\s+old)?"
_BOUND = (
    r"(?:\s*(?:,\s*)?(?:and|or)\s+(?:older|above|over|greater|up|younger)|\s+through\s+\d+\s+years?(?:\s+of\s+age)?)?"
)
_WEIGHT = (
    r"(?:\s+(?:and\s+)?(?:who\s+)?weigh(?:ing)?\s+(?:at\s+least|less\s+than|≥)?\s*[\d.]+\s*kg"
    r"(?:\s+to\s+(?:less\s+than\s+)?[\d.]+\s*kg)?(?:\s+(?:or|and)\s+(?:more|greater|above|over))?)?"
)
_AGE = (
    r"(?:\s*,?\s*\(?(?:(?:aged?|ages|from|who\s+are|at\s+least|less\s+than|greater\s+than(?:\s+or\s+equal\s+to)?|older\s+than|over)\s+)*"
    rf"{_NUMBER}(?:\s*(?:to|-|–)\s*(?:less\s+than\s+)?\d+)?{_UNIT}{_BOUND}{_WEIGHT}\)?)?"
    rf"{_WEIGHT}(?:\s+of\s+reproductive\s+potential)?"
)
_ONE_GROUP = rf"{_KIND}{_PEOPLE}{_AGE}"
_GROUP = rf"(?:all\s+|the\s+)?{_ONE_GROUP}(?:\s*,?\s*(?:and|or)\s+(?:in\s+|for\s+)?{_ONE_GROUP})*"
_WORK = (
    r"treatment(?:\s+\([^()]*\))?|management|prophylaxis|prevention|relief|maintenance|control|healing|suppression|therapy|eradication|production|induction"
    r"|reduction\s+(?:in|of)\s+(?:the\s+)?(?:risk|frequency|incidence|occurrence|rate|signs\s+and\s+symptoms)"
)
_PURPOSE = re.compile(
    rf"(?:\bfor\s+)?(?:\buse\s+in\s+)?(?:\bthe\s+)?(?:\b(?!(?:for|in|of|age|older|greater|up)\b)[\w-]+,?\s+(?:(?:and|or)\s+)?){{0,3}}?"
    rf"\b(?:{_WORK})\s+(?:of|for)\s+(?:the\s+)?(?:(?:{_WORK})\s+of\s+)?"
    r"|\b(?:conditioning|preparative)\s+(?:regimen|treatment)\s+(?:prior\s+to|before)\s+"
    r"|\bas\s+an\s+adjunct\s+to\s+(?=(?:general|local|regional)\s+an?esthesia)"
    r"|\bto\s+(?:provide|facilitate|induce|treat|prevent|relieve|delay|manage|control|reduce\s+the\s+(?:risk|frequency|rate|incidence|severity)\s+of)\s+"
    r"|^\s*to\s+reduce\s+(?!the\s+risk)(?:signs\s+and\s+symptoms\s+of\s+)?",
    _I,
)
_FURTHER = re.compile(rf",?\s+and\s+(?=(?:for\s+)?(?:the\s+)?(?:{_WORK})\s+of\s|to\s+(?:reduce|treat|prevent)\s)", _I)
_GROUP_FIRST = re.compile(
    rf"(?P<group>{_GROUP})(?P<link>,?\s+(?:for(?:\s+the)?|with(?:\s+the\s+following)?|who\s+have|having|diagnosed\s+with|suffering\s+from)\s+)?",
    _I,
)
_IN_GROUP = re.compile(rf"\s*,?\s+(?:only\s+)?(?:in|for|among)\s+(?=(?P<group>{_GROUP}))", _I)
_BEFORE = re.compile(rf"\b(?:in|for|by)\s+(?P<group>{_GROUP}(?:\s+with\s+[^,;:]*(?=\s*$))?)", _I)
_FIRST = re.compile(rf"^\s*(?:in|for)\s+(?P<group>{_GROUP}(?:\s+(?:with|who)\s+[^;:]*)?),(?:\s+[\w-]+){{1,8}}\s*$", _I)
"""The patients that a statement begins with."""
_STOP = re.compile(
    r"[.;:]\s*$|[.;]\s+(?=(?-i:[A-Z•]))(?![^()]*\)).*$|\s*:\s.*$|\s+and\s+(?:is|are|has|have)\s*:.*$|,?\s+(?:and\s+)?(?:who|whose|that|which|where|despite|(?<!the\s)following|after|until|when|while|as\s+(?:detected|determined"
    r"|characterized|evidenced|confirmed|an?\b|monotherapy|part)|for\s+(?:whom|up\s+to)|with\s+(?:disease\s+)?progression|in\s+(?:combination|conjunction)|to\s+(?:be|replace|lower|reduce|increase|improve|decrease)|(?:caused\s+by|due\s+to)\s+(?:the\s+following|susceptible\s+(?:strains|isolates)\s+of\s+the\s+(?:following|designated))"
    r"|not\s+(?:requiring|responding|previously))\b.*$",
    _I | re.DOTALL,
)
_POPULATION_STOP = re.compile(
    r"[.;:]\s*$|[.;:]\s+(?=(?-i:[A-Z•]))(?![^()]*\)).*$|,?\s+(?:in\s+(?:combination|conjunction)|as\s+(?:an?|monotherapy|part)|for\s+up\s+to|(?<!\bare\s)to\s+(?:be|replace|lower|reduce|increase|improve|decrease))\b.*$",
    _I | re.DOTALL,
)
_ABBREVIATION = re.compile(r"\s*\((?=[^()]*[A-Z]{2})[\w+;, -]{2,14}\)(?=$|,|\s+(?:and|or)\s)")
_BARE = re.compile(r"(?:all\s+|the\s+)?(?:patients?|individuals?|persons?)", _I)


_INTRODUCED = re.compile(r"([^.:]*(?:\b(?:of|for|for\s+the|with|in|to)|(?:patients|adults|children)))\s*:\s+(?=\S)", _I)
"""The words in front of the colon of a list that is run into a paragraph."""
_RUN_IN = re.compile(
    r"(?<=\])\s*[.;]?\s+(?=\w)|(?<=\))\s+(?=[A-Z][a-z])|(?<=\))\.\s+(?=[a-z])"
    r"|(?:(?<=\badults)|(?<=\bolder)|(?<=\bchildren))\s+(?=[A-Z][a-z]+\s+[a-z])"
    r"|(?<=\.)\s+(?=(?:treatment|prevention|prophylaxis|management)\s+of\s)"
    r"|(?<=[a-z)C])\s+(?=(?:As\s+an?\s+adjunct|In\s+(?:adult|pediatric)|To\s+reduce)\b)"
    r"|\s+(?=(?:(?:Acute|Adjunctive|Initial|Maintenance)\s+)?(?:Treatment|Management|Prevention|Prophylaxis|Relief)\s+of\s)"
)
"""Between the items of such a list."""
_SENTENCE = re.compile(r"\b(?:is|are|was|were|has|have|had|may|should|can|do|does)\b|\bLimitations?\b", _I)
"""What tells a sentence, or the heading of what is no indication, from an item."""
_PATIENTS = re.compile(rf"(?:newly\s+diagnosed\s+|previously\s+\w+\s+)?{_GROUP}\s+with\s", _I)


@dataclass(frozen=True, slots=True)
class _Frame:
    """The words that introduce the items of a list, and whether it is run into a paragraph.

    `ends_open` if they end with a colon: items may then stand below without a sign, where a PDF's text has lost it.
    """

    lead: str
    place: Evidence
    run_in: bool
    ends_open: bool


@dataclass(frozen=True, slots=True)
class _Stated:
    disease: str
    population: str | None


def extract(reading: Reading) -> Iterator[Indication]:
    """One per disease that a sentence, or an item of a list after "is indicated for:", names.

    A list may be run into one paragraph; a subsection may state the patients alone, below the title of section 1. No
    list goes on from section 1 into a guide.
    """
    frame: _Frame | None = None
    part: Part | None = None
    for passage in reading.guide_and("1"):
        frame, part = frame if passage.part is part else None, passage.part
        words = passage.text.text
        is_said = (
            passage.level > 0
            or "indicated" in words
            or "authorized" in words
            or any(bullet in words for bullet in _BULLETS)
        )
        for start, end, text in _sentences(passage):
            is_item = passage.level > 0 or text[:1] in _BULLETS
            place = evidence(
                passage.document, passage.text.span(start, end), section=passage.section, headings=passage.headings
            )
            indicated = None if _NEGATED.search(text) else _INDICATED.search(text)
            if indicated is not None:
                lead, items = _list(text[indicated.end() :])
                first = _FIRST.search(text[: indicated.start()])
                group = first["group"] if first else None
                stated = [found for item in items for found in _stated(f"{lead}{_plain(item)}", group)]
                lead = lead if stated else f"{_plain(text[indicated.end() :]).rstrip(':')} "
                frame = _Frame(lead, place, bool(stated), text.rstrip().endswith(":")) if lead else None
                yield from (_indication(found, (place,), is_item) for found in stated)
            elif frame is not None and (is_item or ((frame.run_in or frame.ends_open) and not _SENTENCE.search(text))):
                items = _RUN_IN.split(text) if frame.run_in else [text]
                stated = [found for item in items for found in _stated(f"{frame.lead}{_plain(item)}")]
                yield from (_indication(found, (place, frame.place), True) for found in stated)
            elif is_said or frame is None:
                frame = None
                if not is_said and passage.section is not None and passage.section.startswith("1."):
                    yield from (_indication(found, (place,), False) for found in _patients(text))


def _list(statement: str) -> tuple[str, list[str]]:
    """The words that introduce a list run into a statement, "" if there is none, and its items."""
    introduced = _INTRODUCED.match(statement)
    if introduced is None:
        return "", [statement]
    return f"{introduced[1].strip()} ", _RUN_IN.split(statement[introduced.end() :])


def _patients(text: str) -> Iterator[_Stated]:
    """What a sentence without a verb states: "Adult patients with severe exampleosis."."""
    group = None if _SENTENCE.search(text) else _PATIENTS.match(text)
    if group is not None:
        yield from _stated(f"for {_plain(text)}")


def _sentences(passage: Passage) -> Iterator[tuple[int, int, str]]:
    """The sentences; a list without a full stop ends where limitations of use begin."""
    for sentence in passage.sentences:
        limits = _LIMITS.search(sentence.text)
        if limits is None:
            yield sentence.start_char, sentence.end_char, sentence.text
            continue
        middle = sentence.start_char + limits.start()
        yield sentence.start_char, middle, sentence.text[: limits.start()]
        yield middle, sentence.end_char, sentence.text[limits.start() :]


def _indication(stated: _Stated, places: tuple[Evidence, ...], is_item: bool) -> Indication:
    return Indication(
        evidence=places,
        read_by="indication.item" if is_item else "indication.sentence",
        form=Form.LIST if is_item else Form.SENTENCE,
        disease=stated.disease,
        population=stated.population,
    )


def _stated(statement: str, group: str | None = None) -> Iterator[_Stated]:
    """The diseases of what stands after "indicated", each with its population; `group` if it stands before.

    >>> list(_stated("for the treatment of adults with severe exampleosis (SEX)."))
    [_Stated(disease='severe exampleosis', population='adults')]
    """
    parts = _FURTHER.split(statement)
    found = [_read(part) for part in parts]
    last = found[-1]
    for stated in found:
        if stated is not None:
            population = stated.population or (last.population if last else None) or group
            yield _Stated(stated.disease, population)


def _read(statement: str) -> _Stated | None:
    purpose = _PURPOSE.search(statement)
    before = statement[: purpose.start()] if purpose else ""
    after = statement[purpose.end() :] if purpose else re.sub(r"^\s*(?:for|in)\s+", "", statement, flags=_I)
    first = _GROUP_FIRST.match(after)
    if first is not None:
        disease = _STOP.sub("", after[first.end() :])
        return _checked(disease, first["group"]) if first["link"] else None
    if purpose is None:
        inside = re.search(rf"(?:in|for)\s+(?P<group>{_GROUP})\s+with\s+(?P<disease>.+)", after, _I)
        return _checked(_STOP.sub("", inside["disease"]), inside["group"]) if inside else None
    inside = _IN_GROUP.search(after)
    if inside is not None:
        population = _POPULATION_STOP.sub("", after[inside.end() :])
        return _checked(_STOP.sub("", after[: inside.start()]), population)
    led = _BEFORE.search(before)
    return _checked(_STOP.sub("", after), led["group"] if led else None)


def _checked(disease: str, population: str | None) -> _Stated | None:
    """The phrases cleaned; None if no disease is left or what is left is no phrase."""
    cleaned = _ABBREVIATION.sub("", disease.strip(" ,.;:•")).strip(" ,.;:").removesuffix(" or").removesuffix(" and")
    if (
        not 1 <= len(cleaned.split()) <= 40
        or "indicated" in cleaned
        or cleaned in {"a", "the"}
        or cleaned.endswith((" with", " of"))
    ):
        return None
    group = population.strip(" ,.;:•") if population else None
    return _Stated(cleaned, None if group is None or _BARE.fullmatch(group) else group)


def _plain(text: str) -> str:
    return " ".join(_PLACES.sub("", without_references(text)).split()).lstrip(_BULLETS + " ").strip()
