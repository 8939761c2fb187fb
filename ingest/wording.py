"""The telling words of printed phrases, and how far two phrases are about the same."""

import re

from spacy.tokens import Span as TokenSpan

from ingest.words import REFERENCE

_FILLERS = frozenset(
    {"a", "an", "and", "are", "as", "be", "by", "for", "from", "if", "in", "is", "of", "on", "or", "that", "the"}
    | {"their", "then", "this", "to", "was", "were", "with"}
)
NEGATIONS = frozenset({"not", "no", "without", "never"})
FORBIDDING = frozenset({"not", "never", "avoid"})
"""Words of an instruction that forbid what stands behind them."""
_NON = re.compile(r"\b(non|pre|post)[-\u2010-\u2014](?=[a-z])")
_REFERENCE = re.compile(rf"\s*(?:{REFERENCE.pattern})", re.IGNORECASE)
_ENZYMES = (
    (re.compile(r"\bcytochrome P-?450 (?:\(CYP\) ?)?(?=\d[A-Z])", re.IGNORECASE), "CYP"),
    (re.compile(r"\bP-glycoprotein\b", re.IGNORECASE), "P-gp"),
    (re.compile(r"\bCYP ?3A(?:4/5|[45])\b"), "CYP3A"),
    (re.compile(r"^(?:drug|agent|medication|medicinal product|product)s? that are ", re.IGNORECASE), ""),
)
"""Names of enzymes and of what acts on them, each with the shorter one that means the same."""
_WORD = re.compile(r"[a-z]+|\d+(?:\.\d+)?|[<>≤≥%]")


def telling_words(phrase: str) -> frozenset[str]:
    """The words of a phrase, plural endings and fillers left out.

    >>> sorted(telling_words("In patients with the elevations of AST"))
    ['ast', 'elevation', 'patient']
    """
    found = _WORD.findall(_NON.sub(r"\1", phrase.casefold()))
    return frozenset(word[:-1] if len(word) > 3 and word.endswith("s") else word for word in found) - _FILLERS


def shortly_named(phrase: str) -> str:
    """A phrase in which enzymes have their shorter names.

    >>> shortly_named("combined P-glycoprotein and cytochrome P450 3A4 inhibitors")
    'combined P-gp and CYP3A inhibitors'
    >>> shortly_named("drugs that are CYP3A4/5 substrates")
    'CYP3A substrates'
    """
    for name, short in _ENZYMES:
        phrase = name.sub(short, phrase)
    return phrase


def shared_of_shorter(one: frozenset[str], other: frozenset[str]) -> float:
    """The share of the smaller set of words that the other has too; two empty sets agree.

    >>> shared_of_shorter(telling_words("VOD or other severe liver toxicity"), telling_words("severe liver toxicity"))
    1.0
    """
    if not one or not other:
        return 1.0 if one == other else 0.0
    return len(one & other) / min(len(one), len(other))


def shared_of_all(one: frozenset[str], other: frozenset[str]) -> float:
    """The share of all words of two sets that both have (Jaccard)."""
    return len(one & other) / len(one | other) if one or other else 1.0


def without_references(text: str) -> str:
    """A text without its references in brackets to other parts of the label.

    >>> without_references("Avoid live vaccines [see Use in Specific Populations (8.1)].")
    'Avoid live vaccines.'
    """
    return _REFERENCE.sub("", text)


def is_bracketed(words: TokenSpan, sentence: TokenSpan) -> bool:
    """Whether some words of a sentence stand within round brackets."""
    before = words.doc.text[sentence.start_char : words.start_char]
    return before.count("(") > before.count(")")
