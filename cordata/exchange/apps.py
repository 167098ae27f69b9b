from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ExchangeConfig(AppConfig):
    name = "cordata.exchange"

    def ready(self) -> None:
        """Say what imports hold about a person."""
        from cordata.exchange.models import ImportRow
        from cordata.people.holdings import Holding, register

        register(Holding(ImportRow, _("Tables they were brought in with"), also=("chosen",)))
