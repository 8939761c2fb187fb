import pytest

from ingest.matcher import check_examples, patterns
from ingest.reaction_context import context_of_text
from kg.codes import ReactionContext


def test_patterns_hold_their_own_examples() -> None:
    check_examples(patterns("reaction_context"))


@pytest.mark.parametrize(
    ("words", "context"),
    [
        ("Adverse reactions leading to treatment discontinuation", ReactionContext.DISCONTINUATION),
        ("Adverse reactions which required dosage interruption", ReactionContext.INTERRUPTION),
        ("adverse reactions leading to a dose reduction", ReactionContext.REDUCTION),
        ("Serious adverse reactions leading to discontinuation", ReactionContext.DISCONTINUATION),
        ("Fatal bleeding", ReactionContext.FATAL),
        ("Serious adverse reactions", ReactionContext.SERIOUS),
        ("Table 3: Adverse Reactions in Adults", ReactionContext.INCIDENCE),
        ("Septic Death", ReactionContext.INCIDENCE),
    ],
)
def test_words_say_what_reactions_led_to(words: str, context: ReactionContext) -> None:
    assert context_of_text(words) is context
