"""Sealing a text so that only whoever holds its key can open it, and nobody can change it (Fernet)."""

from cryptography.fernet import Fernet, InvalidToken


class NotSealedSo(ValueError):
    """The text was not sealed with this key, or was changed since."""


def new_key() -> str:
    """Return a fresh key, as a cookie can carry it."""
    return Fernet.generate_key().decode("ascii")


def is_key(text: str) -> bool:
    """Return whether a text has the shape of a key."""
    try:
        Fernet(text)
    except ValueError:
        return False
    return True


def seal(content: bytes, *, key: str) -> bytes:
    """Return the content sealed. Raises ValueError for a key that is none."""
    return Fernet(key).encrypt(content)


def unseal(sealed: bytes, *, key: str) -> bytes:
    """Return what was sealed with this key. Raises NotSealedSo."""
    try:
        return Fernet(key).decrypt(sealed)
    except (InvalidToken, ValueError):
        raise NotSealedSo from None
