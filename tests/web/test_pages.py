"""The pages: what stands on them, in which order, and that each fact has its words beside it."""

import re
from html.parser import HTMLParser

import pytest

from tests.client import Client

PAGE = "/label/besponsa"


class Outline(HTMLParser):
    """The headings, links, ids and language of a page; unclosed tags fail."""

    VOID = frozenset({"meta", "link", "input", "br", "img", "col"})

    def __init__(self, text: str):
        super().__init__()
        self.open, self.headings = list[str](), list[tuple[str, str]]()
        self.ids, self.links, self.html = list[str](), list[str](), dict[str, str | None]()
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        if tag == "html":
            self.html = given
        if tag not in self.VOID:
            self.open.append(tag)
        if given.get("id"):
            self.ids.append(str(given["id"]))
        if tag == "a" and given.get("href"):
            self.links.append(str(given["href"]))
        if re.fullmatch("h[1-6]", tag):
            self.headings.append((tag, ""))

    def handle_endtag(self, tag: str) -> None:
        assert self.open, f"</{tag}> closes nothing"
        assert self.open.pop() == tag, f"</{tag}> closes another element"

    def handle_data(self, data: str) -> None:
        if self.headings and self.open and self.open[-1] == self.headings[-1][0]:
            tag, text = self.headings[-1]
            self.headings[-1] = (tag, text + data)


@pytest.fixture(scope="module")
def label(client: Client) -> str:
    return client.get(PAGE).text


def words(html: str) -> str:
    """The words of a page without its tags."""
    return " ".join(re.sub(r"<[^>]+>", " ", html).split())


def section(html: str, name: str) -> str:
    """The group of a page with an id."""
    found = re.search(rf'<section class="group[^"]*" id="{name}".*?</section>', html, re.DOTALL)
    assert found, f"the page has no group {name!r}"
    return found[0]


@pytest.mark.parametrize(
    "path",
    ["/", "/search?q=platelet", PAGE, f"{PAGE}?q=platelet", f"{PAGE}/text?quote=20-40", "/nowhere", "/label/nothing"],
)
def test_pages_are_well_formed_and_accessible(client: Client, path: str) -> None:
    page = client.get(path)
    outline = Outline(page.text)
    assert not outline.open
    assert outline.html["lang"] == "en"
    assert sum(tag == "h1" for tag, _ in outline.headings) == 1
    assert len(outline.ids) == len(set(outline.ids)), "an id stands twice"
    targets = [link[1:] for link in outline.links if link.startswith("#")]
    assert set(targets) <= set(outline.ids), "a link leads nowhere on the page"
    assert '<a class="skip" href="#main">' in page.text
    assert "approved label decides" in page.text
    assert not re.search(r"<script|https?://", page.text), "the page loads or runs something"
    assert "default-src 'none'" in page.headers["content-security-policy"]


def test_the_ontology_has_a_place_for_each_term_and_loads_nothing(client: Client) -> None:
    page = client.get("/ontology").text
    outline = Outline(page)
    assert len(outline.ids) == len(set(outline.ids)), "an id stands twice"
    assert {"AdverseReaction", "ciLow", "code-lists"} <= set(outline.ids)
    assert {link[1:] for link in outline.links if link.startswith("#")} <= set(outline.ids)
    assert "https://schema.org/Drug" in outline.links
    assert not re.search(r"<script|(?:src|action)=.https?://", page)


@pytest.mark.parametrize(
    ("suffix", "media_type", "words"),
    [
        ("ttl", "text/turtle", "lg:AdverseReaction a owl:Class"),
        ("rdf", "application/rdf+xml", "<owl:versionIRI"),
        ("jsonld", "application/ld+json", '"@id":"https://w3id.org/labelgraph/ontology#AdverseReaction"'),
    ],
)
def test_the_ontology_is_served_as_a_file(client: Client, suffix: str, media_type: str, words: str) -> None:
    answer = client.get(f"/ontology.{suffix}")
    assert answer.headers["content-type"].startswith(media_type)
    assert words in answer.text
    assert client.get("/ontology.owl").status_code == 404


def test_the_list_names_each_label_and_what_it_was_read_from(client: Client) -> None:
    page = client.get("/").text
    assert '<a href="/label/besponsa">BESPONSA</a>' in page
    assert "inotuzumab ozogamicin · Example Laboratories · read from inotuzumab-ozogamicin.txt" in words(page)


@pytest.mark.parametrize(("query", "found"), [("INOTU", True), ("bespo", True), ("<b>x", False)])
def test_the_list_is_searched_by_product_and_substance(client: Client, query: str, found: bool) -> None:
    page = client.get("/", params={"q": query}).text
    assert ('href="/label/besponsa"' in page) is found
    assert "<b>x" not in page


