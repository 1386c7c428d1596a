"""The page's password file."""

from __future__ import annotations

import pytest
import typer
from typer.testing import CliRunner

from scrutiny_rag.errors import InputError, SettingsError
from scrutiny_rag.extra_commands import password
from scrutiny_rag.web.passwords import Passwords, password_line, read_entries

GOOD = "correct horse battery"


def test_a_line_lets_its_person_in_and_nobody_else(tmp_path):
    file = tmp_path / "people"
    line = password_line("ann", GOOD)
    assert GOOD not in line and line.startswith("ann:scrypt:")
    assert line != password_line("ann", GOOD), "each has a salt of its own"
    file.write_text(f"# who may ask\n\n{line}\n")
    people = Passwords(file)
    assert people.check("ann", GOOD)
    assert not people.check("ann", GOOD + "!") and not people.check("bob", GOOD) and not people.check("", "")


def test_a_person_taken_out_of_the_file_is_out_at_once(tmp_path):
    file = tmp_path / "people"
    file.write_text(password_line("ann", GOOD) + "\n")
    people = Passwords(file)
    file.write_text("# nobody\n")
    assert not people.check("ann", GOOD)


@pytest.mark.parametrize(
    "content", ["", "ann:secret\n", "ann:scrypt:99999999:8:1:AAAA:AAAA\n", "ann:md5:2:8:1:AA==:AA==\n"]
)
def test_a_file_that_cannot_be_used_is_one_sentence(tmp_path, content):
    file = tmp_path / "people"
    file.write_text(content)
    with pytest.raises(SettingsError, match="scrutiny-rag password"):
        read_entries(file)
    with pytest.raises(SettingsError, match="cannot be read"):
        Passwords(tmp_path / "none")


@pytest.mark.parametrize(("name", "password"), [("", GOOD), ("a:b", GOOD), ("a b", GOOD), ("ann", "short")])
def test_what_cannot_be_taken_is_said(name, password):
    with pytest.raises(InputError):
        password_line(name, password)


def test_the_command_adds_a_line_that_only_its_owner_can_read(tmp_path):
    app = typer.Typer()
    app.command()(password)
    file = tmp_path / "people"
    for name in ("ann", "bob"):
        done = CliRunner().invoke(app, [name, "--into", str(file)], input=f"{GOOD}\n{GOOD}\n")
        assert done.exit_code == 0 and GOOD not in done.output
    assert Passwords(file).check("bob", GOOD) and set(read_entries(file)) == {"ann", "bob"}
    assert file.stat().st_mode & 0o077 == 0
