"""Nothing a test runs may leave this machine."""

import socket
from collections.abc import Iterator

import pytest

HERE = frozenset({"localhost", "127.0.0.1", "::1", "0.0.0.0", ""})


class LeftTheMachine(AssertionError):
    """Something tried to reach another host."""


def refuse_others(host: object) -> None:
    name = host.decode() if isinstance(host, bytes) else host
    if name is not None and name not in HERE:
        raise LeftTheMachine(f"A test may talk to this machine alone. It asked for {name}.")


@pytest.fixture(autouse=True, scope="session")
def nothing_leaves_the_machine() -> Iterator[None]:
    """Refuse connections and name look-ups beyond localhost; Unix sockets stay open."""
    connect, connect_ex, look_up = socket.socket.connect, socket.socket.connect_ex, socket.getaddrinfo

    def connect_here(self: socket.socket, address: object) -> None:
        if isinstance(address, tuple):
            refuse_others(address[0])
        return connect(self, address)

    def connect_ex_here(self: socket.socket, address: object) -> int:
        if isinstance(address, tuple):
            refuse_others(address[0])
        return connect_ex(self, address)

    def look_up_here(host: object, *rest: object, **named: object) -> object:
        refuse_others(host)
        return look_up(host, *rest, **named)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(socket.socket, "connect", connect_here)
        patch.setattr(socket.socket, "connect_ex", connect_ex_here)
        patch.setattr(socket, "getaddrinfo", look_up_here)
        yield
