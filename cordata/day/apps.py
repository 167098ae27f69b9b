from django.apps import AppConfig


class DayConfig(AppConfig):
    name = "cordata.day"
