import socket
import time


def is_taken(host: str, port: int) -> bool:
    """Return whether somebody answers on a port."""
    with socket.socket() as probe:
        probe.settimeout(1)
        return probe.connect_ex((host, port)) == 0


def wait_until_taken(host: str, port: int, *, seconds: float) -> bool:
    """Return whether somebody answered on a port within so many seconds."""
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        if is_taken(host, port):
            return True
        time.sleep(0.1)
    return False
