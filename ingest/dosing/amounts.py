"""Amounts of a dose in a sentence or cell, each with when and how often it is given."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from spacy.tokens import Doc, Token
from spacy.tokens import Span as TokenSpan

from ingest.matcher import patterns
from ingest.quantity import Dimension, Quantity
from ingest.tokens import quantity_of

DOSES = frozenset(
    {Dimension.MASS, Dimension.DOSE_PER_AREA, Dimension.DOSE_PER_WEIGHT, Dimension.DOSE_PER_TIME, Dimension.ACTIVITY}
)
_BEFORE = frozenset(
    {"is", "are", "be", "of", "to", "by", "and", "or", "then", ",", ":", "dose", "dosage", "with", "administer", "give"}
    | {"receive", "take", "either", "at", "a", "(", "–", "-", "•", "as", "second"}
)
_LIMITS = frozenset({"maximum", "exceed", "exceeding", "limit", "limited", "than", "additional", "each", "rate"})
_FORMS = frozenset({"tablet", "tablets", "capsule", "capsules", "vial", "vials", "single-dose", "increments"})
_ONE = frozenset({"a", "one", "single"})
_SEVERAL = frozenset({"two", "three", "four"})
_ACTS = frozenset({"infusions", "injections"})
_COUNTED = _ACTS | _FORMS | {"doses"}
"""What an amount behind "of" is only a part of: "as two injections of 120 mg"."""

_SINGLE_FORMS = frozenset({"actuation", "inhalation", "spray", "tablet", "capsule", "vial"})
_PERIODS = frozenset({"day", "week", "month", "weeks", "months", "days"})
_EVERY = frozenset({"every", "per", "each", "a"})
_NOUNS = frozenset({"dose", "doses", "dosage"})
_NAMED = frozenset({"the", "divide"})
_TO_AMOUNT = frozenset({"(", "to", "titrate", "increase"})
_NO_DOSE_UNITS = ("kg", "/h", "/min")
"""Units of a body's weight and of the rate of an infusion."""
_TOTAL_OF_DAY = re.compile(r"\b(?:for|to)\s+a\s+(?:total|maximum)\s+daily\s+dos(?:e|age)\s+of$", re.IGNORECASE)
"""Before what the doses of a day, which stand before it, amount to."""

_PER_BEHIND = re.compile(r"\([^()]*\)\s*per\s+(?P<unit>kg|m2)\b")
_RETOLD = 3
_RADIOACTIVE = frozenset({Dimension.ACTIVITY, Dimension.DOSE_PER_WEIGHT})
_BRACKET_TO = re.compile(r"\(\s*[\d.,]+\s*[^\s()]+\s*\)\s*(?:to|-|–)", re.IGNORECASE)
_OF_ISOTOPE = re.compile(r"(?:^|\b(?:of|is|with|receive)\s+)[A-Z][a-z]?\s?-?\s?\d{1,3}m?$")
"""An isotope, whose activity follows: "a dose of Xx-99 4 MBq"."""
_BRACKET = 7
"""Up to how many tokens behind an amount the same in another unit and what it is divided by take."""

_STOPS = frozenset({"until", "combination", "maximum", "unless", "followed", "provided", "except", "if"})
_REPEATS = ("every", "once every")
_SAME_MEDICINE = frozenset(
    {"a", "an", "the", "maintenance", "subsequent", "doses", "dose", "infusions", "one", "two", "three"}
)
_GAP = 2
FROM = "from "
"""What a token of a range may begin with."""


_Found = tuple[Token, Quantity, Token | None]


@dataclass(frozen=True, slots=True, kw_only=True)
class DoseAmount:
    """An amount, its token, and when it is given, with the tokens that tell so."""

    token: Token
    quantity: Quantity
    when: TokenSpan | None

    @property
    def retold(self) -> Iterator[TokenSpan]:
        """The same amount in another unit, in the bracket behind it: "3 GBq (80 mCi)"."""
        doc, start = self.token.doc, self.token.i + 1
        bracket = doc[start : start + _RETOLD]
        other = quantity_of(bracket[1]) if len(bracket) == _RETOLD else None
        is_same = other is not None and {self.quantity.dimension, other.dimension} <= _RADIOACTIVE
        if is_same and (bracket[0].text, bracket[2].text) == ("(", ")"):
            yield bracket[1:2]

    @property
    def schedule(self) -> str | None:
        return self.when.text.removeprefix("on ").strip(" ,.") if self.when is not None else None


