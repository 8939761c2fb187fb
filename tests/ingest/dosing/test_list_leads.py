from ingest.extract.dose_rule import extract
from kg.codes import Action
from tests.ingest.building import Writing


def test_an_introduction_glued_to_an_item_leads_to_the_items_behind_it() -> None:
    writing = Writing()
    lead = writing.paragraph("Interrupt Exampline for the following:")
    told = (
        "Fever Reduce the dose of Exampline to 7 mg:",
        "For Grade 3 rash; only resume if it is safe",
        "After a second rash",
    )
    items = [writing.paragraph(words, 1) for words in told]
    found = list(extract(writing.add(writing.section("2.4", "Changes", lead, *items)).reading()))
    assert [(rule.trigger, rule.severity, rule.actions) for rule in found] == [
        ("Fever", None, (Action.INTERRUPT,)),
        ("rash", "Grade 3", (Action.REDUCE,)),
        ("After a second rash", None, (Action.REDUCE,)),
    ]
