"""Recommended doses of sentences ("The recommended dose of Exampline is 5 mg/kg every 3 weeks") (21 CFR 201.57(c)(3))."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from spacy.tokens import Span as TokenSpan

from ingest.context import unexplained
from ingest.dosing.amounts import DoseAmount, dose_amounts, repeated
from ingest.dosing.cues import Cue, cues
from ingest.dosing.routes import infusion_minutes, infusion_minutes_of_all, route, route_of_all
from ingest.dosing.titles import disease, telling_more, titled
from ingest.matcher import patterns
from ingest.names import ProductName, product_name, product_names
from ingest.passages import Passage
from ingest.reading import Reading
from ingest.thresholds import quantity_spans
from ingest.tokens import CROSS_REFERENCE, tokenize
from kg.facts import Dose
from kg.locator import Span

_OTHER_MEDICINES = re.compile(r"premedic|pre-medic|reconstitut|dilut|preparation", re.IGNORECASE)
_REACTIONS = re.compile(
    r"adverse\s+(?:drug\s+)?reactions?|toxicit|neutropeni|thrombocytopeni|\bgrade\b|discontinu|resum", re.IGNORECASE
)
_ABOUT_DOSES = re.compile(
    r"\b(?:recommended|starting|initial|maintenance)?\s*(?:dos(?:e|age|ing)s?)\b(?!\s+(?:and\s+admin|forms?|modif|adjust|reduc))",
    re.IGNORECASE,
)
_LEADING = re.compile(
    r"^(?:(?:for|in|the|•|-|–|and|then|followed by)\s+)+|^\(\s*[\d., ]+\)|^[\d., ]+\)|^\W+", re.IGNORECASE
)
_PATIENTS = r"(?:adults?|pediatric|patients|children|all|adolescents|neonates|infants|women|men|males|females)"
_WHOM = re.compile(
    rf"\b(?:for|in)\s+(?:the\s+treatment\s+of\s+)?(?P<whom>(?:[\w-]+\s+){{0,2}}?{_PATIENTS}\b.*)", re.IGNORECASE
)
_IF = re.compile(
    r"\b(?P<condition>(?:if|when|unless|except|as\s+(?:a\s+)?(?:single[\s-]agent|monotherapy))\b[^.;:]*)", re.IGNORECASE
)
_COMBINED = re.compile(
    r"\b(?P<partners>in\s+combination\s+with\s+[^.;:()\[\d]{3,100}?)"
    r"(?=\s+(?:for|until|every|administered|given|taken|orally|at|on|in|as)\b|[,.;(\[]|\s*\d|$)",
    re.IGNORECASE,
)
_CUT = re.compile(
    r"\s*(?:\bis\b|\bare\b|:|\[\s*see\b|\(see\b|,\s*(?:the|in combination)\b|\bin combination with\b|\buntil\b|;).*$",
    re.IGNORECASE,
)
_CUT_CASE = re.compile(
    r"\s*(?:\[\s*s\s*ee\b|\(\s*see\b|\(\w{0,2}$|,?\s*in combination with\b|\buntil\b).*$", re.IGNORECASE
)
_NEXT_SENTENCE = re.compile(
    r"(?:^|(?<=[a-z]))\s*(?<!\w)(?=(?:The|If|For|In|When|After|Permanently|Discontinue|Reduce|Increase|Withhold|Administer|Divide|Do|Adjust|Take|Avoid)\b)"
)
"""Where a source that lost its full stops goes on with the next sentence."""

_AS_FOLLOWS = re.compile(r"^.*\b(?:as follows|following)\s*:", re.IGNORECASE)
_POINT = re.compile(r"(?:\b[Oo]n\s+)?(?:Weeks?|Days?|Months?|Cycles?)\s[\d\s,toghru–-]+[:,]?\s*$")
_PRESENTATION = re.compile(
    r"^(?:for|in)\s+(?:tablets?|capsules?|injection|(?:oral\s+)?(?:solution|suspension))\s+(?=for\b|in\b)",
    re.IGNORECASE,
)
_REPEATED = re.compile(
    r"(?:treatment|this regimen|the regimen|cycles?|courses?|doses?)\b.*?\b(?:repeated|given|administered)\b",
    re.IGNORECASE,
)
_FOLLOWING = re.compile(r"\bfollowing(?:\s+\w+){0,2}$", re.IGNORECASE)
_FOR = re.compile(r"^\W*For\s+(?P<whom>[^,.;:]{5,120}),")
_ABOUT_STUDY_OR_DOSE = re.compile(r"\b(?:was|were|dos(?:e|es|age|ing)|recommended)\b", re.IGNORECASE)
_ORDER = re.compile(r"^(?:administer|give|inject|infuse|initiate)\s+", re.IGNORECASE)
_LEADING_ON = re.compile(
    r"(?:^|,?\s+)(?:(?:at|as|a|an|with|of|single|reduce|increase|decrease|and|maximum|minimum|should|may|can|to|the)\s*)+$",
    re.IGNORECASE,
)
_ORDER_BEHIND = re.compile(r",\s*(?:administer|give|initiate|start|begin)\b(?:\s+\w+){0,3}\s*$", re.IGNORECASE)
_CASE = re.compile(rf"\b(?:if|when|after|unless|for|in|cycles?|weeks?|days?)\b|{_PATIENTS}\b", re.IGNORECASE)
_CIRCUMSTANCE = re.compile(
    r"\b(?:impairment|inhibitors?|inducers?|concomitant\w*|co-?administ\w+|metaboli[sz]ers?|clearance|genotype|child-pugh|elderly"
    r"|geriatric|weigh\w*|renal|hepatic|dialysis|years|response|respond|needed|necessary|tolerat\w+|control\w*|effect|weeks?|days?)\b",
    re.IGNORECASE,
)
"""What a dose is changed for, other than an adverse reaction, which dose rules tell."""

_PHASE = re.compile(
    r"\b(?P<phase>starting|initial|loading|maintenance|maximum|subsequent)\b(?:\s+\w+){0,4}?\s+dos(?:e|es|age)\b",
    re.IGNORECASE,
)
_REDUCTION = re.compile(r"\s*reductions?\b", re.IGNORECASE)
_NOT_GIVEN = re.compile(r"\b(?:despite|discontinue|tolerate|not|avoid|exceed|missed)\b", re.IGNORECASE)
_LABELLED = re.compile(r"^[A-Z][^:.;]{3,100}:\s*(?:[A-Za-z®]+\s+)?$")
_CHANGED_TO = re.compile(r"\b(?:increas\w+|decreas\w+|reduc\w+|escalat\w+|titrat\w+)\b[^.;,]{0,40}$", re.IGNORECASE)
_FROM = re.compile(r"\s+from\s+[\d.,]+\s*\S+(?:\s+\w+){0,3}\s+to$", re.IGNORECASE)
_NUMBER = re.compile(r"\d")
_OFTEN = re.compile(r"\b(?:daily|weekly|monthly)\b", re.IGNORECASE)
_OTHER_CASE = re.compile(
    r"\b(?:inhibitors?|inducers?|concomitant|coadministration|impairment|adverse|toxicit\w+)\b", re.IGNORECASE
)
_FOR_RESPONSE = re.compile(r"\b(?:modif\w+|adjust\w+)\s+(?:for|based on)\s+response\b", re.IGNORECASE)
_NAMED_PATIENTS = re.compile(rf"\b{_PATIENTS}\b", re.IGNORECASE)
_TOTAL = "total"


@dataclass(frozen=True, slots=True, kw_only=True)
class _Place:
    """Where a dose is read: its passage, all of section 2, and the product's names and their words in lower case."""

    reading: Reading
    passage: Passage
    within: tuple[Passage, ...]
    names: frozenset[str]
    words: frozenset[str]
    above: str

    @property
    def title(self) -> str:
        passage = self.passage
        section = self.reading.document.section(passage.section) if passage.section else None
        return section.title.text if section is not None and section.title is not None else ""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Stated:
    """A part of a sentence that states doses: what introduces them, the words before that, and those behind."""

    sentence: TokenSpan
    cue: Cue | None
    before: str
    behind: TokenSpan


