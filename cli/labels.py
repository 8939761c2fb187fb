"""Commands about labels as files: facts, validate, audit."""

import json
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from cli.options import AsJson, Meddra, Source, Store, label_in
from cli.printing import VIOLATIONS, print_lines, print_table, say

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from ingest.audit import Audit, Outcome
    from ingest.pipeline import Label


def facts(source: Source, meddra: Meddra) -> None:
    """Print every fact of a label as JSON Lines.

    Example: `labelgraph facts label.txt > facts.jsonl`
    """
    from ingest.export import json_lines

    label = label_in(source, meddra)
    print_lines(json_lines(label.facts))
    _say_format(label)


def _say_format(label: "Label") -> None:
    """Say that no facts are read from a label in another format than the one that is understood."""
    from ingest.unread_format import reason
    from kg.codes import LabelFormat

    if label.document.format is not LabelFormat.PHYSICIAN_LABELING_RULE:
        say(f"{label.document.name}: {reason(label.document.format)}")


def validate(
    sources: Annotated[list[Path] | None, typer.Argument(metavar="[SOURCE...]", help="Files of labels.")] = None,
    *,
    store: Store,
) -> None:
    """Check labels, or without any the store, against the shapes; status 1 if there are violations.

    Examples: `labelgraph validate label.txt`, `labelgraph validate --store graph`
    """
    from ingest.pipeline import violations
    from kg.store import open_read_only
    from kg.validate import Severity, validate_store

    if sources:
        found = [violation for source in sources for violation in violations(label_in(source))]
    else:
        found = list(validate_store(open_read_only(store)))
    print_lines(f"{each.severity}: {each.focus}: {each.message}" for each in found)
    worst = sum(each.severity is Severity.VIOLATION for each in found)
    say(f"{worst} violations, {len(found) - worst} warnings")
    if worst:
        raise typer.Exit(VIOLATIONS)


def audit(source: Source, as_json: AsJson = False) -> None:
    """Account for every number of a label: captured in a fact, structural, or not captured.

    Prints the counts of each section, then each number that is not captured with its line, then each fact that leaves out
    risky words of its sentence, then each place that could not be understood.

    Example: `labelgraph audit label.txt --json`
    """
    from ingest.audit import audit as audit_of

    label = label_in(source)
    found = audit_of(label.document, label.facts)
    counts = _counts(found)
    if as_json:
        found_so = {
            "sections": counts,
            "not_captured": _not_captured(found),
            "incomplete": _incomplete(label),
            "not_understood": _gaps(label),
        }
        print(json.dumps({**found_so, "format": label.document.format}))
        return
    _say_format(label)
    print_table([*counts, _counts_of("all", sum(found.counts().values(), start=Counter()))])
    print_lines("line {line}, section {section}: {printed} in {text!r}".format_map(n) for n in _not_captured(found))
    print_lines(
        "incomplete {kind}, section {section}: {words} in {quote!r}".format_map(one) for one in _incomplete(label)
    )
    print_lines("not understood, section {section}: {reason}".format_map(gap) for gap in _gaps(label))


def _counts(found: "Audit") -> "Sequence[Mapping[str, object]]":
    return [_counts_of(section, count) for section, count in found.counts().items()]


def _counts_of(section: str | None, count: "Counter[Outcome]") -> "Mapping[str, object]":
    """How many numbers of a section had each outcome: a row of a table or of JSON."""
    from ingest.audit import Outcome

    return {"section": section, **{outcome.name.lower(): count[outcome] for outcome in Outcome}}


def _not_captured(found: "Audit") -> "Sequence[Mapping[str, object]]":
    return [
        {
            "line": number.line,
            "section": number.section,
            "printed": number.printed,
            "start": number.span.start,
            "end": number.span.end,
            "text": number.line_text,
        }
        for number in found.not_captured()
    ]


def _incomplete(label: "Label") -> "Sequence[Mapping[str, object]]":
    """The facts that leave out risky words or numbers of their sentence, with these words."""
    return [
        {
            "kind": fact.kind,
            "section": fact.evidence[0].section,
            "words": list(fact.incomplete),
            "quote": " ".join(fact.evidence[0].quote.split()),
            "read_by": fact.read_by,
        }
        for fact in label.facts
        if fact.incomplete
    ]


def _gaps(label: "Label") -> "Sequence[Mapping[str, object]]":
    return [
        {"section": gap.section, "reason": gap.reason, "start": gap.span.start, "end": gap.span.end}
        for gap in label.document.not_understood
    ]