def dose_amounts(tokens: TokenSpan | Doc, names: frozenset[str] = frozenset()) -> tuple[DoseAmount, ...]:
    """The amounts of the product that a text names: no maximum, no strength of a tablet or vial, no other drug's dose.

    `names` are the product's words, in lower case: one of them may stand before an amount.
    """
    if not len(tokens):
        return ()
    doc = tokens[0].doc
    end = tokens[-1].i + 1
    found = tuple(_with_ranges(tuple(_amounts(tokens, names))))
    positions = [token.i for token, _, _ in found] + [end]
    amounts = []
    for (token, quantity, day), following in zip(found, positions[1:], strict=True):
        when = doc[day.i : day.i + 1] if day is not None else when_given(doc[token.i + 1 : following])
        amounts.append(DoseAmount(token=token, quantity=quantity, when=when))
    starts = [tokens[0].i, *(amount.token.i for amount in amounts)]
    timed = [_before_amount(amount, start) for amount, start in zip(amounts, starts, strict=False)]
    return tuple(_with_shared_times(_of_product(timed, names), names))


def _of_product(amounts: Sequence[DoseAmount], names: frozenset[str]) -> Sequence[DoseAmount]:
    """The amounts before the product's name, if any stands so: "1 g exampline, 500 mg samplol, each twice daily"."""
    named = [amount for amount in amounts if _is_before(amount.token, names)]
    if not named or any(token.lower_ == "followed" for token in _between(amounts)):
        return amounts
    return [replace(amount, when=amount.when or amounts[-1].when) for amount in named]


def _between(amounts: Sequence[DoseAmount]) -> TokenSpan:
    return amounts[0].token.doc[amounts[0].token.i : amounts[-1].token.i + 1]


def _is_before(token: Token, names: frozenset[str]) -> bool:
    return token.i + 1 < len(token.doc) and token.doc[token.i + 1].lower_ in names


def _before_amount(amount: DoseAmount, start: int) -> DoseAmount:
    """An amount without a time of its own, with that behind which it follows: "followed every 3 weeks by 420 mg"."""
    doc = amount.token.doc
    led = next((token.i for token in reversed(list(doc[start : amount.token.i])) if token.lower_ == "followed"), None)
    if amount.when is not None or led is None or "by" not in {token.lower_ for token in doc[led : amount.token.i]}:
        return amount
    return replace(amount, when=next(iter(_phrases(doc[led + 1 : amount.token.i])), None))


def _with_shared_times(amounts: Sequence[DoseAmount], names: frozenset[str]) -> Iterator[DoseAmount]:
    """The amounts; of alternatives ("2 mg or 4 mg once daily"), of the substances of a product, and of items of a list the
    last one's time is that of all.
    """
    for position, amount in enumerate(amounts):
        following = amounts[position + 1] if position + 1 < len(amounts) else None
        if amount.when is None and following is not None and _is_alternative(following.token, names):
            yield replace(amount, when=following.when)
        else:
            yield amount


def _is_alternative(token: Token, names: frozenset[str]) -> bool:
    before = token.nbor(-1)
    is_beside = before.lower_ in names and before.i > 0 and before.nbor(-1).lower_ == "and"
    return (before.lower_ == "or" and not token.lower_.startswith(FROM)) or is_beside or _is_measure(before)


def _amounts(tokens: TokenSpan | Doc, names: frozenset[str]) -> Iterator[_Found]:
    """The amounts with the day before the bracket in which they stand ("Day 1 (5 mg)"), if they stand in one."""
    depth = 0
    for token in tokens:
        depth += (token.text == "(") - (token.text == ")")
        if _is_of_partner(token, names):
            return
        quantity = _with_unit_behind(token, quantity_of(token))
        if quantity is None or not is_dose_size(quantity) or quantity.comparison is not None:
            continue
        day = _day_before(token, tokens[0].i)
        if day is not None:
            yield token, quantity, day
        elif depth <= 0 and _is_dose(token, tokens, names):
            yield token, quantity, None


def _with_ranges(found: Sequence[_Found]) -> Iterator[_Found]:
    """The amounts, two of which are one range if only a bracket and "to" part them: "2 mg (0.1 mL) to 4 mg (0.2 mL)"."""
    passed = False
    for (token, quantity, day), following in zip(found, (*found[1:], None), strict=False):
        if passed:
            passed = False
            continue
        high = following[1] if following is not None and _is_range(token, following[0]) else None
        is_more = (
            high is not None and high.unit == quantity.unit and quantity.high is None and high.value > quantity.value
        )
        passed = is_more
        yield token, replace(quantity, high=high.value) if high is not None and is_more else quantity, day


