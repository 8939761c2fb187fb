"""Which numbers of a sentence a more specific kind of fact states, so that a measure does not state them again."""

import re

from spacy.tokens import Span as TokenSpan
from spacy.tokens import Token

from ingest.animal_studies import animal_tokens
from ingest.count_statistics import share_tokens
from ingest.passages import Passage
from ingest.patient_rates import rate_tokens
from ingest.pharmacokinetics import parameter_tokens
from ingest.quantity import Dimension
from ingest.reading import is_within
from ingest.term_list import term_lists

_AMOUNTS = frozenset(
    {Dimension.DOSE_PER_AREA, Dimension.DOSE_PER_WEIGHT, Dimension.DOSE_PER_TIME, Dimension.MASS, Dimension.VOLUME}
    | {Dimension.TEMPERATURE, Dimension.VIALS, Dimension.GRADE}
)
_BOUNDS = frozenset(
    {Dimension.TIMES_ULN, Dimension.TIMES_LLN, Dimension.TIMES_BASELINE, Dimension.CELL_COUNT, Dimension.DURATION}
    | {Dimension.PERCENT, Dimension.CYCLES, Dimension.DOSES, Dimension.CYCLE_LIST, Dimension.DAY_LIST}
)
_DOSE_RULE = re.compile(
    r"\b(?:interrupt|discontinue|withhold|resume|adjustment|reduce\s+the\s+dose|dose\s+reduction|dosage\s+modification|"
    r"recommended\s+(?:duration|dos\w+))\b",
    re.IGNORECASE,
)
_POPULATION = re.compile(r"\b(?:contracepti\w+|breast-?feed\w*|breastfed|lactation)\b", re.IGNORECASE)
_DEFINED = re.compile(r"\bdefined\s+as\b", re.IGNORECASE)
_STATISTIC = re.compile(r"\b(?:median|mean)\b", re.IGNORECASE)


def taken_numbers(passage: Passage, sentence: TokenSpan) -> frozenset[int]:
    """The positions of the tokens whose numbers are stated by another kind of fact."""
    text = sentence.text
    is_rule = _DOSE_RULE.search(text) is not None and _STATISTIC.search(text) is None
    is_population = is_within(passage.chapter, ("5", "8")) and _POPULATION.search(text) is not None
    defined = _DEFINED.search(text)
    defined_from = sentence.start_char + defined.end() if defined else None

    def elsewhere(token: Token) -> bool:
        kind = token.ent_type_
        ruled = (is_rule or is_population) and kind in _BOUNDS
        return kind in _AMOUNTS or ruled or (defined_from is not None and token.idx >= defined_from and kind in _BOUNDS)

    read = share_tokens(sentence) | rate_tokens(passage, sentence) | _listed(passage, sentence)
    read |= parameter_tokens(passage, sentence) | animal_tokens(passage, sentence)
    return read | frozenset(token.i for token in sentence if token.ent_type_ and elsewhere(token))


def _listed(passage: Passage, sentence: TokenSpan) -> frozenset[int]:
    if not is_within(passage.chapter, ("6",)):
        return frozenset()
    terms = [term for found in term_lists(sentence, continues=passage.level > 0) for term in found.terms]
    return frozenset(token.i for term in terms for token in (*term.percents, term.count) if token is not None)
