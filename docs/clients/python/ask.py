"""Three questions, asked with types that ariadne-codegen made from the schema: python ask.py ADDRESS."""

import sys
from decimal import Decimal

from labelgraph_client import FindingInput, Labelgraph
from labelgraph_client.enums import Applicability


def main(address: str) -> None:
    """Ask a server and print the answers."""
    client = Labelgraph(f"{address}/graphql")

    label = client.filter_materials("besponsa").label
    for one in label.materials.nodes if label else ():
        print(f"{one.material or 'any'}: {one.verdict.value} (section {one.evidence[0].section})")

    reactions = client.frequent_reactions(at_least=Decimal(40), first=3).adverse_reactions
    for reaction in reactions.nodes:
        print(f"{reaction.term}, grade {reaction.grade}: {reaction.percent} %")
    print(f"{reactions.total_count} in all")

    platelets = FindingInput(parameter="platelets", value=Decimal(40), unit="10*9/L", baseline=Decimal(60))
    for decision in client.rules_for_patient("besponsa", [platelets]).applicable_dose_rules:
        if decision.applicability is Applicability.APPLIES:
            print(f"{decision.rule.trigger}: {', '.join(action.value for action in decision.rule.actions)}")


if __name__ == "__main__":
    main(sys.argv[1])
