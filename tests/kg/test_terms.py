import pytest

from kg import terms
from kg.codes import Action, Comparison, Logic, Modality, Verdict
from kg.errors import UnknownTermError
from kg.facts import AdverseReaction, Population, Premedication


def test_unknown_term_is_refused() -> None:
    with pytest.raises(UnknownTermError, match="no term 'perzent'"):
        terms.term("perzent")


def test_definition_and_label_come_from_the_ontology() -> None:
    assert terms.label("armN") == "arm N"
    assert terms.definition("armN") == "The number of patients in an arm, as its column or row states it."


@pytest.mark.parametrize(
    ("code", "name"),
    [
        (Action.SLOW_INFUSION, "Action-slow-infusion"),
        (Comparison.AT_MOST, "Comparison-at-most"),
        (Logic.ANY_OR_ALL, "Logic-any-or-all"),
        (Verdict.RECOMMENDED, "Verdict-recommended"),
        (Modality.RECOMMENDED, "Modality-recommended"),
    ],
)
def test_a_code_has_a_concept(code: Action, name: str) -> None:
    assert terms.concept(code) == terms.CODE + name
    assert terms.codes_by_concept()[terms.CODE + name] is code
    assert terms.describe(terms.CODE + name).notation == code.value


def test_class_and_property_have_the_names_of_python() -> None:
    assert terms.class_of(AdverseReaction) == terms.LG + "AdverseReaction"
    assert terms.property_of(AdverseReaction, "arm_n") == terms.LG + "armN"


def test_fields_that_mean_codes_here_and_words_there_have_two_properties() -> None:
    assert terms.property_of(Population, "advice") == terms.LG + "populationAdvice"
    assert terms.property_of(Premedication, "target") == terms.LG + "targetThreshold"