def test_dangers_come_first_and_the_labels_own_words_last(label: str) -> None:
    headings = [text for tag, text in Outline(label).headings if tag == "h2"]
    assert headings == [
        "Boxed warning",
        "Indications and contraindications",
        "Dosing",
        "Dose modifications",
        "Preparation and administration",
        "Materials",
        "Time limits",
        "Adverse reactions",
        "Laboratory abnormalities",
        "Warnings and precautions",
        "Interactions",
        "Populations",
        "Studies",
        "Product",
        "Counselling",
        "Words of the label",
        "Disagreements",
        "Product data",
        "Not understood",
    ]


def test_contents_list_says_how_many_facts_there_are(label: str) -> None:
    assert '<a href="#adverse-reactions">Adverse reactions <span>114</span></a>' in label
    assert '<a href="#materials">Materials <span>22</span></a>' in label


def test_every_row_has_the_labels_words_and_a_link_to_them(label: str) -> None:
    rows = re.findall(
        r"<tr(?: id[^>]*| class=\"incomplete\"[^>]*)?>\s*<t[dh](?: scope=\"row\"| class=\"main\"| data).*?</tr>",
        label,
        re.DOTALL,
    )
    assert len(rows) > 150
    for row in rows:
        assert '<q class="quote">' in row
        assert re.search(r'href="/label/besponsa/text\?quote=\d+-\d+#c\d+"', row)


def test_materials_say_their_verdict_in_words(label: str) -> None:
    materials = words(section(label, "materials"))
    assert "filter prohibited nylon, mixed cellulose ester" in materials or (
        "filter prohibited mixed cellulose ester, nylon" in materials
    )
    assert "“" not in materials, "quotation marks are made by the style sheet"
    assert "Do not use filters of mixed cellulose ester (MCE) or nylon." in materials


def test_time_limits_have_state_storage_time_and_temperature(label: str) -> None:
    assert "diluted refrigerated 3 hours 2 to 8 °C" in words(section(label, "time-limits"))


def test_rules_say_what_to_do_until_when_and_except(label: str) -> None:
    rules = words(section(label, "dose-modifications"))
    assert (
        "platelets decrease How severe: platelets were at least 50 × 10^9/L before treatment interrupt discontinue"
        in rules
    )
    assert "Until: they are again at least 50 × 10^9/L" in rules
    assert "Unless:" in rules


def test_reactions_stand_by_arm_and_grade(label: str) -> None:
    grid = section(label, "adverse-reactions")
    heads = words(grid[: grid.index("<tbody>")])
    assert "BESPONSA N = 164 FLAG, MXN/Ara-C, or HIDAC N = 143" in heads
    assert "All grades Grade ≥ 3 All grades Grade ≥ 3" in heads
    (row,) = re.findall(r'<tr><th scope="row">Infection</th>.*?</tr>', grid, re.DOTALL)
    assert words(row).startswith("Infection 48% 28% 76% 54%")
    assert '<th scope="rowgroup" colspan="6">Infections</th>' in grid


def test_incomplete_and_differing_facts_are_marked(label: str) -> None:
    assert "incomplete Not understood: or a combination of these. Read the quote." in words(section(label, "dosing"))
    appearance = words(section(label, "preparation-and-administration"))
    assert "differs Section 2.4 says something else." in appearance
    assert "1 fact is marked incomplete" in label
    assert "2 facts differ from another place" in label


def test_disagreements_show_both_places(label: str) -> None:
    said = words(section(label, "disagreements"))
    assert "The label says may be considered in one place and should be considered in another." in said
    assert "A third cycle may be considered" in said
    assert "A third cycle should be considered" in said


def test_the_filter_keeps_facts_with_all_its_words(client: Client) -> None:
    page = client.get(PAGE, params={"q": "Filter NYLON"}).text
    assert "2 facts with “Filter NYLON”" in words(page)
    assert "Adverse reactions" not in [text for _, text in Outline(page).headings]
    assert "2 of 22" in words(section(page, "materials"))


def test_the_filter_says_when_nothing_is_found(client: Client) -> None:
    page = client.get(PAGE, params={"q": "<b>unicorn"}).text
    assert "0 facts with" in words(page)
    assert "<b>unicorn" not in page


@pytest.mark.parametrize(
    "path", ["/label/nothing", "/label/No%20Such", "/label/nothing/text", "/nowhere", "/label/a<b"]
)
def test_addresses_that_lead_nowhere_say_so(client: Client, path: str) -> None:
    page = client.get(path)
    assert page.status_code == 404
    assert "<h1>Not found</h1>" in page.text


def test_assets_are_ours(client: Client) -> None:
    style = client.get("/assets/labelgraph.css")
    assert style.headers["content-type"].startswith("text/css")
    assert "url(" not in style.text
    assert client.get("/assets/labelgraph.svg").status_code == 200
