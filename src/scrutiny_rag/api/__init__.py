"""The ways in for programs, over the page's own server: named endpoints, and the same as MCP tools."""
