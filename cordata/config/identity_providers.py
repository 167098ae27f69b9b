"""Reads the file that names the identity providers: SPID and CIE gateways, FranceConnect, Pro Santé Connect."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

NEEDED = ("id", "name", "issuer", "client_id", "secret")
KNOWN = {*NEEDED, "identifier", "scopes", "parameters", "userinfo", "strong"}
HERE = {"localhost", "127.0.0.1"}


class UnreadableProviders(ValueError):
    """The file of identity providers does not say what it must."""


def identity_providers(path: str) -> list[dict[str, Any]]:
    """
    Return the providers of a file in the shape that allauth reads; none where no file is named.

    :raises UnreadableProviders: naming the provider and what is wrong with it
    """
    if not path:
        return []
    try:
        listed = json.loads(Path(path).read_text("utf-8"))
    except (OSError, ValueError) as refusal:
        raise UnreadableProviders(f"CORDATA_OIDC must name a readable JSON file. Got {path}: {refusal}") from refusal
    if not isinstance(listed, list):
        raise UnreadableProviders(f"{path} must hold a list of providers.")
    return [_provider(entry, path) for entry in listed]


def _provider(entry: dict[str, Any], path: str) -> dict[str, Any]:
    missing = [name for name in NEEDED if not entry.get(name)]
    unknown = sorted(entry.keys() - KNOWN)
    if missing or unknown:
        raise UnreadableProviders(
            f"{path}: {entry.get('id', 'a provider')} lacks {missing}, and nothing is known of {unknown}."
        )
    if not re.fullmatch(r"[a-z0-9-]+", entry["id"]):
        raise UnreadableProviders(f"{path}: an id has small letters, digits and hyphens. Got {entry['id']!r}.")
    address = urlsplit(entry["issuer"])
    if address.scheme != "https" and address.hostname not in HERE:
        raise UnreadableProviders(f"{path}: the issuer of {entry['id']} must be reached by https.")
    settings = {
        "server_url": entry["issuer"],
        "uid_field": entry.get("identifier", "sub"),
        "scope": entry.get("scopes", ["openid"]),
        "auth_params": entry.get("parameters", {}),
        "fetch_userinfo": entry.get("userinfo", True),
        "oauth_pkce_enabled": True,
        "is_strong": entry.get("strong", False),
    }
    return {
        "provider_id": entry["id"],
        "name": entry["name"],
        "client_id": entry["client_id"],
        "secret": entry["secret"],
        "settings": settings,
    }
