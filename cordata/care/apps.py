from django.apps import AppConfig


class CareConfig(AppConfig):
    name = "cordata.care"

    def ready(self) -> None:
        """Say what is held here about a person."""
        from cordata.care.holdings import register_care

        register_care()
