"""Recommended doses of sentences ("The recommended dose of Exampline is 5 mg/kg every 3 weeks") (21 CFR 201.57(c)(3))."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from spacy.tokens import Span as TokenSpan

from ingest.context import unexplained
from ingest.dosing.amounts import DoseAmount, dose_amounts, repeated
from ingest.dosing.routes import infusion_minutes, infusion_minutes_of_all, route, route_of_all
from ingest.matcher import patterns
from ingest.names import ProductName, product_name, product_names
from ingest.passages import Passage
from ingest.reading import Reading
from ingest.thresholds import quantity_spans
from ingest.tokens import CROSS_REFERENCE, tokenize
from ingest.wording import shared_of_shorter, telling_words
from kg.facts import Dose
from kg.locator import Span

_TITLE = re.compile(r"\b(?:dosage|dose|dosing)\b.*?\b(?:for|in)\s+(?P<whom>.+)$", re.IGNORECASE)
_OTHER_MEDICINES = re.compile(r"premedic|pre-medic|reconstitut|dilut|preparation", re.IGNORECASE)
_LEADING = re.compile(r"^(?:(?:for|in|the|•|-|–)\s+)+|^\(\s*[\d., ]+\)|^[\d., ]+\)|^\W+", re.IGNORECASE)
_WHOM = re.compile(
    r"\b(?:for|in)\s+(?:the\s+treatment\s+of\s+)?(?P<whom>(?:adult|pediatric|patients|children|all|adolescents)\b.*)",
    re.IGNORECASE,
)
_CUT = re.compile(
    r"\s*(?:\bis\b|\bare\b|:|\[\s*see\b|\(see\b|,\s*(?:the|in combination)\b|\buntil\b).*$", re.IGNORECASE
)
_REPEATED = re.compile(
    r"(?:treatment|this regimen|the regimen|cycles?|courses?|doses?)\b.*?\b(?:repeated|given|administered)\b",
    re.IGNORECASE,
)
_FOLLOWING = re.compile(r"\bfollowing(?:\s+\w+){0,2}$", re.IGNORECASE)
_ABOUT_DOSING = re.compile(
    r"\b(?:dos(?:e|es|age|ages|ing)|administ\w+|recommend\w+|prepar\w+|instructions?|modifications?|information|test\w*"
    r"|selection|monitor\w*|premedic\w*|evaluation|consider\w*|titration|switch\w*|missed|use|used|adjust\w*)\b",
    re.IGNORECASE,
)
_FOR = re.compile(r"^\W*For\s+(?P<whom>[^,.;:]{5,120}),")
_GLUED = re.compile(
    r"^(?i:(?:recommended\s+)?(?:dosage|dose|dosing)s?)\s+(?!for\b|in\b|and\b|of\b|by\b|Modif|Adjust|Regimen|Schedul|Inform|Instruc|Consid|Reduc"
    r"|Titrat|Interrupt|Delay|Escalat|Form|Level|Recommend|Guid|Strateg|Prepar|Administ)(?P<whom>[A-Z].{5,160})$"
)
_ORDER = re.compile(r"^(?:administer|give|inject|infuse|initiate)\s+", re.IGNORECASE)
_OF_OTHER = re.compile(r"\s*of\s+(?P<drug>[a-z-]{5,})\s+(?:is|are|should|was)\b")
_LEADING_ON = re.compile(r"(?:^|,?\s+)(?:(?:at|as|a|an|with|of|single)\s*)+$", re.IGNORECASE)
_CHANGING = frozenset({"reduce", "decrease", "increase", "reducing", "increasing", "lower"})
_NAMED = "named"
_ORDERS = frozenset({"administer", "give", "inject", "infuse", "initiate"})
_OPENING = 12
_NEAR = 5
_TOLD = 0.7
_TOTAL = "total"


@dataclass(frozen=True, slots=True, kw_only=True)
class _Place:
    """Where a dose is read: its passage, all of section 2, and the product's names in lower case."""

    reading: Reading
    passage: Passage
    within: tuple[Passage, ...]
    names: frozenset[str]

    @property
    def title(self) -> str:
        passage = self.passage
        section = self.reading.document.section(passage.section) if passage.section else None
        return section.title.text if section is not None and section.title is not None else ""