def _is_range(low: Token, high: Token) -> bool:
    """Whether only a bracket and "to" stand between two amounts, and no "from" before them, which begins a change."""
    is_from = low.i > 0 and low.nbor(-1).lower_ == FROM.strip()
    return not is_from and _BRACKET_TO.fullmatch(low.doc[low.i + 1 : high.i].text) is not None


def _with_unit_behind(token: Token, quantity: Quantity | None) -> Quantity | None:
    """A quantity with the unit by which it is divided, if that stands behind the same in another unit: "9 kBq (1 uCi) per kg"."""
    found = _PER_BEHIND.match(token.doc[token.i + 1 : token.i + _BRACKET].text)
    return replace(quantity, unit=f"{quantity.unit}/{found['unit']}") if quantity is not None and found else quantity


def is_dose_size(quantity: Quantity) -> bool:
    """Whether a quantity can be that of a dose: no weight of a patient, no rate of an infusion.

    >>> from ingest.tokens import tokenize
    >>> [is_dose_size(found) for token in tokenize("5 mg, 20 kg, 2 mg/kg, 3 mg/h, 4 mg/day") if (found := quantity_of(token))]
    [True, False, True, False, True]
    """
    unit = str(quantity.unit)
    is_other = unit == _NO_DOSE_UNITS[0] or (
        quantity.dimension is Dimension.DOSE_PER_TIME and unit.endswith(_NO_DOSE_UNITS[1:])
    )
    return quantity.dimension in DOSES and not is_other


def _is_of_partner(token: Token, names: frozenset[str]) -> bool:
    """Whether other medicines follow from a token on: "followed by otherdrug", and no number or day."""
    if token.lower_ != "followed" or token.i + 2 >= len(token.doc) or token.doc[token.i + 1].lower_ != "by":
        return False
    following = token.doc[token.i + 2]
    return following.is_alpha and following.lower_ not in _SAME_MEDICINE | names and quantity_of(following) is None


def _day_before(token: Token, start: int) -> Token | None:
    if token.i - 2 < start or token.doc[token.i - 1].text != "(":
        return None
    day = token.doc[token.i - 2]
    return day if day.ent_type_ == Dimension.DAY_LIST.value else None


def _is_dose(token: Token, tokens: TokenSpan | Doc, names: frozenset[str]) -> bool:
    start, end = tokens[0].i, tokens[-1].i + 1
    before = [token.doc[position].lower_ for position in range(max(start, token.i - 3), token.i)]
    after = token.doc[token.i + 1].lower_ if token.i + 1 < end else ""
    follows = token.i > start and (_is_measure(token.nbor(-1)) or _ends_interval(before))
    is_per_dose = token.doc[token.i + 1 : token.i + 3].text.replace(" ", "") == "/dose"
    is_strength = ("/" in (after, before[-1] if before else "") and not is_per_dose) or (
        after == "per" and token.i + 2 < end and token.doc[token.i + 2].lower_ in _SINGLE_FORMS
    )
    is_strength = is_strength and not _is_of_two_substances(token)
    is_one = bool(before) and before[-1] in _ONE
    is_part = before[-1:] == ["of"] and len(before) == 3 and before[-2] in _COUNTED
    is_part = is_part or _TOTAL_OF_DAY.search(token.doc[start : token.i].text) is not None
    is_labelled = _OF_ISOTOPE.search(token.doc[start : token.i].text) is not None
    is_several = before[-1:] != [] and before[-1] in _SEVERAL and _are_given(token.doc[token.i + 1 : end])
    behind_known = not before or before[-1] in _BEFORE | _ONE | names or follows or is_several or is_labelled
    return (
        behind_known
        and not is_part
        and not (_LIMITS - {"additional" if after == "doses" else ""}) & set(_behind_or(before))
        and (after not in _FORMS or is_one)
        and not is_strength
    )


def _behind_or(before: Sequence[str]) -> Sequence[str]:
    """The words before an amount, or those behind an "or" that joins it to another: "at the same time each day or 4 mg"."""
    return before[before.index("or") :] if "or" in before else before


def _is_of_two_substances(token: Token) -> bool:
    """Whether an amount of a product of two substances is the first one's: "600 mg/10,000 units"."""
    following = token.doc[token.i + 1 : token.i + 3]
    return len(following) == 2 and following[0].text == "/" and _is_amount(following[1])


def _are_given(after: TokenSpan) -> bool:
    """Whether infusions of an amount follow: "two 500 mg intravenous infusions"."""
    return any(token.lower_ in _ACTS for token in after[:_GAP])


