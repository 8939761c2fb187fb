"""The SPARQL endpoint: the protocol, formats, the service description, refusals, the time limit and the page."""

import pytest
from rdflib import RDF, Graph, Namespace, URIRef

from tests.client import Client
from tests.example import LABEL_IRI

SD = Namespace("http://www.w3.org/ns/sparql-service-description#")
BROWSER = {"accept": "text/html,*/*;q=0.8"}
MATERIALS = "SELECT ?material WHERE { ?fact a lg:Material ; lg:material ?material } ORDER BY ?material LIMIT 1"
SLOW = (
    "SELECT (COUNT(*) AS ?n) WHERE { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . FILTER(STRLEN(STR(?c)) + STRLEN(STR(?f)) > 999) }"
)


def test_get_and_both_kinds_of_post_give_the_same_answer(client: Client) -> None:
    by_get = client.get("/sparql", params={"query": MATERIALS})
    by_form = client.post("/sparql", data={"query": MATERIALS})
    by_body = client.post("/sparql", content=MATERIALS.encode(), headers={"content-type": "application/sparql-query"})
    assert by_get.json() == by_form.json() == by_body.json()
    assert by_get.json()["results"]["bindings"][0]["material"]["value"] == "0.9% Sodium Chloride Injection"
    assert by_get.headers["content-type"] == "application/sparql-results+json"


@pytest.mark.parametrize(
    ("accept", "media_type", "starts"),
    [
        ("*/*", "application/sparql-results+json", "{"),
        ("application/sparql-results+xml", "application/sparql-results+xml", "<?xml"),
        ("text/csv", "text/csv", "material\r\n"),
        ("text/tab-separated-values", "text/tab-separated-values", "?material\n"),
        ("text/csv;q=0.5, text/tab-separated-values", "text/tab-separated-values", "?material\n"),
        ("text/csv;q=0, application/sparql-results+xml;q=0.1", "application/sparql-results+xml", "<?xml"),
    ],
)
def test_answer_is_in_the_format_that_is_accepted(client: Client, accept: str, media_type: str, starts: str) -> None:
    answer = client.get("/sparql", params={"query": MATERIALS}, headers={"accept": accept})
    assert answer.headers["content-type"].startswith(media_type)
    assert answer.text.startswith(starts)
    assert answer.headers["vary"] == "accept"


@pytest.mark.parametrize(
    ("accept", "form"), [("text/turtle", "turtle"), ("application/n-triples", "nt"), ("*/*", "turtle")]
)
def test_triples_are_in_the_format_that_is_accepted(client: Client, accept: str, form: str) -> None:
    query = f"CONSTRUCT WHERE {{ <{LABEL_IRI}> lg:name ?name }}"
    answer = client.get("/sparql", params={"query": query}, headers={"accept": accept})
    assert len(Graph().parse(data=answer.text, format=form)) == 1


def test_a_format_can_be_named_in_the_address(client: Client) -> None:
    answer = client.get("/sparql", params={"query": MATERIALS, "format": "csv"}, headers=BROWSER)
    assert answer.text == "material\r\n0.9% Sodium Chloride Injection\r\n"
    wrong = client.get("/sparql", params={"query": MATERIALS, "format": "pdf"})
    assert (wrong.status_code, wrong.text) == (
        400,
        "there is no format 'pdf'; expected one of json, xml, csv, tsv, turtle, ntriples",
    )


def test_yes_and_no(client: Client) -> None:
    assert client.get("/sparql", params={"query": "ASK { ?fact a lg:Dose }"}).json()["boolean"] is True


