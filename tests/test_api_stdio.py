"""The tools over standard input and output, talked to by the official client."""

from __future__ import annotations

import asyncio
import json
import os
import sys

import pytest

import web_index

pytest.importorskip("mcp", reason="the extra mcp is not installed")


def test_a_program_talks_to_the_command():
    from mcp import ClientSession, StdioServerParameters
    from mcp.client.stdio import stdio_client

    index = web_index.assistant().settings.index
    command = ["-c", "from scrutiny_rag.cli import main; main()", "mcp", "--index", str(index)]
    server = StdioServerParameters(command=sys.executable, args=command, env=dict(os.environ))

    async def talk():
        async with stdio_client(server) as (read, write), ClientSession(read, write) as session:
            await session.initialize()
            tools = (await session.list_tools()).tools
            pack = await session.call_tool("briefing", {"subject": "Safer Schools Officers"})
            wrong = await session.call_tool("promises", {"status": "forgotten"})
            return tools, pack, wrong

    tools, pack, wrong = asyncio.run(talk())
    assert {tool.name for tool in tools} == {"ask", "search", "papers", "paper", "promises", "briefing"}
    ask = next(tool for tool in tools if tool.name == "ask")
    assert "request" not in ask.inputSchema["properties"] and "exact quotes" in ask.description
    made = json.loads(pack.content[0].text)
    assert made["status"] == "found" and "link" not in made["citations"][0]
    assert wrong.isError and "There is no status 'forgotten'" in wrong.content[0].text
