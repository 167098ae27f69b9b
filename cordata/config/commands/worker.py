"""`cordata worker`: does in the background what the screens ask for, what is due each day, and seals the audit."""

import logging
import threading
import time

import click
from django.core.management import call_command
from django.db import DatabaseError, close_old_connections, connection
from django.utils import timezone

from cordata.accounts.audit.sealing import seal_all, seal_new
from cordata.config.daily import turn_of_day

SEALS_EVERY_S = 1.0
LOOKS_AT_DAY_EVERY_S = 60.0
LOOKS_AT_ALL_EVERY = 3600  # rounds of sealing, about an hour: what appeared very late is found then
logger = logging.getLogger(__name__)


@click.command()
@click.option(
    "--interval", type=click.FloatRange(0.05, 60), default=0.3, show_default=True, help="Seconds between looks."
)
@click.option("--once", is_flag=True, help="Do what is waiting, then end.")
def worker(interval: float, once: bool) -> None:
    """
    Do the jobs that wait in the database, one after the other, and seal the audit's entries, until Ctrl-C.

    Any number of workers may run, on any number of machines when the database is PostgreSQL. Exit codes: 0 stopped,
    1 stopped in the middle of a job, 2 wrong use.
    """
    if not once:
        threading.Thread(target=keep_sealing, name="sealing", daemon=True).start()
        threading.Thread(target=keep_days, name="days", daemon=True).start()
    else:
        turn_of_day(timezone.now())
    call_command("db_worker", interval=interval, batch=once, startup_delay=False, verbosity=0)
    seal_new(timezone.now())


def keep_sealing() -> None:
    """Seal what is entered, every second; a database that is away for a while is waited for."""
    rounds = 0
    while True:
        try:
            seal = seal_new if rounds % LOOKS_AT_ALL_EVERY else seal_all
            seal(timezone.now())
            rounds += 1
        except DatabaseError:
            logger.exception("The audit could not be sealed; it is tried again.")
            connection.close()
        close_old_connections()
        time.sleep(SEALS_EVERY_S)


def keep_days() -> None:
    """Do what is done once a day, when the worker starts and whenever the valley's date changes."""
    done_on = None
    while True:
        try:
            if done_on != timezone.localdate():
                turn_of_day(timezone.now())
                done_on = timezone.localdate()
        except DatabaseError:
            logger.exception("What is done once a day could not be done; it is tried again.")
            connection.close()
        close_old_connections()
        time.sleep(LOOKS_AT_DAY_EVERY_S)
