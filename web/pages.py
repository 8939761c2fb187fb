"""The pages: the list of labels, a label's facts, a label's text."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache, cached_property
from io import BytesIO
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import HTMLResponse, Response

from kg.codes import LabelFormat
from kg.errors import NotFoundError, QueryError, QueryTimeoutError, SearchUnavailableError
from kg.ontology import FORMATS, class_entries, code_list_entries, ontology_version, property_entries, write_ontology
from kg.query import Ask
from kg.search.index import Index
from kg.search.search import Search
from kg.terms import concept, definition
from web.arms import Grid, split
from web.facts import LabelFacts, ShownFact, find_label, label_facts, name_of
from web.groups import GROUPS
from web.kinds import Column, Group, Kind
from web.listing import labels_found, shown_listing
from web.search import results
from web.text import Quoted, text_sections
from web.wording import word

_TEMPLATES = Environment(
    loader=FileSystemLoader(Path(__file__).parent / "templates"),
    autoescape=True,
    undefined=StrictUndefined,
    trim_blocks=True,
    lstrip_blocks=True,
)
_TEMPLATES.globals |= {
    "word": word,
    "meaning": lambda code: definition(concept(code)),
    "name_of": name_of,
    "each_once": lambda words: list(dict.fromkeys(filter(None, words))),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class ShownKind:
    """The facts of a kind that match the filter, and those of them that stand in grids of arms."""

    kind: Kind
    facts: Sequence[ShownFact]
    grids: Sequence[Grid] = ()

    @property
    def columns(self) -> Sequence[Column]:
        """The columns that say something of any fact."""
        return [column for column in self.kind.columns if any(map(column.says_something, self.facts))]

    @property
    def rows(self) -> Sequence[Sequence[ShownFact]]:
        return self.kind.rows(self.facts)


@dataclass(frozen=True, slots=True, kw_only=True)
class ShownGroup:
    """A group of the page with how many of its facts match the filter, of how many."""

    group: Group
    kinds: Sequence[ShownKind]
    shown: int
    total: int


class Pages:
    """Renders the pages from the graph and its index of words; each is made in a thread, so that other requests go on."""

    def __init__(self, ask: Ask, index: Index):
        self._ask, self._index = ask, index

    async def labels(self, request: Request) -> Response:
        """The list of labels, narrowed by `q` in the name or substance, or to those with `q` as an identifier."""
        return await _in_thread(self._labels, request.query_params.get("q", "").strip())

    async def label(self, request: Request) -> Response:
        """A label's facts, narrowed to those that have all words of `q` in them or in their quotes."""
        name, wanted = request.path_params["name"], request.query_params.get("q", "").strip()
        return await _in_thread(self._label, name, wanted)

    async def search(self, request: Request) -> Response:
        """The places of all labels that have the words `q`, of one `kind` where that is given."""
        given = request.query_params
        return await _in_thread(self._search, given.get("q", "").strip(), given.get("kind", ""))

    async def text(self, request: Request) -> Response:
        """A label's text. `quote=120-150` marks these characters; each quote's start is a place named c120."""
        return await _in_thread(self._text, request.path_params["name"], request.query_params.get("quote", ""))

    async def ontology(self, _: Request) -> Response:
        """The terms of the ontology: classes, properties and code lists."""
        return await _in_thread(_ontology_page)

    async def ontology_file(self, request: Request) -> Response:
        """The ontology in the format of a suffix: `ttl`, `rdf` or `jsonld`."""
        return await _in_thread(_ontology_file, request.path_params["suffix"])

    def _labels(self, wanted: str) -> Response:
        labels = labels_found(self._ask, wanted)
        return _page("labels.html", {"labels": labels, "q": wanted})

    def _search(self, wanted: str, kind: str) -> Response:
        context: dict[str, object] = {"q": wanted, "kind": kind, "names": self._names, "error": None, "found": None}
        status = 200
        if wanted:
            try:
                kept = Search.of(self._index, wanted, kinds=[kind] if kind else None)
                context["found"] = results(kept, replace(kept, kinds=None))
            except (QueryError, SearchUnavailableError) as error:
                context["error"] = str(error)
                status = 503 if isinstance(error, SearchUnavailableError | QueryTimeoutError) else 400
        return _page("search.html", context, status)

    @cached_property
    def _names(self) -> Mapping[str, str]:
        """What labels are called, by their IRIs; the graph does not change while it is served."""
        return {str(row["label"]): str(row["name"] or row["fileName"]) for row in self._ask("label", {})}

    def _label(self, name: str, wanted: str) -> Response:
        facts = label_facts(self._ask, find_label(self._ask, name))
        groups = [_shown(group, facts, wanted.lower().split()) for group in GROUPS]
        everything = [fact for held in facts.facts.values() for fact in held]
        context = {
            "label": facts.label,
            "product": next(iter(facts.facts["product"]), None),
            "groups": groups,
            "q": wanted,
            "shown": sum(group.shown for group in groups),
            "incomplete": [fact for fact in everything if fact.incomplete],
            "differing": [fact for fact in everything if fact.differs_from],
            "known": {fact.name: fact for fact in everything},
            "not_understood": facts.not_understood,
            "listed": shown_listing(self._ask, facts.label),
            "unread": None if facts.label["format"] is LabelFormat.PHYSICIAN_LABELING_RULE else facts.label["format"],
        }
        return _page("label.html", context)

    def _text(self, name: str, quote: str) -> Response:
        label = find_label(self._ask, name)
        quoted = _quoted(quote)
        sections = text_sections(self._ask, label, quoted)
        return _page("text.html", {"label": label, "sections": sections, "quoted": quoted, "q": ""})


