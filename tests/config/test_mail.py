import pytest

from cordata.config.mail import MailServer, mail_server


class TestTheMailServer:
    def test_is_the_terminal_where_none_is_named(self):
        assert mail_server("").backend.endswith("console.EmailBackend")

    def test_begins_in_the_clear_and_goes_over_to_tls(self):
        server = mail_server("smtp://anna%40usl:p%3Aw@mail.example")

        assert (server.host, server.port, server.user, server.password) == ("mail.example", 587, "anna@usl", "p:w")
        assert (server.goes_over_to_tls, server.is_tls) == (True, False)

    def test_is_tls_from_the_first_byte(self):
        server = mail_server("smtps://mail.example:4650")

        assert (server.port, server.goes_over_to_tls, server.is_tls) == (4650, False, True)

    @pytest.mark.parametrize("address", ["mail.example", "http://mail.example", "smtp://"])
    def test_must_be_an_address(self, address):
        with pytest.raises(ValueError, match="CORDATA_MAIL"):
            mail_server(address)

    def test_without_a_user_has_none(self):
        assert mail_server("smtp://mail.example") == MailServer(
            backend="django.core.mail.backends.smtp.EmailBackend", host="mail.example", port=587, goes_over_to_tls=True
        )
