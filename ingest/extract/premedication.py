"""Premedication and cytoreduction: what to give before the product (21 CFR 201.57(c)(3))."""

from collections.abc import Iterator, Sequence
from itertools import zip_longest

from spacy.tokens import Span as TokenSpan

from ingest.matcher import Match, PatternSet, patterns
from ingest.passages import Passage
from ingest.quantity import Dimension
from ingest.reading import Reading
from ingest.thresholds import quantity_spans, thresholds
from ingest.tokens import CROSS_REFERENCE, quantity_of
from kg.codes import Logic, PremedicationPurpose
from kg.facts import Premedication, Threshold

_SECTIONS = ("2", "5")
_BEHIND_AGENT = frozenset({":", "(", ",", ";", "."})


def extract(reading: Reading) -> Iterator[Premedication]:
    """One premedication per sentence that names agents to give before the product, or a count to reach."""
    for passage in reading.guide_and(*_SECTIONS):
        sentences = tuple(passage.sentences)
        for sentence, following in zip_longest(sentences, sentences[1:]):
            match = _of("cue").first(sentence) or _command(sentence)
            if match is not None:
                items = [item for item in reading.passages if item.lead is passage.text]
                yield from _premedication(passage, sentence, match, following, items)


def _command(sentence: TokenSpan) -> Match | None:
    """The words that tell to give something before each dose, where a sentence begins with them."""
    found = _of("command").first(sentence)
    is_meant = found is not None and found.tokens.start - sentence.start <= 1 and _of("before-each").first(sentence)
    return found if is_meant else None


def _premedication(
    passage: Passage, sentence: TokenSpan, match: Match, following: TokenSpan | None, items: Sequence[Passage]
) -> Iterator[Premedication]:
    """The premedication of a sentence; `items` are those of the list that its passage introduces."""
    end = next((token.i for token in sentence if token.ent_type_ == CROSS_REFERENCE), sentence.end)
    read = sentence.doc[sentence.start : end]
    named = _named(match, read, following)
    agents = tuple(_agents(named)) if named is not None else ()
    listed = [item for item in items if _first_agent(item)] if _points_to_list(agents) else []
    agents = tuple(map(_first_agent, listed)) if _points_to_list(agents) else agents
    purpose = PremedicationPurpose(match.pattern.gives["purpose"])
    if not agents and purpose is PremedicationPurpose.PREMEDICATION:
        return
    yield Premedication(
        evidence=(passage.evidence(read), *(item.evidence() for item in listed)),
        values=(
            *quantity_spans(passage.text, read),
            *(span for item in listed for span in quantity_spans(item.text, item.tokens)),
        ),
        read_by=f"premedication.{match.pattern.id}",
        purpose=purpose,
        agents=agents,
        logic=(Logic.ALL if listed else _logic(named)) if named is not None and len(agents) > 1 else None,
        timing=_timing(read),
        condition=_condition(read),
        target=_target(read) if purpose is PremedicationPurpose.CYTOREDUCTION else None,
    )


def _points_to_list(agents: Sequence[str]) -> bool:
    """Whether what stands for the agents only points to a list behind it: "the following medications"."""
    return len(agents) == 1 and agents[0].casefold().startswith("following")


def _first_agent(item: Passage) -> str:
    """The agent with which an item of a list begins, up to a colon, a bracket or its dose.

    The label of "Antipyretics: samplol 650 mg" names a class, which is what is to be given.
    """
    end = next((token.i for token in item.tokens if token.text in _BEHIND_AGENT or token.ent_type_), len(item.tokens))
    return str(item.tokens[:end].text.strip())


def _named(match: Match, read: TokenSpan, following: TokenSpan | None) -> TokenSpan | None:
    """The words that name the agents, behind the cue or at the start of the sentence after it."""
    if match.pattern.gives.get("agents") == "behind":
        return read.doc[match.tokens.end : max(match.tokens.end, read.end)]
    behind = _of("named-behind").opening(following) if following is not None else None
    return behind.slots["agents"] if behind is not None else None


def _agents(named: TokenSpan) -> Iterator[str]:
    """The agents, each up to words that stand aside of its name, such as its dose.

    >>> from ingest.tokens import tokenize
    >>> list(_agents(tokenize("an antipyretic 650 mg orally, and samplol (or testol) before each dose")[:]))
    ['antipyretic', 'samplol']
    """
    words, asides = _list(named)
    start = words.start
    for cut in (*(match.tokens for match in _joins(words, asides)), words[len(words) :]):
        name = words.doc[start : min([cut.start, *(aside.start for aside in asides if aside.start >= start)])]
        start = cut.end
        article = _of("article").opening(name) if len(name) else None
        agent = name.text if article is None else words.doc[article.tokens.end : name.end].text
        if agent.strip():
            yield " ".join(agent.split())


def _list(named: TokenSpan) -> tuple[TokenSpan, list[TokenSpan]]:
    """The words up to the end of the names, and the stretches among them that stand aside."""
    asides = [match.tokens for match in _of("aside").find(named)]
    ends = (match.tokens.start for match in _of("end").find(named) if not _is_in(match, asides))
    return named.doc[named.start : next(ends, named.end)], asides


def _joins(words: TokenSpan, asides: Sequence[TokenSpan]) -> Iterator[Match]:
    return (match for match in _of("between").find(words) if not _is_in(match, asides))


def _is_in(match: Match, asides: Sequence[TokenSpan]) -> bool:
    return any(aside.start <= match.tokens.start < aside.end for aside in asides)


def _logic(named: TokenSpan) -> Logic:
    words, asides = _list(named)
    if _of("any-or-all").first(words):
        return Logic.ANY_OR_ALL
    joined = {token.lower_ for match in _joins(words, asides) for token in match.tokens}
    return Logic.ANY if "or" in joined and "and" not in joined else Logic.ALL


def _timing(read: TokenSpan) -> str | None:
    """The time before the dose, as printed."""
    found = _of("when").first(read)
    if found is None:
        return None
    behind = _of("when-end").before(read.doc[found.tokens.end : read.end])
    return str(read.doc[found.tokens.start : behind.end].text.strip(" :"))


def _condition(read: TokenSpan) -> str | None:
    """The patients with whom a sentence begins, up to its first comma."""
    comma = next((token.i for token in read if token.text == ","), None)
    is_said = comma is not None and _of("whom").opening(read) is not None
    return str(read.doc[read.start : comma].text) if is_said else None


def _target(read: TokenSpan) -> Threshold | None:
    """The count to reach."""
    counts = [token for token in read if token.ent_type_ == Dimension.CELL_COUNT.value]
    if not counts:
        return None
    position = counts[0].i
    start = next((i for i in range(position, read.start, -1) if read.doc[i].lower_ in {"a", "the"}), read.start)
    quantity = quantity_of(counts[0])
    if quantity is None or quantity.comparison is None:
        return None
    return next(iter(thresholds(read.doc[start : position + 1], "count")), None)


def _of(part: str) -> PatternSet:
    return patterns("premedication", part)
