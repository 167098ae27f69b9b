"""The `cordata` command: each sub-command is a thin door to what an app does."""

import os

import click


@click.group(context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 110})
@click.version_option(package_name="cordata")
def main() -> None:
    """Cordata: one plan of care for a whole mountain valley."""
    import django

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "cordata.config.settings")
    django.setup()