def extract(reading: Reading) -> Iterator[Dose]:
    """One dose per amount that a sentence of section 2 recommends for the product."""
    within = tuple(reading.within("2"))
    names = frozenset(name.casefold() for name in product_names(reading.document))
    words = frozenset(word for name in names for word in name.split())
    for passage, before in zip(within, (None, *within), strict=False):
        above = before.text.text if before is not None and before.section == passage.section else ""
        place = _Place(reading=reading, passage=passage, within=within, names=names, words=words, above=above)
        if _OTHER_MEDICINES.search(place.title):
            continue
        sentences = tuple(passage.sentences)
        for sentence, following in zip(sentences, (*sentences[1:], None), strict=True):
            for stated in _stated(place, sentence):
                yield from _doses(place, stated, following)


def _stated(place: _Place, sentence: TokenSpan) -> Iterator[_Stated]:
    """The parts of a sentence that state doses, each up to the next; an item of a list of doses is one without a cue."""
    doc = sentence.doc
    end = next((token.i for token in sentence if token.ent_type_ == CROSS_REFERENCE), sentence.end)
    found = cues(sentence, place.words)
    if not found:
        yield from _item(place, sentence, end)
        return
    told = _ORDER_BEHIND.sub("", _AS_FOLLOWS.sub("", doc[sentence.start : found[0].tokens.start].text))
    told = _NEXT_SENTENCE.split(told)[-1]
    ends = [*(cue.tokens.start for cue in found[1:]), max(end, found[-1].tokens.end)]
    last = found[0].tokens.start
    for cue, limit in zip(found, ends, strict=True):
        since = doc[last : cue.tokens.start].text.rpartition(";")[2]
        told = _POINT.sub("", told) if _POINT.search(since) else told
        before = ", ".join(filter(None, (_plain(told), _plain(since) if _CASE.search(since) else "")))
        behind = doc[cue.tokens.end : limit]
        yield _Stated(sentence=sentence, cue=cue, before=before, behind=behind)
        amounts = dose_amounts(behind, place.words)
        last = (amounts[-1].when.end if amounts[-1].when is not None else amounts[-1].token.i + 1) if amounts else limit


