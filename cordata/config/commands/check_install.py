"""`cordata check-install`: what is in place on this machine, and what to do about what is not."""

import json
import sys

import click

from cordata.config.installation import Finding, findings

NOT_READY = 1


@click.command()
@click.option("--json", "as_json", is_flag=True, help="Answer with one JSON object and nothing else.")
def check_install(as_json: bool) -> None:
    """
    Look at Python, settings, database, engine, roads, assets and translations; one line each.

    Changes nothing. Exit codes: 0 all in place, 1 something is missing (each line says what to do), 2 wrong use.
    """
    found = list(findings())
    ready = all(finding.is_ok for finding in found)
    if as_json:
        click.echo(json.dumps({"ready": ready, "findings": [finding.as_data() for finding in found]}, indent=1))
    else:
        for finding in found:
            click.echo(_line(finding))
    sys.exit(0 if ready else NOT_READY)


def _line(finding: Finding) -> str:
    mark = click.style("ok     ", fg="green") if finding.is_ok else click.style("missing", fg="red", bold=True)
    line = f"{mark}  {finding.name:<13} {finding.found}"
    return line if finding.is_ok else f"{line}\n{'':24}→ {finding.to_do}"
