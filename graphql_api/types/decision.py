"""Which dose rules apply to a patient: what is asked with, and what is answered."""

from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Self

import strawberry

from graphql_api.executor import Things
from graphql_api.graph.text import Node
from graphql_api.types.named import list_of
from graphql_api.types.shaped import NAMES
from kg.codes import Action
from kg.decision.patient import Finding, History, answered
from kg.decision.rules import Applicability, Decision, InstructionDecision
from kg.terms import definition

strawberry.enum(Applicability, description="Whether a dose rule applies to a patient.")


@strawberry.input(description="A measured value, or something that happened, in your own words.")
class FindingInput:
    """What is known of a patient."""

    parameter: str = strawberry.field(description='What was measured or happened: "platelets", "neuropathy".')
    value: Decimal | None = strawberry.field(default=None, description="The value now.")
    unit: str | None = strawberry.field(default=None, description="The UCUM code of its unit: 10*9/L, mg/dL, /mm3.")
    relative_to: str | None = strawberry.field(
        default=None, description="What the value is a multiple of, if it has no unit: ULN, LLN or baseline."
    )
    baseline: Decimal | None = strawberry.field(default=None, description="The value before treatment.")
    upper_limit: Decimal | None = strawberry.field(default=None, description="The upper limit of normal.")
    lower_limit: Decimal | None = strawberry.field(default=None, description="The lower limit of normal.")
    grade: int | None = strawberry.field(default=None, description="The CTCAE grade, 1 to 5.")
    duration_days: Decimal | None = strawberry.field(default=None, description="For how many days it lasts.")
    occurrence: int | None = strawberry.field(default=None, description="Which time it happens: 1 for the first.")
    is_present: bool = strawberry.field(default=True, description="False for what is known not to be there.")

    def read(self) -> Finding:
        """The finding; raises `PatientError` where it makes no sense."""
        return Finding(**vars(self))


@strawberry.input(description="A yes or no to words of the label that an earlier answer asked for.")
class AnswerInput:
    """What a person says to a question."""

    words: str = strawberry.field(description="The words, as `questions` give them.")
    holds: bool = strawberry.field(description="Whether they hold of the patient.")


def answers_of(given: Sequence[AnswerInput]) -> Mapping[str, bool]:
    """The answers by the words that they are given to."""
    return answered((one.words, one.holds) for one in given)


@strawberry.input(description="The course of treatment.")
class HistoryInput:
    """What is known of the course."""

    cycle: int | None = strawberry.field(default=None, description="The number of the cycle.")
    day: int | None = strawberry.field(default=None, description="The day of the cycle.")
    reductions: int | None = strawberry.field(default=None, description="How often the dose was reduced so far.")
    interruption_days: Decimal | None = strawberry.field(
        default=None, description="For how many days treatment has been interrupted."
    )
    answers: list[AnswerInput] = strawberry.field(default_factory=list, description="Answers to questions.")

    def read(self) -> History:
        return History(
            cycle=self.cycle,
            day=self.day,
            reductions=self.reductions,
            interruption_days=self.interruption_days,
            answers=answers_of(self.answers),
        )


@strawberry.type(
    description="One of several things that a dose rule tells to do, with whether it holds if the rule applies."
)
class InstructionAnswer:
    """What became of an instruction."""

    text: str = strawberry.field(description=definition("text"))
    actions: list[Action] = strawberry.field(description=definition("actions"))
    condition: str | None = strawberry.field(description=definition("condition"))
    otherwise: bool = strawberry.field(description=definition("otherwise"))
    applicability: Applicability = strawberry.field(description="Whether the instruction holds.")
    needs: list[str] = strawberry.field(description="What is missing to tell.")
    questions: list[str] = strawberry.field(
        description="Words of the label, among what is missing, that a person can say yes or no to: see `answers`."
    )

    @classmethod
    def of(cls, decision: InstructionDecision) -> Self:
        """An instruction as it is answered."""
        one = decision.instruction
        return cls(
            text=one.text,
            actions=list(one.actions),
            condition=one.condition,
            otherwise=one.otherwise,
            applicability=decision.applicability,
            needs=list(decision.needs),
            questions=list(decision.questions),
        )


@strawberry.type(description="A dose rule with whether it applies to a patient.")
class DoseRuleDecision:
    """What became of a rule."""

    rule: Things = strawberry.field(
        graphql_type=NAMES["DoseRule"], description="The rule, with its actions and the words that state it."
    )
    applicability: Applicability = strawberry.field(description="Whether the rule applies.")
    needs: list[str] = strawberry.field(description="What is missing to tell.")
    questions: list[str] = strawberry.field(
        description="Words of the label, among what is missing, that a person can say yes or no to: see `answers`."
    )
    is_concerned: bool = strawberry.field(description="Whether the rule speaks of anything that was given.")
    resumable: bool | None = strawberry.field(
        description="Whether what must be reached before going on is reached; null where that is open or not stated."
    )
    overlaps: Things = strawberry.field(
        graphql_type=list_of(NAMES["DoseRule"]),
        description="Further rules that apply, of the same trigger at another bound; the label does not say which counts.",
    )

    instructions: list[InstructionAnswer] = strawberry.field(
        description="Which of the rule's actions hold, where they do at different times; none where the rule does not apply."
    )

    @classmethod
    def of(cls, decision: Decision, nodes: Mapping[int, Node]) -> Self:
        """A decision as it is answered; `nodes` are where the rules stand in the graph, by the identity of the facts."""
        return cls(
            rule=Things(shape="DoseRule", nodes=[nodes[id(decision.rule)]], is_many=False),
            applicability=decision.applicability,
            needs=list(decision.needs),
            questions=list(decision.questions),
            is_concerned=decision.is_concerned,
            resumable=decision.resumable,
            overlaps=Things(shape="DoseRule", nodes=[nodes[id(rule)] for rule in decision.overlaps]),
            instructions=[InstructionAnswer.of(one) for one in decision.instructions],
        )
