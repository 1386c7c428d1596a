"""Who may open the page: a file of names and password hashes, a line each.

A line is `name:scrypt:N:r:p:salt:hash`, the last two in base64; `scrutiny-rag password NAME` makes one.
"""

from __future__ import annotations

import base64
import hashlib
import hmac
import os
from dataclasses import dataclass
from pathlib import Path

from scrutiny_rag.errors import InputError, SettingsError

_N, _R, _P = 2**15, 8, 1
_MEMORY = 256 * 1024 * 1024
SHORTEST = 10
"""Characters of the shortest password taken."""


@dataclass(frozen=True, slots=True)
class Entry:
    """How one person's password is checked."""

    n: int
    r: int
    p: int
    salt: bytes
    digest: bytes

    def fits(self, password: str) -> bool:
        """Whether `password` is the one that was hashed."""
        made = _scrypt(password, self.salt, self.n, self.r, self.p)
        return hmac.compare_digest(made, self.digest)


class Passwords:
    """The people of a password file, read anew at each sign-in, so that a line removed takes effect at once."""

    def __init__(self, file: Path) -> None:
        self._file = file
        read_entries(file)

    def check(self, name: str, password: str) -> bool:
        """Whether `name` may sign in with `password`; takes as long for a name that is not in the file."""
        try:
            entry = read_entries(self._file).get(name)
        except SettingsError:
            return False
        if entry is None:
            _scrypt(password, b"nobody", _N, _R, _P)
            return False
        return entry.fits(password)


def read_entries(file: Path) -> dict[str, Entry]:
    """The people of the file by name. Raises SettingsError where it cannot be read, is empty or has a wrong line."""
    try:
        lines = file.read_text(encoding="utf-8").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise SettingsError(f"The password file {file} of SCRUTINY_RAG_AUTH cannot be read.") from error
    entries: dict[str, Entry] = {}
    for number, line in enumerate(lines, 1):
        if not line.strip() or line.startswith("#"):
            continue
        try:
            name, kind, n, r, p, salt, digest = line.strip().split(":")
            entry = Entry(
                int(n), int(r), int(p), base64.b64decode(salt, validate=True), base64.b64decode(digest)
            )
            if (
                kind != "scrypt"
                or not name
                or not (1 < entry.n <= 2**17 and 0 < entry.r <= 16 and 0 < entry.p <= 4)
            ):
                raise ValueError(kind)
        except ValueError as error:
            raise SettingsError(
                f"Line {number} of the password file {file} is none: make one with `scrutiny-rag password NAME`."
            ) from error
        entries[name] = entry
    if not entries:
        raise SettingsError(
            f"The password file {file} names nobody: add a line by `scrutiny-rag password NAME`."
        )
    return entries


def password_line(name: str, password: str) -> str:
    """The line of the password file for `name`. Raises InputError for a name or password that cannot be taken."""
    if not name.strip() or ":" in name or name != name.strip() or any(c.isspace() for c in name):
        raise InputError(f"The name {name!r} cannot be used: take one without spaces and colons.")
    if len(password) < SHORTEST:
        raise InputError(f"The password is too short: take at least {SHORTEST} characters.")
    salt = os.urandom(16)
    digest = _scrypt(password, salt, _N, _R, _P)
    parts = (name, "scrypt", _N, _R, _P, base64.b64encode(salt).decode(), base64.b64encode(digest).decode())
    return ":".join(map(str, parts))


def _scrypt(password: str, salt: bytes, n: int, r: int, p: int) -> bytes:
    return hashlib.scrypt(password.encode(), salt=salt, n=n, r=r, p=p, maxmem=_MEMORY, dklen=32)