def _ends_interval(before: Sequence[str]) -> bool:
    """Whether the words before an amount end with a schedule of the amount before: "5 mg every month 7 mg every 6 weeks"."""
    return len(before) > 1 and before[-1] in _PERIODS and before[-2] in _EVERY


def _is_measure(token: Token) -> bool:
    """Whether a quantity ends the item before, in a list that lost its signs: "... of at least 0.6 m2 0.1 mg/kg for ..."."""
    quantity = quantity_of(token)
    return quantity is not None and quantity.unit is not None and not is_dose_size(quantity)


def when_given(after: TokenSpan) -> TokenSpan | None:
    """The words that tell when: the first phrase of time and those that follow it at once."""
    resting = {token.i for phrase in _phrases(after) for token in phrase}
    stops = (
        token for token in after if (token.lower_ in _STOPS and token.i not in resting) or _is_day_of_amount(token)
    )
    stop = next((token.i for token in stops), None)
    phrases = _phrases(after if stop is None else after.doc[after.start : stop])
    if not phrases:
        return repeated(after)
    start, end = phrases[0].start, phrases[0].end
    for phrase in phrases[1:]:
        between = after.doc[end : phrase.start]
        if _out_of_brackets(between) <= _GAP and not any(_is_amount(token) or token.text == ";" for token in between):
            end = max(end, phrase.end)
    is_open = sum(token.text == "(" for token in after.doc[start:end]) > sum(
        t.text == ")" for t in after.doc[start:end]
    )
    return after.doc[start : end + (is_open and end < len(after.doc) and after.doc[end].text == ")")]


def _out_of_brackets(between: TokenSpan) -> int:
    """How many tokens stand between two phrases of time, but for those of brackets that are closed among them."""
    text = [token.text for token in between]
    while "(" in text and ")" in text[text.index("(") :]:
        text[text.index("(") : text.index(")", text.index("(")) + 1] = []
    return len(text)


def _is_amount(token: Token) -> bool:
    quantity = quantity_of(token)
    return quantity is not None and is_dose_size(quantity)


def repeated(text: TokenSpan) -> TokenSpan | None:
    """How often a treatment is repeated, told behind what else is given with it ("... every 3 weeks")."""
    found = (phrase for phrase in _phrases(text) if phrase.text.casefold().startswith(_REPEATS))
    return next((phrase for phrase in found if not _leads_to_next(phrase)), None)


def _leads_to_next(phrase: TokenSpan) -> bool:
    """Whether a phrase of time is that of the amount behind it: "every 3 weeks thereafter by 420 mg"."""
    behind = phrase.doc[phrase.end : phrase.end + _GAP]
    return "by" in {token.lower_ for token in behind}


def _phrases(region: TokenSpan) -> list[TokenSpan]:
    if not len(region):
        return []
    found = (match.tokens for match in patterns("dose_schedule").find(region))
    found = (span for span in found if not _names_dose(span))
    return sorted(found, key=lambda span: (span.start, -span.end))


def _names_dose(phrase: TokenSpan) -> bool:
    """Whether a word of time only tells which dose is meant: "divide the daily dosage"."""
    following = phrase.doc[phrase.end].lower_ if phrase.end < len(phrase.doc) else ""
    return (
        len(phrase) == 1 and following in _NOUNS and phrase.start > 0 and phrase.doc[phrase.start - 1].lower_ in _NAMED
    )


def _is_day_of_amount(token: Token) -> bool:
    """Whether a day is that of the amount behind it: "Day 1 (5 mg)", "on Day 15 to 2 mg"."""
    following = token.doc[token.i + 1 : token.i + 4]
    if token.ent_type_ != Dimension.DAY_LIST.value or not len(following) or following[0].lower_ not in _TO_AMOUNT:
        return False
    return any(_is_amount(near) for near in following)


def changed_to(amounts: Sequence[DoseAmount]) -> Iterator[DoseAmount]:
    """The doses to which one is changed: the first of several amounts and those that may be given instead of it ("to 2 mg
    or 4 mg"); of a range, its end ("from 2 mg to 4 mg").
    """
    for position, amount in enumerate(amounts):
        following = amounts[position + 1].token if position + 1 < len(amounts) else None
        is_from = position and following is not None and following.nbor(-1).lower_ == "to"
        if is_from or (position and amount.token.nbor(-1).lower_ != "or"):
            return
        high = amount.quantity.high
        if high is not None and amount.token.lower_.startswith(FROM):
            yield replace(amount, quantity=replace(amount.quantity, value=high, high=None))
        else:
            yield amount
