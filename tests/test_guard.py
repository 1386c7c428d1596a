"""Whatever goes wrong in a command is one line on stderr and an exit status."""

from __future__ import annotations

from typing import Annotated

import pytest
import typer

from scrutiny_rag import guard
from scrutiny_rag.errors import InputError

app = typer.Typer(rich_markup_mode=None)


class PanicException(BaseException):
    """As a library in Rust raises it."""


@app.callback()
def _root(traceback: Annotated[bool, typer.Option(guard.TRACEBACK)] = False) -> None:
    pass


@app.command()
def does(what: str, times: Annotated[int, typer.Option(min=1)] = 1) -> None:
    match what:
        case "work":
            typer.echo("worked")
        case "list":
            raise typer.Exit(1)
        case "refuse":
            raise InputError("The lamp is missing:\nbring one.")
        case "steer":
            raise InputError("There is no file a\u202egpj.exe\x1b[2J.")
        case "panic":
            raise PanicException("range end index 9 out of range")
        case "fault":
            raise KeyError("lamp")
        case "stop":
            raise KeyboardInterrupt
        case "abort":
            raise typer.Abort


@app.command()
def other() -> None:
    pass


def run(capsys: pytest.CaptureFixture[str], *args: str) -> tuple[int, str, str]:
    status = guard.run(app, args)
    shown = capsys.readouterr()
    return status, shown.out, shown.err


def test_what_works_says_nothing_on_stderr(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(capsys, "does", "work") == (0, "worked\n", "")
    assert run(capsys, "does", "list") == (1, "", "")


@pytest.mark.parametrize(
    ("args", "status", "said"),
    [
        (["does", "steer"], 2, "scrutiny-rag: There is no file a�gpj.exe�[2J.\n"),
        (["does", "panic"], 2, "not foreseen (PanicException: range end"),
        (["does", "refuse"], 2, "scrutiny-rag: The lamp is missing: bring one.\n"),
        (["does"], 2, "see `scrutiny-rag does --help`."),
        (["does", "work", "--times", "0"], 2, "'--times'"),
        (["does", "work", "more"], 2, "more"),
        (["nothing"], 2, "No such command 'nothing'; see `scrutiny-rag --help`."),
        (["does", "fault"], 2, "KeyError: 'lamp'"),
        (["does", "stop"], guard.STOPPED, "Stopped; what was finished until now is kept."),
        (["does", "abort"], guard.STOPPED, "Stopped"),
    ],
)
def test_what_goes_wrong_is_one_line(
    capsys: pytest.CaptureFixture[str], args: list[str], status: int, said: str
) -> None:
    got, out, err = run(capsys, *args)
    assert (got, out) == (status, "")
    assert said in err
    assert err.startswith("scrutiny-rag: ")
    assert err.count("\n") == 1


def test_a_fault_shows_where_it_arose_when_asked() -> None:
    with pytest.raises(KeyError):
        guard.run(app, [guard.TRACEBACK, "does", "fault"])
