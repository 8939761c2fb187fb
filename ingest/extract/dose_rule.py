"""Dose rules of sentences ("Permanently discontinue Exampline for a Grade 4 rash") (21 CFR 201.57(c)(3) and (6))."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from spacy.tokens import Span as TokenSpan

from ingest.document import Part
from ingest.dosing.actions import DOSING, FoundAction, action_set
from ingest.dosing.alike import joined
from ingest.dosing.antecedents import only_points, points, with_antecedent
from ingest.dosing.bare_instructions import is_bare, omits_other
from ingest.dosing.clause_triggers import clause_triggers, named_first
from ingest.dosing.clauses import Clause, clauses, trimmed
from ingest.dosing.degrees import begins_with_grades, only_grades
from ingest.dosing.follow_ups import goes_on, recovers, resumes_first, with_going_on
from ingest.dosing.graded_items import graded_trigger
from ingest.dosing.list_leads import with_own_leads
from ingest.dosing.lowered import resumed_lower
from ingest.dosing.noted_rows import noted_finding
from ingest.dosing.rule_diseases import disease_of_passage, indicated_of, with_disease
from ingest.dosing.rule_words import CONDITIONALS, exceptions, until
from ingest.dosing.triggers import Trigger, shortened, trigger
from ingest.matcher import patterns
from ingest.names import ProductName, product_name
from ingest.passages import Passage
from ingest.quantity import Dimension
from ingest.reading import Reading, is_within
from ingest.thresholds import quantity_spans, thresholds
from ingest.tokens import quantity_of, tokenize
from ingest.wording import telling_words, without_references
from kg.codes import Action
from kg.facts import DoseRule, Threshold

_SECTIONS = ("2", "5", "8", "boxed")
_HALTING = frozenset({Action.INTERRUPT, Action.DISCONTINUE, Action.OMIT, Action.CONSIDER_DISCONTINUATION})
_PROGRESSION = re.compile(r"\bprogression\b", re.IGNORECASE)
"""How long a treatment is given at all: no rule on its dose."""
_MISSED = re.compile(r"\b(?:missed|vomited|replacement\s+dose|skips?\s+the\s+dose)\b", re.IGNORECASE)
"""Words of what to do after a dose that was not taken: no finding calls for it."""
_OF_PATIENTS = re.compile(
    r"\b(?:renal|kidney|hepatic|liver)(?:ly)?[ -]+(?:impair|failure|insufficien|dysfunction)|\b(?:geriatric|elderly)\b"
    r"|\bmetaboli[sz]ers?\b|\bcreatinine\s+clearance\b|\bC(?:L|r)?cr\b|\beGFR\b",
    re.IGNORECASE,
)
"""Patients, and no finding: that their dose is not adjusted, or none given, is told by what is known of them as a population."""
_POPULATIONS = ("8",)
_OPENING_WORDS = 6
_ITEM_WORDS = 30
_KIND = re.compile(r"(?:other\s+)?(?:adverse\s+(?:reactions?|events?)|toxicit(?:y|ies))", re.IGNORECASE)
"""Findings that are none unless a grade tells which of them."""
_LONGEST = 45
"""More words than this are no single finding: the clause was not understood."""
_INTRODUCES = re.compile(
    r"\b(?:for|if|when|with|to|of|following|in|occurs?|experience|develop|have)\s*(?:\([^)]*\)\s*)?:\s*$", re.IGNORECASE
)
_FOLLOWING = re.compile(
    r"(?:(?:any|one|either)(?:\s+or\s+more)?\s+of\s+)?(?:the\s+)?following(?:\s+\w+){0,3}", re.IGNORECASE
)
_STATISTICS = frozenset({Dimension.COUNT_OF_N, Dimension.PATIENTS})
_TO_PATIENTS = re.compile(r"\byour?\b", re.IGNORECASE)
"""Words of what is written for patients: what their prescriber may do is no rule."""
_SWITCHING = re.compile(r"\W*(?:switch|convert|transition)ing\b|\W*conversion\s+(?:from|to)\b", re.IGNORECASE)
_RECOMMENDED = re.compile(r"\b(?:is|are)\s+(?:not\s+)?recommended$", re.IGNORECASE)
_LATER = re.compile(
    r"\b(?:in|for|during|of)\s+(?:all\s+)?(?P<later>subsequent\s+(?:treatment\s+)?(?:cycles?|doses?|infusions?))\b"
)
_DANGLING = re.compile(
    r"\s+(?:while\s+(?:on|receiving|taking)|during(?:\s+(?:treatment|therapy)\s+with)?|with|of|on|to)$"
)
_GENERAL = re.compile(
    r"^(?:(?:some|certain|these|other|all|the following)\s+)?(?:adverse (?:reactions|events)|toxicit(?:y|ies)|this|it|they|"
    r"(?:clinically |medically )?possible(?:\s+(?:and|or|to|for|in|with)\b.*)?|(?:clinically |medically )?(?:appropriate|needed|necessary|indicated|feasible|tolerated|used|required|unavoidable)\b.*|"
    r"which\b.*|.*\bdos(?:e|ing)\b.*\b(?:missed|not taken)\b.*|.*\bmissed dose\b.*|.*\b(?:cloudy|discolou?red|dissolved|particulate|radioactivity|radiochemical)\b.*|(?:a )?decision has been made\b.*|"
    r"(?:each |every )?(?:subsequent|next)(?:\s+(?:doses?|cycles?|administrations?|infusions?|occurrences?)\b.*)?|such (?:cases|patients|reactions)|severity|(?:the )?(?:adult |elderly )?patients?|(?:however,? )?(?:in )?(?:some|certain|many|most) (?:patients|individuals)|individuals?|"
    r"(?:the )?(?:following|above|severity|use|further|drug|treatment|therapy|dose|dosage|reason|discretion|each|every)|.*\bper\s+table\b.*|.*\bany reason|"
    r"(?:re-?)?(?:initiat|start|administ|giv)ing\b.*|initiation\b.*|.*\bprior to (?:initiating|dosing|starting))$"
    r"|^(?:that|this|it|they)\s+(?:is|are|do|does)\b|\bdescribed\s+in\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class _Named:
    """A finding that stands before the sentence whose rule it is, and the words that name it, if they are in the passage."""

    trigger: Trigger
    tokens: TokenSpan | None


@dataclass(frozen=True, slots=True)
class _Found:
    """The trigger of a clause, its words, and the condition under which it holds; `lead` is the passage of the clause where
    the trigger is an item below it.
    """

    trigger: Trigger
    tokens: TokenSpan | None = None
    named: _Named | None = None
    condition: str | None = None
    lead: Passage | None = None


def extract(reading: Reading) -> Iterator[DoseRule]:
    """One rule per clause that says what to do with the dose and when."""
    product = product_name(reading.document)
    passages = with_own_leads(reading.guide_and(*_SECTIONS))
    indicated = indicated_of(reading)
    told = [
        replace(rule, condition=with_disease(rule.condition, disease_of_passage(passage, indicated)))
        for passage in passages
        for rule in _of_passage(passage, product)
    ]
    yield from joined(told)


def _of_passage(passage: Passage, product: ProductName | None) -> Iterator[DoseRule]:
    if _SWITCHING.match(passage.text.text):
        return
    if (listed := _listed(passage)) is not None:
        if rule := _rule(passage, *listed, product):
            yield rule
        return
    before: _Named | None = None
    meant = title = _title(passage)
    names = _words(product)
    rules: list[DoseRule] = []
    is_beside = False
    for sentence in passage.sentences:
        stopped = rules[-1] if is_beside else _named_again(sentence, rules)
        if stopped is not None and (clause := goes_on(sentence, stopped)) is not None:
            told = stopped.text
            rules = [_continued(rule, passage, clause) if rule.text == told else rule for rule in rules]
            continue
        is_beside = False
        named = named_first(sentence)
        bare = [(clause, _Found(title.trigger, named=title)) for clause in _bare(sentence, names)] if title else []
        found_in = _found(passage, sentence, before, rules[-1].trigger if rules else None)
        for clause, found in (*found_in, *bare):
            pointed = _pointed(found, meant)
            if pointed is not None and (rule := _rule(passage, clause, pointed, product)):
                rules.append(_of_label(rule, rules[-1]) if rules else rule)
                is_beside = True
            if not points(found.trigger.words) and not _GENERAL.match(found.trigger.words):
                named, meant = None, _Named(found.trigger, found.tokens)
        if named is not None and not points(named.words):
            meant = _Named(named, sentence)
        before = None if _tells_of_study(sentence) else _patients_named(sentence)
    yield from rules


def _named_again(sentence: TokenSpan, rules: Sequence[DoseRule]) -> DoseRule | None:
    """The last rule of a passage whose finding a later sentence names: "Withhold Exampline for rash. ... Upon recovery from
    rash, resume".
    """
    spoken = telling_words(sentence.text)
    return next((rule for rule in reversed(rules) if telling_words(rule.trigger) <= spoken), None)


def _found(
    passage: Passage, sentence: TokenSpan, before: _Named | None, above: str | None
) -> Iterator[tuple[Clause, _Found]]:
    """The clauses of a sentence that are rules, each with its trigger; `before` is what the sentence before names, `above`
    the trigger of the rule above.
    """
    if _tells_of_study(sentence) or _TO_PATIENTS.search(sentence.text):
        return
    for clause in clauses(sentence):
        graded = graded_trigger(passage, clause, above)
        told = [] if graded else [_Found(t.trigger, t.tokens, condition=t.condition) for t in clause_triggers(clause)]
        several = [_Found(graded)] if graded else told
        begins = clause.actions[0].tokens.start - sentence.start < _OPENING_WORDS
        if not several and (awaited := _awaited(clause)) is not None:
            several = [awaited]
        elif not several and begins and before is not None and until(sentence.text):
            several = [_Found(before.trigger, named=before)]
        if is_within(passage.chapter, _POPULATIONS) and not _HALTING & {action.action for action in clause.actions}:
            continue
        for each in several:
            yield clause, each


def _bare(sentence: TokenSpan, names: frozenset[str]) -> Iterator[Clause]:
    """The clauses of a sentence that leave their finding to the title of the warning."""
    if not _tells_of_study(sentence):
        yield from (clause for clause in clauses(sentence) if is_bare(clause, sentence, names))


def _listed(passage: Passage) -> tuple[Clause, _Found] | None:
    """The rule of an item that only names a finding, below an introduction such as "Withhold Exampline for:"."""
    lead = replace(passage, text=passage.lead, level=0, lead=None) if passage.lead and passage.level else None
    if lead is None or any(clauses(passage.tokens[:])):
        return None
    *_, sentence = lead.sentences
    begins = passage.tokens[0].text in CONDITIONALS if len(passage.tokens) else False
    if not _INTRODUCES.search(lead.text.text) and not (begins and lead.text.text.rstrip().endswith(":")):
        return None
    named = trigger(passage.tokens[1 if passage.tokens[0].text == "For" else 0 :])
    told = [
        clause for clause in clauses(sentence) if not any(_telling(each.trigger) for each in clause_triggers(clause))
    ]
    if named is None or len(named.words.split()) > _ITEM_WORDS or not told or _tells_of_study(sentence):
        return None
    return told[-1], _Found(named, named=_Named(named, passage.tokens[:]), lead=lead)


def _telling(found: Trigger) -> bool:
    return _FOLLOWING.fullmatch(found.words) is None


def _title(passage: Passage) -> _Named | None:
    """The hazard that the title of a warning names, to which its words may point back."""
    if passage.section is None or not is_within(passage.chapter, ("5",)):
        return None
    title = passage.headings[-1] if passage.headings else None
    if title is None and (section := passage.document.section(passage.section)) and section.title:
        title = section.title.text
    return _Named(Trigger(words=title), None) if title else None


def _pointed(found: _Found, meant: _Named | None) -> _Found | None:
    """A trigger with what it points back to; None where it does nothing else and that cannot be told."""
    words = found.trigger.words
    if not points(words) or (found.trigger.severity and _KIND.fullmatch(words)):
        return found
    if meant is None:
        return None if only_points(words) else found
    severity = found.trigger.severity or (meant.trigger.severity if only_points(words) else None)
    said = with_antecedent(words, meant.trigger.words)
    condition = meant.trigger.words if said == words else found.condition
    return replace(found, trigger=Trigger(words=said, severity=severity), named=meant, condition=condition)


def _rule(passage: Passage, clause: Clause, found: _Found, product: ProductName | None) -> DoseRule | None:
    words = _without_product(found.trigger.words, product)
    graded = found.trigger.severity is not None and _KIND.fullmatch(words)
    if (
        not words
        or len(words.split()) > _LONGEST
        or (_GENERAL.match(words) and not graded)
        or _RECOMMENDED.search(words)
    ):
        return None
    text = " ".join(without_references(clause.tokens.text).split())
    if _MISSED.search(text):
        return None
    told = action_set(clause.actions)
    is_of_patients = _OF_PATIENTS.search(words) is not None
    if told == (Action.OMIT,) and (
        is_of_patients or passage.chapter == "boxed" or omits_other(clause, _words(product))
    ):
        return None
    is_kept = told == (Action.CONTINUE,)
    if is_kept and (_PROGRESSION.search(until(text) or "") or is_of_patients):
        return None
    if told == (Action.RESUME,) and (resumes_first(clause) or recovers(words)):
        return None
    named = found.named.tokens if found.named else None
    place = found.lead or passage
    heading = passage.headings[-1] if passage.headings and passage.part is Part.FULL and not passage.table else None
    return DoseRule(
        evidence=(place.evidence(clause.tokens), *([passage.evidence(named)] if named else [])),
        values=quantity_spans(place.text, clause.tokens) + (quantity_spans(passage.text, named) if named else ()),
        read_by="dose_rule.sentence",
        trigger=words,
        severity=found.trigger.severity,
        actions=_actions(clause, found.tokens),
        thresholds=tuple(_thresholds(clause, found)),
        until=until(text),
        exceptions=exceptions(text),
        condition=_condition(found.condition or heading or noted_finding(passage, words), words, told, text),
        text=text,
    )


def _condition(condition: str | None, words: str, told: tuple[Action, ...], text: str) -> str | None:
    """For whom a rule holds, and that it holds later where all that it tells is a reduction "in subsequent cycles"."""
    later = _LATER.search(text) if told == (Action.REDUCE,) else None
    said = later["later"] if later is not None and later["later"] not in words else None
    return ", ".join(filter(None, (condition, said))) or None


def _of_label(rule: DoseRule, above: DoseRule) -> DoseRule:
    """A rule that only says how severe the finding is which the rule above begins with as its label:
    "Neuropathy: For Grade 2, reduce the dose. For Grade 3, discontinue."
    """
    if rule.severity is not None or not (above.text or "").startswith(f"{above.trigger}:"):
        return rule
    bounded = {bound.parameter for bound in rule.thresholds}
    is_bounded = bool(bounded) and bounded <= {bound.parameter for bound in above.thresholds}
    is_of_label = is_bounded or only_grades(tokenize(rule.trigger))
    return replace(rule, trigger=above.trigger, severity=rule.trigger) if is_of_label else rule


def _continued(rule: DoseRule, passage: Passage, clause: Clause) -> DoseRule:
    """A rule with what the sentence behind it says of going on."""
    text = " ".join(without_references(clause.tokens.text).split())
    return replace(
        rule,
        evidence=(*rule.evidence, passage.evidence(clause.tokens)),
        values=(*rule.values, *quantity_spans(passage.text, clause.tokens)),
        actions=with_going_on(rule.actions, action_set(clause.actions)),
        until=rule.until or until(text),
        text=f"{rule.text}. {text}" if rule.text else text,
    )


def _actions(clause: Clause, named: TokenSpan | None) -> tuple[Action, ...]:
    """The actions of a clause, outside its trigger; a dose that is resumed at less than before is reduced."""
    told = _outside(clause.actions, named)
    lower = (Action.REDUCE,) if resumed_lower(told, clause.tokens) else ()
    return tuple(action for action in Action if action in lower or action in action_set(told))


def _outside(told: tuple[FoundAction, ...], words: TokenSpan | None) -> tuple[FoundAction, ...]:
    """The actions of a clause without those of its trigger: "discontinue if a further dose reduction is required"."""
    if words is None:
        return told
    outside = tuple(a for a in told if not words.start <= a.tokens.start < words.end)
    return outside if any(action.action in DOSING for action in outside) else told


def _thresholds(clause: Clause, found: _Found) -> Iterator[Threshold]:
    """The bounds of a trigger and of what says how severe it is, if that is more than a grade."""
    words = found.trigger.words
    yield from thresholds(_words_of(clause, found), words)
    if found.trigger.severity and not begins_with_grades(found.trigger.severity):
        yield from thresholds(tokenize(found.trigger.severity), words)


def _words_of(clause: Clause, found: _Found) -> TokenSpan:
    """The tokens that print a trigger: those of an item below its clause, or of the clause, as far as found again there."""
    if found.lead is not None and found.named is not None and found.named.tokens is not None:
        return found.named.tokens
    doc = clause.tokens.doc
    start = clause.tokens.text.find(found.trigger.words)
    begin = clause.tokens.start_char + start
    span = doc.char_span(begin, begin + len(found.trigger.words), alignment_mode="expand") if start >= 0 else None
    return span if span is not None else found.tokens or doc[clause.tokens.start : clause.tokens.start]


def _tells_of_study(sentence: TokenSpan) -> bool:
    """Whether a sentence tells what happened in a study, or points to a table."""
    quantities = [quantity_of(token) for token in sentence]
    counted = any(quantity is not None and quantity.dimension in _STATISTICS for quantity in quantities)
    return counted or any(True for _ in patterns("no_dose_rule").find(sentence))


def _awaited(clause: Clause) -> _Found | None:
    """The finding that a clause waits for before the drug is given: "Do not administer until the count is above 1,000"."""
    start = next((token.i + 1 for token in clause.tokens if token.lower_ == "until"), clause.tokens.end)
    from_what = [t.i + 1 for t in clause.tokens if t.i > start and t.lower_ == "from" and recovers(t.nbor(-1).text)]
    words = trimmed(clause.tokens.doc[from_what[0] if from_what else start : clause.tokens.end])
    is_withheld = clause.tokens[:2].text.lower() == "do not" and clause.actions[0].action is Action.INTERRUPT
    is_awaited = is_withheld and len(words) and (from_what or thresholds(words))
    found = trigger(words) if is_awaited else None
    return _Found(found, words) if found is not None else None


def _patients_named(sentence: TokenSpan) -> _Named | None:
    """The finding of the patients that a sentence ends with ("... in patients with a rash"), for the sentence after it."""
    cue = next((match.tokens for match in patterns("patients_named").find(sentence)), None)
    tokens = trimmed(sentence.doc[cue.end : sentence.end]) if cue is not None else None
    found = trigger(tokens) if tokens is not None else None
    return _Named(found, tokens) if found is not None and tokens is not None else None


def _words(product: ProductName | None) -> frozenset[str]:
    """The words of a product's names, in lower case."""
    named = (product.name, product.substance or "") if product else ()
    return frozenset(word for name in named for word in name.casefold().split())


def _without_product(words: str, product: ProductName | None) -> str:
    """A trigger without the product that the main clause begins with ("ALT above 5 × ULN Exampline")."""
    for name in (product.name, product.substance or product.name) if product else ():
        if re.fullmatch(rf"{re.escape(name)}(?:\s+(?:tablets?|capsules?|injection|solution))*", words, re.IGNORECASE):
            return ""
        ending = rf"\s+(?:the\s+)?{re.escape(name)}(?:\s+(?:injection|treatment|therapy|dose|dosage))*$"
        shorter = re.sub(ending, "", words, flags=re.IGNORECASE)
        words = shortened(_DANGLING.sub("", shorter) if shorter != words else words)
    return words
