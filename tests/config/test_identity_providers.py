import json

import pytest

from cordata.config.identity_providers import UnreadableProviders, identity_providers

SPID = {
    "id": "spid",
    "name": "SPID",
    "issuer": "https://gateway.example",
    "client_id": "cordata",
    "secret": "quiet",
    "identifier": "fiscalNumber",
    "strong": True,
}


@pytest.fixture
def file(tmp_path):
    """Write a file of providers and return its path."""

    def write(content: object) -> str:
        path = tmp_path / "providers.json"
        path.write_text(content if isinstance(content, str) else json.dumps(content), "utf-8")
        return str(path)

    return write


class TestTheFileOfProviders:
    def test_that_is_not_named_holds_none(self):
        assert identity_providers("") == []

    def test_tells_who_proves_identities_and_by_what(self, file):
        (provider,) = identity_providers(file([SPID]))

        assert (provider["provider_id"], provider["name"]) == ("spid", "SPID")
        assert provider["settings"]["uid_field"] == "fiscalNumber"
        assert provider["settings"]["is_strong"] is True

    def test_asks_for_no_more_than_the_number_and_always_keeps_the_code(self, file):
        (provider,) = identity_providers(file([SPID]))

        assert provider["settings"]["scope"] == ["openid"]
        assert provider["settings"]["oauth_pkce_enabled"] is True

    @pytest.mark.parametrize(
        "content",
        [
            "{",
            {"id": "spid"},
            [{**SPID, "secret": ""}],
            [{**SPID, "issuer": "http://gateway.example"}],
            [{**SPID, "id": "SPID/../x"}],
            [{**SPID, "sceret": "x"}],
        ],
    )
    def test_that_will_not_do_is_named(self, file, content):
        with pytest.raises(UnreadableProviders):
            identity_providers(file(content))

    def test_that_is_not_there_is_named(self):
        with pytest.raises(UnreadableProviders, match="nowhere"):
            identity_providers("/nowhere/providers.json")