def _item(place: _Place, sentence: TokenSpan, end: int) -> Iterator[_Stated]:
    """The doses of an item of a list of doses, and of a sentence that names whom they are for: "Mild impairment: 5 mg"."""
    doc = sentence.doc
    first = next(iter(dose_amounts(doc[sentence.start : max(end, sentence.start + 1)], place.words)), None)
    before = doc[sentence.start : first.token.i].text if first is not None else ""
    is_item = not sentence.start and _lead_recommends(place)
    is_labelled = _LABELLED.match(before) and _ABOUT_DOSES.search(" ".join((place.title, *place.passage.headings)))
    if first is not None and (is_item or is_labelled) and not _NOT_GIVEN.search(before):
        yield _Stated(sentence=sentence, cue=None, before=before, behind=doc[sentence.start : end])


def _doses(place: _Place, stated: _Stated, following: TokenSpan | None) -> Iterator[Dose]:
    passage, within, sentence = place.passage, place.within, stated.sentence
    beside = [other for other in within if other.section == passage.section]
    later = repeated(following) if following is not None and _REPEATED.match(following.text) else None
    amounts = dose_amounts(stated.behind, place.words)
    if stated.cue is not None and stated.cue.is_change:
        amounts = amounts[:1]
    limits = [*(later_amount.token.i for later_amount in amounts[1:]), stated.behind.end]
    read = sentence.doc[sentence.start : max(stated.behind.end, sentence.start + 1)]
    for found, limit in zip(amounts, limits, strict=False):
        amount = found if found.when is not None else replace(found, when=later)
        if _is_change_of_other(stated, amount):
            continue
        condition = _with_items(_condition(place, stated, amount, limit), passage, within)
        schedule = _schedule(found, later) or _often(stated, amount)
        if stated.cue is not None and stated.cue.is_change and not _is_circumstance(place, condition, schedule):
            continue
        yield Dose(
            evidence=(passage.evidence(_evidence(read)),),
            values=_values(passage, amount),
            read_by="dose.sentence" if stated.cue is not None else "dose.item",
            amount=amount.quantity.value,
            amount_high=amount.quantity.high,
            unit=str(amount.quantity.unit),
            schedule=schedule,
            condition=condition,
            incomplete=_unread(read, amount, condition),
            route=route(read) or route_of_all(within),
            infusion_minutes=infusion_minutes(read) or infusion_minutes_of_all(beside),
        )


