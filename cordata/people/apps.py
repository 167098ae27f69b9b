from django.apps import AppConfig


class PeopleConfig(AppConfig):
    name = "cordata.people"

    def ready(self) -> None:
        """Say what the register holds about a person."""
        from cordata.people.own_holdings import register_own

        register_own()
