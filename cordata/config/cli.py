"""The `cordata` command: each sub-command is a thin door to what an app does, opened only when it is asked for."""

import os
from importlib import import_module

import click

COMMANDS = {
    "demo": "cordata.config.commands.demo:demo",
    "serve": "cordata.config.commands.serve:serve",
    "worker": "cordata.config.commands.worker:worker",
    "plan": "cordata.exchange.commands:plan",
    "import": "cordata.exchange.commands:import_",
    "export": "cordata.exchange.commands:export",
    "add-coordinator": "cordata.config.commands.add_coordinator:add_coordinator",
    "audit": "cordata.config.commands.audit:audit",
    "retention": "cordata.config.commands.retention:retention",
    "erase": "cordata.config.commands.erase:erase",
    "sign-in-link": "cordata.config.commands.sign_in_help:sign_in_link",
    "unlock": "cordata.config.commands.sign_in_help:unlock",
    "check-install": "cordata.config.commands.check_install:check_install",
    "doubles": "cordata.config.commands.doubles:doubles",
    "manage": "cordata.config.commands.manage:manage",
}
SETS_UP_ITSELF = {"demo", "serve", "check-install", "manage"}  # before Django, or without it


def set_up() -> None:
    """Load the settings and the apps."""
    import django

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "cordata.config.settings")
    django.setup()


class Doors(click.Group):
    """Knows its sub-commands by name and loads the one that is wanted; Django is up by then."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Return the names in the order in which people need them."""
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Return a sub-command, or nothing when there is none of that name."""
        if cmd_name not in COMMANDS:
            return None
        if cmd_name not in SETS_UP_ITSELF:
            set_up()
        module, _, name = COMMANDS[cmd_name].partition(":")
        command = getattr(import_module(module), name)
        if not isinstance(command, click.Command):
            raise TypeError(f"{COMMANDS[cmd_name]} must be a click command. Got {type(command).__name__} instead.")
        return command


@click.group(cls=Doors, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 110})
@click.version_option(package_name="cordata")
def main() -> None:
    """Cordata: one plan of care for a whole mountain valley."""


if __name__ == "__main__":
    main()
