"""The tools over standard input and output, for a program on this machine that starts them: `scrutiny-rag mcp`."""

from __future__ import annotations

import functools
import inspect
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

import gradio as gr
from mcp.server.fastmcp import FastMCP

from scrutiny_rag.api.endpoints import Endpoints

if TYPE_CHECKING:
    from scrutiny_rag.assistant import Assistant

NAME = "scrutiny-papers"
_TOOLS = ("ask", "search", "papers", "paper", "promises", "briefing")


def tools(assistant: Assistant) -> FastMCP:
    """A server of the same tools as the page offers over MCP, by the same names and words."""
    endpoints = Endpoints(assistant, lambda request: None)  # whoever starts it is alone with it
    server: FastMCP = FastMCP(NAME, instructions="Answers over council scrutiny papers, with exact quotes.")
    for name in _TOOLS:
        server.add_tool(_tool(getattr(endpoints, name)), name=name, structured_output=False)
    return server


def serve_stdio(assistant: Assistant) -> None:
    """Serves the tools until standard input closes; nothing else may be printed on standard output meanwhile."""
    assistant.warm_up()
    tools(assistant).run("stdio")


def _tool(call: Callable[..., dict[str, Any]]) -> Callable[..., dict[str, Any]]:
    """`call` as a tool: without the page's request, and with errors for people as plain ones."""

    @functools.wraps(call)
    def tool(*args: Any, **kwargs: Any) -> dict[str, Any]:
        try:
            return call(*args, **kwargs)
        except gr.Error as error:
            raise ValueError(str(error.message)) from None

    signature = inspect.signature(call)
    kept = [parameter for name, parameter in signature.parameters.items() if name != "request"]
    tool.__signature__ = signature.replace(parameters=kept)  # type: ignore[attr-defined]
    tool.__annotations__ = {parameter.name: parameter.annotation for parameter in kept} | {
        "return": dict[str, Any]
    }
    del tool.__wrapped__
    return tool
