"""What programs may call, through Gradio's own client and over MCP."""

from __future__ import annotations

import ast
import asyncio

import pytest

import web_index
from scrutiny_rag.web.app import build_app
from scrutiny_rag.web.serving import launch


@pytest.fixture(scope="module")
def served(tmp_path_factory):
    pytest.importorskip("mcp", reason="the extra mcp is not installed")
    settings = web_index.settings().model_copy(update={"mcp": True})
    app = build_app(web_index.assistant(), settings, tmp_path_factory.mktemp("api") / "feedback.jsonl")
    yield launch(app, "127.0.0.1", 0, block=False, settings=settings)
    app.close()


@pytest.fixture(scope="module")
def client(served):
    from gradio_client import Client

    return Client(served, verbose=False, analytics_enabled=False)


def test_ask_gives_the_contracts_object_with_links(client, served):
    answer = client.predict(question=web_index.SAFER_SCHOOLS, api_name="/ask")
    assert answer["status"] == "answered"
    for citation in answer["citations"]:
        paper = web_index.assistant().paper(citation["paper"])
        assert paper.text[citation["char_start"] : citation["char_end"]] == citation["quote"]
        assert citation["link"].startswith(f"{served}?paper=") and "&at=" in citation["link"]


def test_filters_narrow_and_a_wrong_one_is_a_sentence(client):
    found = client.predict(
        question="officers", top_k=3, paper="met-childrens-strategy.md", api_name="/search"
    )
    assert {passage["paper"] for passage in found["passages"]} == {"met-childrens-strategy.md"}
    assert 1 <= len(found["passages"]) <= 3
    for wrong in ({"since": "soon"}, {"top_k": 500}):
        with pytest.raises(Exception, match=r"not a date|whole number"):
            client.predict(question="officers", **wrong, api_name="/search")
    with pytest.raises(Exception, match="question is empty"):
        client.predict(question=" ", api_name="/ask")


def test_papers_and_paper(client):
    papers = client.predict(api_name="/papers")["papers"]
    assert {paper["paper"] for paper in papers} == {entry.paper for entry in web_index.assistant().papers()}
    paper = client.predict(name="met-childrens-strategy.md", api_name="/paper")
    block = paper["blocks"][0]
    assert paper["text"][block["char_start"] : block["char_end"]].strip() and paper["type"] == "strategy"


def test_promises_and_briefing(client, served):
    found = client.predict(kind="action", body="Islington", api_name="/promises")["promises"]
    assert found and {each["kind"] for each in found} == {"action"}
    assert found[0]["link"].startswith(f"{served}?paper=")
    pack = client.predict(subject="Safer Schools Officers", api_name="/briefing")
    for citation in pack["citations"]:
        paper = web_index.assistant().paper(citation["paper"])
        assert paper.text[citation["char_start"] : citation["char_end"]] == citation["quote"]
        assert "&at=" in citation["link"]
    for wrong in ({"kind": "vow"}, {"since": "soon"}):
        with pytest.raises(Exception, match=r"no kind|not a date"):
            client.predict(**wrong, api_name="/promises")


def test_nothing_else_is_offered(client):
    assert set(client.view_api(return_format="dict")["named_endpoints"]) == {
        "/ask",
        "/search",
        "/papers",
        "/paper",
        "/promises",
        "/briefing",
    }


def test_the_same_are_tools_over_mcp(served):
    from mcp import ClientSession
    from mcp.client.streamable_http import streamablehttp_client

    async def talk():
        async with (
            streamablehttp_client(f"{served}gradio_api/mcp/") as (read, write, _),
            ClientSession(read, write) as session,
        ):
            await session.initialize()
            tools = (await session.list_tools()).tools
            asked = await session.call_tool("ask", {"question": web_index.SAFER_SCHOOLS})
            return tools, asked

    tools, asked = asyncio.run(talk())
    assert {tool.name for tool in tools} == {"ask", "search", "papers", "paper", "promises", "briefing"}
    ask = next(tool for tool in tools if tool.name == "ask")
    assert "exact quotes" in ask.description and ask.inputSchema["properties"]["question"]["type"] == "string"
    # Gradio writes an object for MCP as Python does.
    assert ast.literal_eval(asked.content[0].text)["status"] == "answered"