def _is_change_of_other(stated: _Stated, amount: DoseAmount) -> bool:
    """Whether an amount is what the dose before it is changed to ("5 mg, with an increase to 10 mg"), for reasons not read."""
    is_change = stated.cue is None or stated.cue.is_change
    return not is_change and bool(_CHANGED_TO.search(amount.token.doc[stated.behind.start : amount.token.i].text))


def _is_circumstance(place: _Place, condition: str | None, schedule: str | None) -> bool:
    """Whether a dose is changed for patients or a circumstance, and not after an adverse reaction, which rules tell."""
    told = " ".join((place.title, *place.passage.headings[-1:], condition or ""))
    when = f"{condition or ''} {schedule or ''}"
    return bool(_CIRCUMSTANCE.search(when)) and not _REACTIONS.search(told)


def _often(stated: _Stated, amount: DoseAmount) -> str | None:
    """How often the words that introduce a dose say it is given: "the recommended daily dose"."""
    introduced = stated.sentence.doc[stated.cue.tokens.start : amount.token.i].text if stated.cue is not None else ""
    introduced = _NUMBER.split(introduced)[0]
    found = _OFTEN.search(introduced)
    return found.group() if found is not None else None


def _schedule(amount: DoseAmount, later: TokenSpan | None) -> str | None:
    """When an amount is given: what its own sentence says, and how often the next one says that this is repeated."""
    said = (amount.schedule, later.text.strip(" ,.") if later is not None else None)
    return ", ".join(part for part in said if part) or None


def _unread(read: TokenSpan, amount: DoseAmount, condition: str | None) -> tuple[str, ...]:
    """The risky words of a dose's sentence that stand neither before its amount and schedule nor in its condition."""
    end = amount.when.end if amount.when is not None else amount.token.i + 1
    explained = read.doc[read.start : min(end, read.end)]
    return tuple(word for word in unexplained(read, [explained]) if word.casefold() not in (condition or "").casefold())


def _values(passage: Passage, amount: DoseAmount) -> tuple[Span, ...]:
    tokens = [
        amount.token.doc[amount.token.i : amount.token.i + 1],
        *([amount.when] if amount.when is not None else []),
    ]
    return tuple(span for part in tokens for span in quantity_spans(passage.text, part))


def _evidence(read: TokenSpan) -> TokenSpan:
    end = read.end
    while end > read.start and read.doc[end - 1].text in {".", ",", ":"}:
        end -= 1
    return read.doc[read.start : end]


def _lead_recommends(place: _Place) -> bool:
    """Whether a recommended dose introduces the list of an item, or the paragraph below it ("The recommended dose is:")."""
    passage = place.passage
    lead = passage.lead.text if passage.lead else place.above
    return lead.rstrip().endswith(":") and any(True for _ in patterns("dose_cue").find(tokenize(lead)))


def _condition(place: _Place, stated: _Stated, amount: DoseAmount, limit: int) -> str | None:
    """Who and when: the paragraph above a list, the words before the dose, those between it and the amount, those behind."""
    doc, passage = stated.sentence.doc, place.passage
    lead = passage.lead.text if passage.lead and passage.level else ""
    between = doc[stated.cue.noun_end : amount.token.i].text if stated.cue is not None else ""
    first, when = amount.token.i + 1, amount.when
    is_inside = when is not None and first <= when.start < limit
    parts_behind = (
        (doc[first : when.start], doc[when.end : limit]) if when is not None and is_inside else (doc[first:limit],)
    )
    behind = " ".join(part.text for part in parts_behind if len(part))
    parts = [
        _plain(disease(place.title)),
        _heading(passage, stated.before),
        _plain(lead if _introduces(lead) else ""),
        _plain(stated.before) or _introduced(passage, stated.sentence),
        _without_product(between, product_name(place.reading.document)),
        stated.cue.when if stated.cue is not None else "",
        *_told_behind(behind),
        *_kinds(stated, amount, between),
    ]
    plain = (_without_order(part, place.names) for part in parts)
    found = list({part.casefold(): part for part in plain if part}.values())
    whom = titled(place.title) if not (_heading(passage, stated.before) and found) else ""
    return ", ".join((*telling_more((whom,), " ".join(found)), *found)) or None


def _introduces(lead: str) -> bool:
    """Whether the paragraph above a list tells for whom its items are, and not that they are doses."""
    return lead.rstrip().endswith(":") and not any(True for _ in patterns("dose_cue").find(tokenize(lead)))


