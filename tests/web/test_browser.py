"""A real browser on a real server: open the label, filter, follow a quote to the text."""

import shutil
import socket
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
import uvicorn
from playwright.sync_api import Browser, Page, expect, sync_playwright

from graphql_api.pages import has_graphiql
from kg.settings import Settings
from web.server import create_app

pytestmark = pytest.mark.browser

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")


@pytest.fixture(scope="module")
def address(store_path: Path) -> Iterator[str]:
    """The address of a server over the example label."""
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        port: int = listener.getsockname()[1]
    config = uvicorn.Config(create_app(store_path, Settings()), port=port, log_level="warning", ws="none")
    server = uvicorn.Server(config)
    thread = threading.Thread(target=server.run)
    thread.start()
    deadline = time.monotonic() + 20
    while not server.started and time.monotonic() < deadline:
        time.sleep(0.05)
    yield f"http://127.0.0.1:{port}"
    server.should_exit = True
    thread.join(timeout=20)


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    if CHROMIUM is None:
        pytest.fail("no Chromium is installed; on Debian: apt-get install chromium")
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        yield started
        started.close()


@pytest.fixture
def page(browser: Browser, address: str) -> Iterator[Page]:
    context = browser.new_context(base_url=address, viewport={"width": 1280, "height": 900})
    context.route("**/*", lambda route: route.continue_() if route.request.url.startswith(address) else route.abort())
    opened = context.new_page()
    elsewhere = list[str]()
    opened.on("request", lambda request: None if request.url.startswith(address) else elsewhere.append(request.url))
    errors = list[str]()
    opened.on("console", lambda message: errors.append(message.text) if message.type == "error" else None)
    yield opened
    context.close()
    assert not elsewhere, "the page loaded something from another machine"
    assert not errors


def test_a_pharmacist_finds_a_material_and_reads_the_label_itself(page: Page) -> None:
    page.goto("/")
    page.get_by_role("link", name="BESPONSA").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("BESPONSA")
    page.get_by_role("searchbox").fill("nylon")
    page.get_by_role("searchbox").press("Enter")
    expect(page.get_by_role("status")).to_contain_text("with “nylon”")
    row = page.get_by_role("row").filter(has_text="nylon").first
    expect(row).to_contain_text("prohibited")
    row.get_by_role("link").first.click()
    mark = page.locator("mark").first
    expect(mark).to_have_text("Do not use filters of mixed cellulose ester (MCE) or nylon.")
    expect(mark).to_be_in_viewport()


def test_the_contents_list_leads_to_its_group(page: Page) -> None:
    page.goto("/label/besponsa")
    page.get_by_role("navigation", name="Contents").get_by_role("link", name="Time limits").click()
    expect(page.get_by_role("heading", name="Time limits")).to_be_in_viewport()


def test_the_keyboard_alone_skips_to_the_content(page: Page) -> None:
    page.goto("/label/besponsa")
    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="Skip to the content")).to_be_focused()
    page.keyboard.press("Enter")
    assert page.url.endswith("#main")


def test_a_search_leads_to_the_marked_words(page: Page) -> None:
    page.goto("/")
    page.get_by_role("link", name="Search all labels").click()
    page.get_by_role("searchbox").fill("nylon filter")
    page.get_by_role("button", name="Find").click()
    page.get_by_role("link", name="material 2").click()
    page.get_by_role("link", name="In the text of the label").first.click()
    expect(page.locator("mark").first).to_be_in_viewport()


@pytest.mark.parametrize(
    "path",
    ["/", "/search?q=platelets", "/label/besponsa", "/label/besponsa/text", "/graphql?plain=1", "/sparql"],
)
@pytest.mark.parametrize("width", [360, 768, 1440])
def test_no_page_is_wider_than_the_screen(page: Page, path: str, width: int) -> None:
    page.set_viewport_size({"width": width, "height": 800})
    page.goto(path)
    assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_graphiql_answers_a_question_and_explains_the_schema(page: Page) -> None:
    assert has_graphiql(), "GraphiQL is not bundled; run `make graphiql`"
    page.goto("/graphql")
    page.get_by_role("button", name="How long may the diluted solution be kept?").click()
    expect(page.get_by_role("region", name="Result Window")).to_contain_text('"ROOM_TEMPERATURE"')
    page.get_by_role("button", name="Show Documentation Explorer").click()
    page.get_by_role("link", name="Query", exact=True).click()
    expect(page.get_by_role("link", name="timeLimits")).to_be_visible()
    page.get_by_role("link", name="timeLimits").click()
    expect(page.get_by_text("How long, and at what temperature")).to_be_visible()


def test_graphql_and_sparql_answer_on_their_plain_pages(page: Page) -> None:
    page.goto("/graphql?plain=1")
    page.get_by_role("button", name="Ask").click()
    expect(page.locator("pre.answer")).to_contain_text('"verdict": "PROHIBITED"')
    page.goto("/sparql")
    page.get_by_label("Query").fill("SELECT ?name WHERE { ?label lg:name ?name }")
    page.get_by_role("button", name="Ask").click()
    expect(page.get_by_role("cell", name="BESPONSA").first).to_be_visible()