@cache
def _ontology_page() -> Response:
    context = {
        "version": ontology_version(),
        "formats": FORMATS,
        "classes": class_entries(),
        "properties": property_entries(),
        "code_lists": code_list_entries(),
        "q": "",
    }
    return _page("ontology.html", context)


@cache
def _ontology_file(suffix: str) -> Response:
    for name, form in FORMATS.items():
        if form.file_extension == suffix:
            output = BytesIO()
            write_ontology(output, name)
            return Response(output.getvalue(), media_type=form.media_type)
    raise NotFoundError(f"the ontology has no file with the suffix {suffix!r}")


def _shown(group: Group, facts: LabelFacts, words: Sequence[str]) -> ShownGroup:
    kinds, shown, total = [], 0, 0
    for kind in group.kinds:
        held = facts.facts[kind.id]
        found = [fact for fact in held if fact.says(words)]
        shown, total = shown + len(found), total + len(held)
        grids, rest = split(found, str(facts.label["name"])) if group.layout == "arms" else ((), found)
        kinds.append(ShownKind(kind=kind, facts=rest, grids=grids))
    return ShownGroup(group=group, kinds=kinds, shown=shown, total=total)


def _quoted(quote: str) -> Quoted | None:
    """The characters that an address asks to mark; None where it asks for none or for nonsense."""
    start, _, end = quote.partition("-")
    ascii_digits = start.isascii() and end.isascii() and start.isdigit() and end.isdigit()
    return Quoted(int(start), int(end)) if ascii_digits and len(quote) < 20 and int(start) < int(end) else None


def not_found(request: Request, error: Exception) -> Response:
    """The page for an address that leads nowhere."""
    del error
    return _page("not_found.html", {"what": f"there is no page at {request.url.path}", "q": ""}, 404)


async def _in_thread(render: Callable[..., Response], *arguments: str) -> Response:
    return await run_in_threadpool(render, *arguments)


def _page(template: str, context: Mapping[str, object], status: int = 200) -> HTMLResponse:
    return HTMLResponse(_TEMPLATES.get_template(template).render(context), status)