def _heading(passage: Passage, before: str) -> str:
    """Whom the heading above names; not another case than that of the patients of the sentence itself."""
    heading = passage.headings[-1] if passage.headings else ""
    if _OTHER_CASE.search(heading) and _NAMED_PATIENTS.search(before):
        return ""
    return titled(heading) or ("" if _FOR_RESPONSE.search(heading) else heading)


def _told_behind(behind: str) -> Iterator[str]:
    """Whom, when and with what a dose is given, as the words behind it say."""
    behind = _NEXT_SENTENCE.split(behind)[0]
    whom, case, combined = _WHOM.search(behind), _IF.search(behind), _COMBINED.search(behind)
    cut = min((found.start() for found in (case, combined) if found), default=len(behind))
    if whom is not None and whom.start() < cut:
        yield _CUT.sub("", whom["whom"][: cut - whom.start("whom")]).strip(" ,.")
    if case is not None:
        yield _CUT_CASE.sub("", case["condition"]).strip(" ,.")
    if combined is not None:
        yield combined["partners"].strip()


def _kinds(stated: _Stated, amount: DoseAmount, between: str) -> Iterator[str]:
    """Which dose it is: the total, a loading dose, the maximum; not where a bracket splits it into single doses."""
    if stated.cue is None:
        return
    cue = stated.cue.tokens
    words = cue.text.casefold()
    if (_TOTAL in words or f"{_TOTAL} of" in between.casefold()) and amount.token.nbor(-1).text != "(":
        yield f"{_TOTAL} dose"
    near = cue.doc[max(stated.sentence.start, cue.start - 2) : cue.end].text
    if _REDUCTION.match(between):
        yield "dose reduction"
    phase = None if stated.cue.is_change else _PHASE.search(near)
    if phase is not None:
        yield f"{phase['phase'].casefold()} dose"


def _without_order(words: str, names: frozenset[str]) -> str:
    """The words of a condition without "administer", the product's name behind it, and what leads to the amount."""
    plain = words
    if (order := _ORDER.match(plain)) is not None:
        plain = plain[order.end() :]
        name = next((name for name in names if plain.casefold().startswith(name)), "")
        plain = plain[len(name) :].strip(" ,®™")
    plain = _LEADING_ON.sub("", _FROM.sub("", plain))
    for name in names:
        plain = re.sub(rf"(?:[,:]\s*|\s+the\s+)(?:the\s+)?{re.escape(name)}$", "", plain, flags=re.IGNORECASE)
    return "" if plain.casefold() in names else plain


def _introduced(passage: Passage, sentence: TokenSpan) -> str:
    """Whom the sentence before is about ("For patients with exampleosis, it was studied ..."), if the dose's own says none."""
    before = [other for other in passage.sentences if other.end <= sentence.start]
    stated = _FOR.match(before[-1].text) if before and _ABOUT_STUDY_OR_DOSE.search(before[-1].text) else None
    return stated["whom"] if stated else ""


def _with_items(condition: str | None, passage: Passage, within: tuple[Passage, ...]) -> str | None:
    """The condition with the items of the list below, if its last words point to them ("any of the following")."""
    if condition is None or not _FOLLOWING.search(condition):
        return condition
    items = [below.text.text.strip(" ,;.") for below in within if below.level and below.lead is passage.text]
    return f"{condition}: {', '.join(items)}" if items else condition


def _without_product(between: str, product: ProductName | None) -> str:
    """The words between "recommended dose" and the amount without "of", the product's names, and the verb."""
    words = _CUT.sub("", between)
    for name in (product.name, product.substance or product.name) if product else ():
        words = re.sub(rf"\b(?:of\s+)?{re.escape(name)}\b", " ", words, flags=re.IGNORECASE)
    words = _PRESENTATION.sub("", " ".join(words.split()))
    return _plain(words) if re.match(r"(?:for|in|as|when|if|during)\s+\w", words, re.IGNORECASE) else ""


def _plain(words: str) -> str:
    """The words without introducing prepositions and the stops around them."""
    plain = words.strip(" ,:.")
    while (leading := _LEADING.match(plain)) is not None:
        plain = plain[leading.end() :]
    return re.sub(r",?\s*(?:\b(?:the|recommended|a|an)\b\s*)+$", "", plain, flags=re.IGNORECASE).strip(" ,:")