def extract(reading: Reading) -> Iterator[Dose]:
    """One dose per amount that a sentence of section 2 recommends for the product."""
    within = tuple(reading.within("2"))
    names = frozenset(name.casefold() for name in product_names(reading.document))
    for passage in within:
        place = _Place(reading=reading, passage=passage, within=within, names=names)
        if _OTHER_MEDICINES.search(place.title):
            continue
        sentences = tuple(passage.sentences)
        for sentence, following in zip(sentences, (*sentences[1:], None), strict=True):
            yield from _doses(place, sentence, following)


def _doses(place: _Place, sentence: TokenSpan, following: TokenSpan | None) -> Iterator[Dose]:
    passage, within = place.passage, place.within
    cue = _cue(sentence, place.names)
    if cue is None:
        if not _lead_recommends(passage) or sentence.start:
            return
        behind = sentence
    else:
        behind = sentence.doc[cue.end : sentence.end]
        if _is_of_partner(sentence.doc[sentence.start : cue.start].text, behind.text, place.names):
            return
    end = next((token.i for token in behind if token.ent_type_ == CROSS_REFERENCE), behind.end)
    later = repeated(following) if following is not None and _REPEATED.match(following.text) else None
    amounts = dose_amounts(sentence.doc[behind.start : end])
    limits = [*(later_amount.token.i for later_amount in amounts[1:]), sentence.end]
    for found, limit in zip(amounts, limits, strict=False):
        amount = found if found.when is not None else replace(found, when=later)
        read = sentence.doc[sentence.start : end]
        condition = _with_items(_condition(place, sentence, cue, amount, limit), passage, within)
        yield Dose(
            evidence=(passage.evidence(_evidence(read)),),
            values=_values(passage, amount),
            read_by="dose.sentence" if cue is not None else "dose.item",
            amount=amount.quantity.value,
            amount_high=amount.quantity.high,
            unit=str(amount.quantity.unit),
            schedule=_schedule(found, later),
            condition=condition,
            incomplete=_unread(read, amount, condition),
            route=route(read) or route_of_all(within),
            infusion_minutes=infusion_minutes(read) or infusion_minutes_of_all(within),
        )


def _is_of_partner(before: str, behind: str, names: frozenset[str]) -> bool:
    """Whether the dose is that of a medicine given with the product: "when given with EXAMPLINE, the dose of samplol is".

    >>> _is_of_partner("When given with EXAMPLINE, the", "of samplol is 500 mg", frozenset({"exampline"}))
    True
    """
    other = _OF_OTHER.match(behind)
    with_product = any(name in before.casefold() for name in names)
    return other is not None and with_product and not any(other["drug"] in name for name in names)


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


def _lead_recommends(passage: Passage) -> bool:
    """Whether an item belongs to a list that a recommended dose introduces ("The recommended dose is:")."""
    lead = passage.lead.text if passage.lead else ""
    return lead.rstrip().endswith(":") and any(True for _ in patterns("dose_cue").find(tokenize(lead)))


