from dataclasses import dataclass
from urllib.parse import unquote, urlsplit

PORTS = {"smtp": 587, "smtps": 465}


@dataclass(frozen=True, slots=True)
class MailServer:
    """Where letters go out: a server with the user it knows, or the terminal."""

    backend: str = "django.core.mail.backends.console.EmailBackend"
    host: str = ""
    port: int = 0
    user: str = ""
    password: str = ""
    goes_over_to_tls: bool = False
    is_tls: bool = False


def mail_server(address: str) -> MailServer:
    """
    Return the mail server of an address such as smtp://user:password@host:587; the terminal where there is none.

    "smtp" begins in the clear and goes over to TLS at once, "smtps" is TLS from the first byte.

    :raises ValueError: if the address names no server
    """
    if not address:
        return MailServer()
    parts = urlsplit(address)
    if parts.scheme not in PORTS or not parts.hostname:
        raise ValueError("CORDATA_MAIL must be smtp://user:password@host:port, or smtps://.")
    return MailServer(
        backend="django.core.mail.backends.smtp.EmailBackend",
        host=parts.hostname,
        port=parts.port or PORTS[parts.scheme],
        user=unquote(parts.username or ""),
        password=unquote(parts.password or ""),
        goes_over_to_tls=parts.scheme == "smtp",
        is_tls=parts.scheme == "smtps",
    )
