from django.apps import AppConfig


class RoundsConfig(AppConfig):
    name = "cordata.rounds"

    def ready(self) -> None:
        """Say what is held here about a person."""
        from cordata.rounds.holdings import register_plans

        register_plans()
