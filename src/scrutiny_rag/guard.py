"""Runs the command line so that whatever goes wrong is said in one sentence, never in a traceback."""

from __future__ import annotations

import io
import sys
from collections.abc import Sequence

import typer
from typer.exceptions import TyperException

from scrutiny_rag.errors import ScrutinyError
from scrutiny_rag.plain import plain
from scrutiny_rag.store.faults import is_panic

STOPPED = 130
"""The exit status of what Ctrl-C stopped, as shells have it."""
TRACEBACK = "--traceback"


def run(app: typer.Typer, args: Sequence[str]) -> int:
    """Run `app` and give its exit status: 0 done, 1 done with failures that were listed, 2 an error.

    An error is one line on stderr.
    """
    for stream in (sys.stdout, sys.stderr):
        # A terminal that cannot show a curly quote gets "?" for it.
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="replace")
    try:
        status = app(args=list(args), prog_name="scrutiny-rag", standalone_mode=False)
    except TyperException as error:
        return _refuse(_usage(error))
    except ScrutinyError as error:
        return _refuse(str(error))
    except (KeyboardInterrupt, typer.Abort):
        status = STOPPED
    except BaseException as error:
        if TRACEBACK in args or not (isinstance(error, Exception) or is_panic(error)):
            raise
        what = f"{type(error).__name__}: {error}"
        return _refuse(
            f"Something failed that was not foreseen ({what}); see where with `scrutiny-rag {TRACEBACK} …`."
        )
    if status == STOPPED:
        return _refuse("Stopped; what was finished until now is kept.", STOPPED)
    return int(status or 0)


def _refuse(sentence: str, status: int = 2) -> int:
    # What a person gave, or what a file is called, may hold characters that steer a terminal.
    typer.echo(f"scrutiny-rag: {plain(' '.join(sentence.split()))}", err=True)
    return status


def _usage(error: TyperException) -> str:
    """The parser's complaint as one sentence, with the command whose --help explains."""
    said = error.format_message().replace("Value error, ", "").strip()
    context = getattr(error, "ctx", None)
    command = context.command_path if context is not None else "scrutiny-rag"
    return f"{said.rstrip('.')}; see `{command} --help`."
