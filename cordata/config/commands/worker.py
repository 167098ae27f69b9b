"""`cordata worker`: plans in the background what the screens ask for."""

import click
from django.core.management import call_command


@click.command()
@click.option(
    "--interval", type=click.FloatRange(0.05, 60), default=0.3, show_default=True, help="Seconds between looks."
)
@click.option("--once", is_flag=True, help="Do what is waiting, then end.")
def worker(interval: float, once: bool) -> None:
    """
    Do the jobs that wait in the database, one after the other, until Ctrl-C.

    Any number of workers may run, on any number of machines when the database is PostgreSQL. Exit codes: 0 stopped,
    1 stopped in the middle of a job, 2 wrong use.
    """
    call_command("db_worker", interval=interval, batch=once, startup_delay=False, verbosity=0)
