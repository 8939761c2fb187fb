"""How long HermiT takes for the ontology with the facts of the example.

    python -m benchmarks.reasoning_time

Prints seconds beside their bar; the exit status is 1 above it, and where the reasoner finds a contradiction.
"""

import sys
import time

from benchmarks.bars import HERE, read_bars
from ingest.pipeline import label_of
from ingest.sources import read
from ingest.write_rdf import graph_of
from kg.reasoning.data import statements
from kg.reasoning.reasoner import reasoned

EXAMPLE = HERE.parent / "examples" / "inotuzumab-ozogamicin.txt"


def main() -> int:
    """Measure the reasoner; the exit status."""
    bar = read_bars().reasoning_seconds
    label = label_of(read(EXAMPLE))
    graph = graph_of(label.document, label.facts)
    start = time.perf_counter()
    said = statements(graph)
    found = reasoned(said)
    seconds = time.perf_counter() - start
    verdict = "consistent" if found.is_consistent and not found.unsatisfiable else "contradictory"
    print(f"{len(said)} statements, {verdict}: {seconds:.1f} s, bar {bar:g} s")
    return 0 if verdict == "consistent" and seconds < bar else 1


if __name__ == "__main__":
    sys.exit(main())
