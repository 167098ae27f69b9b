"""`cordata manage`: Django's own commands, for those who keep the installation."""

import os

import click


@click.command(context_settings={"ignore_unknown_options": True, "help_option_names": []}, add_help_option=False)
@click.argument("arguments", nargs=-1, type=click.UNPROCESSED)
def manage(arguments: tuple[str, ...]) -> None:
    """Run one of Django's commands, such as `cordata manage migrate`; `cordata manage help` lists them."""
    from django.core.management import execute_from_command_line

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "cordata.config.settings")
    execute_from_command_line(["cordata manage", *(arguments or ("help",))])
