"""Recommended doses of sentences ("The recommended dose of Exampline is 5 mg/kg every 3 weeks") (21 CFR 201.57(c)(3))."""

import re
from collections.abc import Iterator
from dataclasses import replace

from spacy.tokens import Span as TokenSpan

from ingest.context import unexplained
from ingest.dosing.amounts import DoseAmount, dose_amounts, repeated
from ingest.dosing.routes import infusion_minutes, infusion_minutes_of_all, route, route_of_all
from ingest.matcher import patterns
from ingest.names import ProductName, product_name
from ingest.passages import Passage
from ingest.reading import Reading
from ingest.thresholds import quantity_spans
from ingest.tokens import CROSS_REFERENCE, tokenize
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
_TOTAL = "total"


def extract(reading: Reading) -> Iterator[Dose]:
    """One dose per amount that a sentence of section 2 recommends for the product."""
    within = tuple(reading.within("2"))
    for passage in within:
        if _OTHER_MEDICINES.search(_title(reading, passage)):
            continue
        sentences = tuple(passage.sentences)
        for sentence, following in zip(sentences, (*sentences[1:], None), strict=True):
            yield from _doses(reading, passage, sentence, following, within)


def _doses(
    reading: Reading,
    passage: Passage,
    sentence: TokenSpan,
    following: TokenSpan | None,
    within: tuple[Passage, ...],
) -> Iterator[Dose]:
    cue = next((match.tokens for match in patterns("dose_cue").find(sentence)), None)
    if cue is None:
        if not _lead_recommends(passage) or sentence.start:
            return
        behind = sentence
    else:
        behind = sentence.doc[cue.end : sentence.end]
    end = next((token.i for token in behind if token.ent_type_ == CROSS_REFERENCE), behind.end)
    later = repeated(following) if following is not None and _REPEATED.match(following.text) else None
    for found in dose_amounts(sentence.doc[behind.start : end]):
        amount = found if found.when is not None else replace(found, when=later)
        read = sentence.doc[sentence.start : end]
        condition = _with_items(_condition(reading, passage, sentence, cue, amount), passage, within)
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


def _condition(
    reading: Reading, passage: Passage, sentence: TokenSpan, cue: TokenSpan | None, amount: DoseAmount
) -> str | None:
    """Who and when: the paragraph above a list, the words before the dose, those between it and the amount, those behind."""
    doc = sentence.doc
    product = product_name(reading.document)
    lead = passage.lead.text if passage.lead and passage.level else ""
    before = doc[sentence.start : cue.start].text if cue is not None else ""
    between = doc[cue.end : amount.token.i].text if cue is not None else ""
    behind = _WHOM.search(doc[(amount.when.end if amount.when is not None else amount.token.i + 1) : sentence.end].text)
    total = _TOTAL in (cue.text.casefold() if cue is not None else "") or f"{_TOTAL} of" in between.casefold()
    parts = [
        _plain(_disease(_title(reading, passage))),
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
    title = _TITLE.search(_title(reading, passage))
    found = [part for part in dict.fromkeys(parts) if part]
    return ", ".join(found or ([title["whom"]] if title else [])) or None


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


def _title(reading: Reading, passage: Passage) -> str:
    section = reading.document.section(passage.section) if passage.section else None
    return section.title.text if section is not None and section.title is not None else ""
