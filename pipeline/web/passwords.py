"""Passwords and secrets: Argon2id for what people choose, SHA-256 for long random ones that are looked up."""

from __future__ import annotations

import hashlib
import secrets

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

from pipeline.errors import DubanError

SHORTEST, LONGEST = 10, 200
# OWASP's second choice of parameters: 19 MiB, two passes, one lane.
_HASHER = PasswordHasher(time_cost=2, memory_cost=19_456, parallelism=1)
# What is checked where there is no account: the hash of a text that nobody gets in with.
_NOBODY = "$argon2id$v=19$m=19456,t=2,p=1$TA47KxAqrYX9z6rny0iTHQ$blz/WdpAktKfxeMfzD0ulpG+bERbOhKltqmeQC3D7Qw"
# Easily read aloud and copied: no 0 O 1 l I.
_LETTERS = "23456789abcdefghjkmnpqrstuvwxyz"


def hashed(password: str) -> str:
    """The password's hash with its salt and costs."""
    return _HASHER.hash(password)


def matches(stored: str | None, password: str) -> bool:
    """Whether this is the password; as slow where there is no such account, so that the time tells nothing."""
    try:
        return _HASHER.verify(stored or _NOBODY, password) and stored is not None
    except (VerificationError, InvalidHashError):
        return False


def check(password: str, name: str) -> None:
    """Raise DubanError where it is too short, too long, or the account's own name."""
    if not SHORTEST <= len(password) <= LONGEST:
        raise DubanError(f"密码要有 {SHORTEST}–{LONGEST} 个字符", f"a password has {SHORTEST} to {LONGEST} characters")
    if password.strip().casefold() == name.casefold() or len(set(password)) < 4:
        raise DubanError("密码太容易猜到，请换一个", "this password is too easy to guess; choose another")


def one_time() -> str:
    """A password for the first login, in groups of five."""
    return "-".join("".join(secrets.choice(_LETTERS) for _ in range(5)) for _ in range(4))


def secret() -> str:
    """A random name for a session or a token: 256 bits."""
    return secrets.token_urlsafe(32)


def digest(value: str) -> str:
    """What is kept of a secret."""
    return hashlib.sha256(value.encode()).hexdigest()


def same(first: str, second: str) -> bool:
    """Equal, in a time that tells nothing."""
    return secrets.compare_digest(first.encode(), second.encode())