def _condition(place: _Place, sentence: TokenSpan, cue: TokenSpan | None, amount: DoseAmount, limit: int) -> str | None:
    """Who and when: the paragraph above a list, the words before the dose, those between it and the amount, those behind."""
    doc, passage = sentence.doc, place.passage
    product = product_name(place.reading.document)
    lead = passage.lead.text if passage.lead and passage.level else ""
    before = doc[sentence.start : cue.start].text if cue is not None else ""
    between = doc[cue.end : amount.token.i].text if cue is not None else ""
    behind = _WHOM.search(doc[(amount.when.end if amount.when is not None else amount.token.i + 1) : limit].text)
    total = _TOTAL in (cue.text.casefold() if cue is not None else "") or f"{_TOTAL} of" in between.casefold()
    parts = [
        _plain(_disease(place.title)),
        *passage.headings[-1:],
        _plain(
            lead
            if lead.rstrip().endswith(":") and not any(True for _ in patterns("dose_cue").find(tokenize(lead)))
            else ""
        ),
        _plain(before) or _introduced(passage, sentence),
        _without_product(between, product),
        _CUT.sub("", behind["whom"]).strip(" ,.") if behind else "",
        f"{_TOTAL} dose" if total and amount.token.doc[amount.token.i - 1].text != "(" else "",
    ]
    plain = (_without_order(part, place.names) for part in parts)
    found = [part for part in dict.fromkeys(plain) if part]
    whom = _titled(place.title) if not (passage.headings and found) else ""
    if whom and (not found or shared_of_shorter(telling_words(whom), telling_words(" ".join(found))) < _TOLD):
        found = [whom, *found]
    return ", ".join(found) or None


def _is_changed(cue: TokenSpan) -> bool:
    """Whether the dose that some words name is only to be changed: "reduce the starting dose of ..."."""
    return any(token.lower_ in _CHANGING for token in cue.doc[max(cue.sent.start, cue.start - 3) : cue.start])


def _without_order(words: str, names: frozenset[str]) -> str:
    """The words of a condition without "administer", the product's name behind it, and what leads to the amount."""
    plain = words
    if (order := _ORDER.match(plain)) is not None:
        plain = plain[order.end() :]
        name = next((name for name in names if plain.casefold().startswith(name)), "")
        plain = plain[len(name) :].strip(" ,®™")
    plain = _LEADING_ON.sub("", plain)
    ending = next((f", {name}" for name in names if plain.casefold().endswith(f", {name}")), "")
    plain = plain[: len(plain) - len(ending)]
    return "" if plain.casefold() in names else plain


def _titled(title: str) -> str:
    """Whom the title of a subsection names behind "Recommended Dosage", with or without "for"."""
    named = _TITLE.search(title) or _GLUED.match(title)
    return named["whom"] if named else ""


def _cue(sentence: TokenSpan, names: frozenset[str]) -> TokenSpan | None:
    """The words that introduce a dose: "the recommended dose", or "administer" with the product's name."""
    cues = patterns("dose_cue").find(sentence)
    found = next((cue.tokens for cue in cues if cue.pattern.id != _NAMED or not _is_changed(cue.tokens)), None)
    first = next((token for token in sentence[:_OPENING] if token.lower_ in _ORDERS), None)
    if first is None or (found is not None and found.start < first.i):
        return found
    named = next((end for end in range(first.i + 2, min(first.i + _NEAR, sentence.end) + 1)
                  if sentence.doc[first.i + 1 : end].text.casefold().strip("®™ ") in names), None)  # fmt: skip
    if named is None:
        return found
    return found if found is not None else sentence.doc[first.i : named]


def _disease(title: str) -> str:
    """The title of a subsection that is named after a disease or patients, and not after what it tells of dosing."""
    return "" if _ABOUT_DOSING.search(title) else title


def _introduced(passage: Passage, sentence: TokenSpan) -> str:
    """Whom the sentence before is about ("For patients with exampleosis, it was studied ..."), if the dose's own says none."""
    before = [other for other in passage.sentences if other.end <= sentence.start]
    stated = _FOR.match(before[-1].text) if before else None
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
    words = " ".join(words.split())
    return _plain(words) if re.match(r"(?:for|in|as)\b", words, re.IGNORECASE) else ""


def _plain(words: str) -> str:
    """The words without introducing prepositions and the stops around them."""
    plain = words.strip(" ,:.")
    while (leading := _LEADING.match(plain)) is not None:
        plain = plain[leading.end() :]
    return re.sub(r",?\s*(?:\b(?:the|recommended|a|an)\b\s*)+$", "", plain, flags=re.IGNORECASE).strip(" ,:")
