from django.apps import AppConfig
from django.conf import settings


class PeopleConfig(AppConfig):
    name = "cordata.people"

    def ready(self) -> None:
        """
        Say what the register holds about a person.

        :raises ValueError: if CORDATA_RETENTION shortens a term that a law sets, or names no rule
        """
        from cordata.people.own_holdings import register_own
        from cordata.people.rules.retention import schedule

        register_own()
        schedule(settings.CORDATA_RETENTION)
