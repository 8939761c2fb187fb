"""Dose rules of sentences ("Permanently discontinue Exampline for a Grade 4 rash") (21 CFR 201.57(c)(3) and (6))."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from spacy.tokens import Doc
from spacy.tokens import Span as TokenSpan

from ingest.document import Part
from ingest.dosing.actions import DOSING, FoundAction, action_set, actions, changes_dose
from ingest.dosing.rule_words import exceptions, until
from ingest.dosing.triggers import Trigger, shortened, trigger
from ingest.matcher import patterns
from ingest.names import ProductName, product_name
from ingest.passages import Passage
from ingest.quantity import Dimension
from ingest.reading import Reading, is_within
from ingest.thresholds import quantity_spans, thresholds
from ingest.tokens import CROSS_REFERENCE, quantity_of
from ingest.wording import without_references
from kg.codes import Action
from kg.facts import DoseRule

_SECTIONS = ("2", "5", "8", "boxed")
_ENDS = frozenset({"until", "unless", "except", "then"})
_HALTING = frozenset({Action.INTERRUPT, Action.DISCONTINUE, Action.OMIT, Action.CONSIDER_DISCONTINUATION})
_POPULATIONS = ("8",)
_TELLING = frozenset({"has", "have", "may", "can", "occurs", "occurred"})
_OPENING_WORDS = 6
_SHORT = 2
_MODALS = frozenset({"should", "must", "may", "need", "do", "does", "can", "will"})
_INSTRUCTIONS = frozenset(
    {"treat", "manage", "initiate", "institute", "evaluate", "consider", "monitor", "provide", "administer"}
)
_INSTRUCTING = frozenset(
    {"Withhold", "Interrupt", "Discontinue", "Permanently", "Immediately", "Temporarily", "Decrease", "Reduce", "Delay"}
    | {"Resume", "Suspend", "Stop", "Slow", "Omit", "Hold"}
)
_CONDITIONALS = frozenset({"If", "When"})
_ADVERBS = frozenset({"however", "similarly", "additionally", "therefore", "thus", "alternatively"})
_JOINING = frozenset({"and", "or", "to", "then", "either", "the", "a"})
_STATISTICS = frozenset({Dimension.COUNT_OF_N, Dimension.PATIENTS})
_TO_PATIENTS = re.compile(r"\byour?\b", re.IGNORECASE)
"""Words of what is written for patients: what their prescriber may do is no rule."""
_POINTING_BACK = re.compile(
    r"(?:these|such)\s+(?:signs|symptoms|signs\s+(?:and|or)\s+symptoms|reactions?|events?|toxicit(?:y|ies))",
    re.IGNORECASE,
)
_SWITCHING = re.compile(r"\W*(?:switch|convert|transition)ing\b|\W*conversion\s+(?:from|to)\b", re.IGNORECASE)
_LABEL = re.compile(r"(?:^|[.;•]\s+(?:[A-Z][\w ]*(?:\s[A-Z][\w]*)+\s+)??)([A-Z][\w/-]*(?:\s+[\w/-]+){0,4}):")
_RECOMMENDED = re.compile(r"\b(?:is|are)\s+(?:not\s+)?recommended$", re.IGNORECASE)
_DANGLING = re.compile(r"\s+(?:while\s+(?:on|receiving|taking)|during\s+(?:treatment|therapy)\s+with|with|of|on|to)$")
_RECEIVING = re.compile(r"patients\s+(?:who\s+are\s+)?(?:receiving|taking|treated\s+with)\b", re.IGNORECASE)
_GENERAL = re.compile(
    r"^(?:(?:some|certain|these|other|all|the following)\s+)?(?:adverse (?:reactions|events)|toxicit(?:y|ies)|this|it|they|"
    r"(?:clinically |medically )?(?:appropriate|possible|needed|necessary|indicated|feasible|tolerated)\b.*|which\b.*|"
    r".*\bdose\b.*\b(?:missed|not taken)\b.*|.*\b(?:cloudy|discolou?red|particulate|radioactivity)\b.*|subsequent cycles.*|such (?:cases|patients|reactions)|severity|.*\bany reason)$|^(?:that|this|it|they)\s+(?:is|are|do|does)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class _Clause:
    """A clause that tells what to do, with its actions."""

    tokens: TokenSpan
    actions: tuple[FoundAction, ...]


@dataclass(frozen=True, slots=True)
class _Named:
    """The patients that the sentence before speaks of, and the words that name them."""

    trigger: Trigger
    tokens: TokenSpan


def extract(reading: Reading) -> Iterator[DoseRule]:
    """One rule per clause that says what to do with the dose and when."""
    product = product_name(reading.document)
    for passage in reading.guide_and(*_SECTIONS):
        if _SWITCHING.match(passage.text.text):
            continue
        before: _Named | None = None
        for sentence in passage.sentences:
            for rule in _rules(passage, sentence, before):
                named = _without_product(rule.trigger, product)
                if not _RECOMMENDED.search(named):
                    yield replace(rule, trigger=named)
            before = _patients_named(sentence)


def _rules(passage: Passage, sentence: TokenSpan, before: _Named | None) -> Iterator[DoseRule]:
    if _tells_of_study(sentence) or _TO_PATIENTS.search(sentence.text):
        return
    for clause in _clauses(sentence):
        found, named = _trigger(clause) or _graded(passage, clause), None
        if found is None and clause.actions[0].tokens.start - sentence.start < _OPENING_WORDS and until(sentence.text):
            found, named = (before.trigger, before) if before else (None, None)
        if is_within(passage.chapter, _POPULATIONS) and not _HALTING & {action.action for action in clause.actions}:
            continue
        found = _by_its_title(passage, found)
        if found is not None and not _GENERAL.match(found.words):
            yield _rule(passage, clause, found, named)


def _by_its_title(passage: Passage, found: Trigger | None) -> Trigger | None:
    """The trigger; the hazard that the title of its warning names, where the words only point back to it."""
    if found is None or passage.section is None or not _POINTING_BACK.fullmatch(found.words):
        return found
    warning = passage.document.section(passage.section) if is_within(passage.chapter, ("5",)) else None
    return replace(found, words=warning.title.text) if warning is not None and warning.title is not None else found


def _rule(passage: Passage, clause: _Clause, found: Trigger, named: _Named | None) -> DoseRule:
    text = " ".join(without_references(clause.tokens.text).split())
    return DoseRule(
        evidence=(passage.evidence(clause.tokens), *([passage.evidence(named.tokens)] if named else [])),
        values=quantity_spans(passage.text, clause.tokens)
        + (quantity_spans(passage.text, named.tokens) if named else ()),
        read_by="dose_rule.sentence",
        trigger=found.words,
        severity=found.severity,
        actions=action_set(clause.actions),
        thresholds=thresholds(_words_of(clause, found), found.words),
        until=until(text),
        exceptions=exceptions(text),
        condition=passage.headings[-1] if passage.headings and passage.part is Part.FULL else None,
        text=text,
    )


def _words_of(clause: _Clause, found: Trigger) -> TokenSpan:
    """The tokens of the clause in which its trigger stands, as far as they can be found again."""
    doc = clause.tokens.doc
    start = clause.tokens.text.find(found.words)
    if start < 0:
        return doc[clause.tokens.start : clause.tokens.start]
    begin = clause.tokens.start_char + start
    span = doc.char_span(begin, begin + len(found.words), alignment_mode="expand")
    return span if span is not None else doc[clause.tokens.start : clause.tokens.start]


def _tells_of_study(sentence: TokenSpan) -> bool:
    """Whether a sentence tells what happened in a study, or points to a table."""
    quantities = [quantity_of(token) for token in sentence]
    counted = any(quantity is not None and quantity.dimension in _STATISTICS for quantity in quantities)
    return counted or any(True for _ in patterns("no_dose_rule").find(sentence))


def _clauses(sentence: TokenSpan) -> Iterator[_Clause]:
    """The clauses of a sentence that say what to do with the dose: parted at semicolons, at "but", and where an instruction
    begins with a capital letter, as items do of a list that lost its signs.
    """
    start = sentence.start
    for end in (*_edges(sentence), sentence.end):
        tokens = _trimmed(sentence.doc[start:end])
        if len(tokens):
            found = actions(tokens)
            if changes_dose(found):
                yield _Clause(tokens, found)
        is_sign = end < sentence.end and (sentence.doc[end].text == ";" or sentence.doc[end].lower_ == "but")
        start = end + is_sign


def _edges(sentence: TokenSpan) -> Iterator[int]:
    depth = 0
    for token in sentence:
        depth += (token.text in "([") - (token.text in ")]")
        if token.i == sentence.start:
            continue
        before = token.nbor(-1)
        conditional = token.text in _CONDITIONALS and before.is_alpha
        begins = depth <= 0 and (
            conditional or (token.text in _INSTRUCTING and (before.is_lower or before.text in ")]™®"))
        )
        if token.text == ";" or token.lower_ == "but" or (begins and before.lower_ not in _JOINING):
            yield token.i


def _trimmed(tokens: TokenSpan) -> TokenSpan:
    start, end = tokens.start, tokens.end
    while start < end and tokens.doc[start].text in {"•", ",", "-", "–"}:
        start += 1
    while end > start and (
        tokens.doc[end - 1].text in {",", ".", ";"} or tokens.doc[end - 1].ent_type_ == CROSS_REFERENCE
    ):
        end -= 1
    return tokens.doc[start:end]


def _trigger(clause: _Clause) -> Trigger | None:
    """The trigger of a clause: what its leading words, its subject, or the words behind its actions name."""
    cues = [match.tokens for match in patterns("dose_rule").find(clause.tokens)]
    first = clause.actions[0].tokens.start
    doc = clause.tokens.doc
    start = _after_label(clause.tokens)
    leading = _leading(cues, start, first)
    dosing = next(action.tokens.start for action in clause.actions if action.action in DOSING)
    outside = [cue for cue in cues if cue.start >= first and not _is_bracketed(cue, clause.tokens)]
    behind = [cue for cue in outside if not _is_within_until(doc, first, cue.start)]
    trailing = _innermost([cue for cue in behind if cue.start >= dosing]) or _innermost(behind)
    if leading is not None and trailing is not None and _RECEIVING.search(doc[leading.start : first].text):
        leading = None
    if leading is not None and (end := _leading_end(clause.tokens, leading, first)) > leading.end:
        found = trigger(doc[leading.start if _is_kept(leading, doc, end) else leading.end : end])
        return _labelled(found, doc[clause.tokens.start : start]) if found is not None else None
    subject = next((match.tokens for match in patterns("dose_rule_subject").find(clause.tokens)), None)
    if subject is not None and clause.tokens.start < subject.start <= first:
        return trigger(_without_management(doc[clause.tokens.start : subject.start]))
    if trailing is None:
        return None
    return trigger(doc[trailing.end : _trailing_end(clause, trailing.end)])


def _graded(passage: Passage, clause: _Clause) -> Trigger | None:
    """The trigger of an item that begins with a grade, "Grade 2: reduce the dose": what the last label above is about."""
    grade = quantity_of(clause.tokens[0])
    if grade is None or grade.dimension is not Dimension.GRADE or clause.tokens[1:2].text not in (":", "–", "-"):
        return None
    labels = _LABEL.findall(passage.lead.text) if passage.lead else []
    words = labels[-1] if labels else passage.headings[-1] if passage.headings else ""
    short = 0 < len(words.split()) <= _OPENING_WORDS
    return Trigger(words=shortened(words), severity=clause.tokens[0].text) if short else None


def _labelled(found: Trigger, label: TokenSpan) -> Trigger:
    """A trigger below the label of a finding: the label is the finding, and what follows says how severe it is."""
    words = label.text.strip(" :•-–") if label.text.rstrip().endswith(":") else ""
    return Trigger(words=words, severity=found.severity or found.words) if words else found


def _leading(cues: Sequence[TokenSpan], start: int, first: int) -> TokenSpan | None:
    """The cue that begins a clause, or the last "who experience" behind it: that names the finding."""
    begins = next((cue for cue in cues if cue.start == start and cue.end <= first), None)
    if begins is None:
        return None
    within = [cue for cue in cues if begins.end <= cue.start and cue.end < first and cue[0].lower_ == "who"]
    return within[-1] if within else begins


def _after_label(clause: TokenSpan) -> int:
    """Where a clause begins behind the label of a finding: "Ototoxicity: In case of ..."."""
    if clause[0].lower_ in _ADVERBS and clause[1:2].text == ",":
        return clause.start + 2
    colon = next((token.i for token in clause[:_OPENING_WORDS] if token.text == ":"), None)
    return colon + 1 if colon is not None and colon + 1 < clause.end else clause.start


def _innermost(cues: Sequence[TokenSpan]) -> TokenSpan | None:
    """The first cue that no length of time follows ("for up to 28 days"), or the longest of those that begin with it."""
    meant = [cue for cue in cues if not _is_length(cue)]
    if not meant:
        return None
    start = min(cue.start for cue in meant)
    first = max((cue for cue in meant if cue.start == start), key=len)
    nearer = [cue for cue in meant if 0 < cue.start - first.end <= _SHORT]
    return max(nearer, key=len) if first[0].lower_ == "for" and nearer else first


def _is_bracketed(cue: TokenSpan, clause: TokenSpan) -> bool:
    """Whether a cue stands in brackets: "(for example, from 60 mg to 40 mg)"."""
    before = [token.text for token in cue.doc[clause.start : cue.start]]
    return before.count("(") > before.count(")")


def _is_length(cue: TokenSpan) -> bool:
    behind = cue.doc[cue.end : cue.end + 2]
    return any(token.ent_type_ == Dimension.DURATION.value or token.lower_ == "maximum" for token in behind)


def _is_kept(cue: TokenSpan, doc: Doc, end: int) -> bool:
    """Whether the words of a cue belong to the trigger: "patients who do not respond" is no finding without them."""
    return doc[cue.end].lower_ in {"do", "did", "are", "cannot", "have"} and cue[-1].lower_ == "who" and end > cue.end


def _leading_end(clause: TokenSpan, cue: TokenSpan, first: int) -> int:
    """Where leading words end: at the last comma before the first action, else at its modal verb, else at the action."""
    doc = clause.doc
    commas = [position for position in range(cue.end, first) if doc[position].text == ","]
    modals = [position for position in range(cue.end, first) if doc[position].lower_ in _MODALS]
    before = [comma for comma in commas if not modals or comma < modals[0]]
    if before:
        return before[-1]
    modal = next((position for position in range(first, cue.end, -1) if doc[position].lower_ in _MODALS), None)
    return modal if modal is not None else commas[-1] if commas else first


def _trailing_end(clause: _Clause, start: int) -> int:
    """Where words behind an action end: at the next action or reference, at "until", or at the end of the clause."""
    doc = clause.tokens.doc
    for position in range(start, clause.tokens.end):
        token = doc[position]
        if token.lower_ in _ENDS or token.ent_type_ == CROSS_REFERENCE:
            return position - (position > start and doc[position - 1].text == ",")
        if token.lower_ in {"and", ",", "or"} and _verb_follows(clause, position):
            return position
        if token.lower_ == "and" and any(
            later.lower_ in {"should", "must"} for later in doc[position : clause.tokens.end]
        ):
            return position
    return clause.tokens.end


def _verb_follows(clause: _Clause, position: int) -> bool:
    """Whether an instruction follows a joining word, perhaps after a second one or an adverb."""
    after = clause.tokens.doc[position + 1 : min(position + 3, clause.tokens.end)]
    starts = {action.tokens.start for action in clause.actions}
    return position in starts or any(token.i in starts or token.lower_ in _INSTRUCTIONS for token in after)


def _is_within_until(doc: Doc, start: int, position: int) -> bool:
    return any(doc[between].lower_ == "until" for between in range(start, position))


def _without_management(subject: TokenSpan) -> TokenSpan:
    """A subject without "Management of" before it and without "has been reported and" behind it."""
    start = subject.start + 2 if subject.text.casefold().startswith("management of ") else subject.start
    tells = (t.i for t in subject if t.lower_ in _TELLING and t.i > start)
    return subject.doc[start : next(tells, subject.end)]


def _patients_named(sentence: TokenSpan) -> _Named | None:
    """The finding of the patients that a sentence ends with ("... in patients with a rash"), for the sentence after it."""
    cue = next((match.tokens for match in patterns("patients_named").find(sentence)), None)
    tokens = _trimmed(sentence.doc[cue.end : sentence.end]) if cue is not None else None
    found = trigger(tokens) if tokens is not None else None
    return _Named(found, tokens) if found is not None and tokens is not None else None


def _without_product(words: str, product: ProductName | None) -> str:
    """A trigger without the product that the main clause begins with ("ALT above 5 × ULN Exampline")."""
    for name in (product.name, product.substance or product.name) if product else ():
        ending = rf"\s+(?:the\s+)?{re.escape(name)}(?:\s+(?:injection|treatment|therapy|dose|dosage))*$"
        shorter = re.sub(ending, "", words, flags=re.IGNORECASE)
        words = shortened(_DANGLING.sub("", shorter) if shorter != words else words)
    return words
