"""Seals what must be read again, such as the secret behind one-time codes, with this installation's key."""

import base64
from functools import cache

from cryptography.fernet import Fernet, MultiFernet
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.conf import settings

PURPOSE = b"cordata.second-factors"


def seal(text: str) -> str:
    """Return a text that only this installation can read again (AES-128-CBC with HMAC-SHA-256, as Fernet has it)."""
    return _keys(settings.SECRET_KEY, tuple(settings.SECRET_KEY_FALLBACKS)).encrypt(text.encode()).decode()


def unseal(sealed: str) -> str:
    """
    Return what was sealed, under the present key or one before it.

    :raises cryptography.fernet.InvalidToken: if it was sealed under none of them, or altered
    """
    return _keys(settings.SECRET_KEY, tuple(settings.SECRET_KEY_FALLBACKS)).decrypt(sealed.encode()).decode()


@cache
def _keys(present: str, earlier: tuple[str, ...]) -> MultiFernet:
    return MultiFernet([Fernet(_derived(secret)) for secret in (present, *earlier)])


def _derived(secret: str) -> bytes:
    derivation = HKDF(algorithm=SHA256(), length=32, salt=None, info=PURPOSE)
    return base64.urlsafe_b64encode(derivation.derive(secret.encode()))
