"""`cordata serve`: the web server."""

import sys

import click

from cordata.config.ports import is_taken

PORT_TAKEN = 3


@click.command()
@click.option("--host", default="127.0.0.1", show_default=True, help="Address to listen on; 0.0.0.0 for all.")
@click.option("--port", type=click.IntRange(1, 65535), default=8000, show_default=True, help="Port to listen on.")
@click.option("--workers", type=click.IntRange(1, 64), default=1, show_default=True, help="Processes that answer.")
def serve(host: str, port: int, workers: int) -> None:
    """
    Answer browsers until Ctrl-C.

    Run it behind a server that does HTTPS, with CORDATA_HTTPS=1. Exit codes: 0 stopped, 2 wrong use, 3 the port is
    taken.
    """
    from granian import Granian
    from granian.constants import Interfaces

    if is_taken(host, port):
        click.echo(f"Port {port} is taken. Stop what listens there, or choose another one with --port.", err=True)
        sys.exit(PORT_TAKEN)
    server = Granian(
        "cordata.config.wsgi:application",
        address=host,
        port=port,
        interface=Interfaces.WSGI,
        workers=workers,
        log_enabled=False,
    )
    server.serve()