@pytest.mark.parametrize("accept", ["text/turtle", "*/*", "application/rdf+xml, text/turtle;q=0.9"])
def test_without_a_query_the_service_is_described(client: Client, accept: str) -> None:
    answer = client.get("/sparql", headers={"accept": accept})
    form = "xml" if "xml" in answer.headers["content-type"] else "turtle"
    described = Graph().parse(data=answer.text, format=form)
    endpoint = URIRef("http://127.0.0.1/sparql")
    assert (endpoint, RDF.type, SD.Service) in described
    assert (endpoint, SD.endpoint, endpoint) in described
    assert (endpoint, SD.supportedLanguage, SD.SPARQL11Query) in described
    versions = list(described.objects(None, SD.name))
    assert len(versions) == 1
    assert str(versions[0]).startswith(f"{LABEL_IRI}/version/")


@pytest.mark.parametrize(
    ("query", "message"),
    [
        ("INSERT DATA { <http://a> <http://b> 1 }", "is no SPARQL query"),
        ("SELECT * { SERVICE <http://127.0.0.1:9/> { ?s ?p ?o } }", "SERVICE is not allowed"),
        ("SELECT * { ?s", "is no SPARQL query"),
        ("", "is no SPARQL query"),
    ],
)
def test_what_is_no_query_of_this_graph_is_refused(client: Client, query: str, message: str) -> None:
    answer = client.get("/sparql", params={"query": query})
    assert answer.status_code == 400
    assert message in answer.text
    assert "Traceback" not in answer.text


def test_updates_are_refused(client: Client) -> None:
    answer = client.post("/sparql", data={"update": "CLEAR ALL"})
    assert (answer.status_code, answer.text) == (400, "updates are refused: this endpoint is read-only")
    answer = client.post("/sparql", content=b"CLEAR ALL", headers={"content-type": "application/sparql-update"})
    assert answer.status_code == 415


def test_parameters_that_are_not_read_are_refused(client: Client) -> None:
    answer = client.get("/sparql", params={"query": MATERIALS, "default-graph-uri": "http://a"})
    assert (answer.status_code, answer.text.split(";")[0]) == (400, "default-graph-uri is not read")
    answer = client.get("/sparql", params={"query": [MATERIALS, MATERIALS]})
    assert (answer.status_code, answer.text) == (400, "2 queries were given; expected one")
    answer = client.post("/sparql", content=b"query=\xff", headers={"content-type": "application/sparql-query"})
    assert (answer.status_code, answer.text) == (400, "the body is not UTF-8 at byte 6")


def test_a_slow_query_is_stopped_and_others_are_still_answered(client: Client) -> None:
    answer = client.get("/sparql", params={"query": SLOW})
    assert answer.status_code == 503
    assert "ran past 3 seconds" in answer.text
    assert client.get("/sparql", params={"query": MATERIALS}).status_code == 200


def test_a_browser_gets_a_page_with_the_answer_as_a_table(client: Client) -> None:
    page = client.get("/sparql", params={"query": MATERIALS}, headers=BROWSER)
    assert '<th scope="col">material</th>' in page.text
    assert "<td>0.9% Sodium Chloride Injection</td>" in page.text
    assert "<script" not in page.text


def test_the_page_says_what_is_wrong_and_escapes_it(client: Client) -> None:
    page = client.get("/sparql", params={"query": "SELECT <b>"}, headers=BROWSER)
    assert page.status_code == 400
    assert 'role="alert"' in page.text
    assert "SELECT &lt;b&gt;" in page.text


def test_the_page_shows_triples_and_truth(client: Client) -> None:
    page = client.get("/sparql", params={"query": "ASK { ?fact a lg:Dose }"}, headers=BROWSER)
    assert '<pre class="answer" tabindex="0">yes</pre>' in page.text
    page = client.get("/sparql", params={"query": "CONSTRUCT { lg:a lg:b 1 } {}"}, headers=BROWSER)
    assert "https://w3id.org/labelgraph/ontology#b" in page.text


def test_examples_of_the_page_are_our_questions(client: Client) -> None:
    page = client.get("/sparql", headers=BROWSER)
    assert "Which filter materials are recommended, and which must not be used?" in page.text
