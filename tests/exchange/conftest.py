from collections.abc import Callable

import pytest

from cordata.accounts.models import Organisation, User
from cordata.exchange import actions
from cordata.exchange.models import PeopleImport
from tests.clock import NINE


@pytest.fixture
def bring(anna: User, usl: Organisation) -> Callable[..., PeopleImport]:
    """Bring a table as Anna, its columns as they are guessed, as far as the preview."""

    def make(content: bytes, name: str = "persone.csv", at=NINE) -> PeopleImport:
        begun = actions.begin_import(content=content, file_name=name, organisation=usl, by=anna, at=at)
        return actions.name_columns(people_import=begun, mapping=begun.mapping, at=at)

    return make


@pytest.fixture
def take_in(bring) -> Callable[..., PeopleImport]:
    """Bring a table as Anna and take it in."""

    def make(content: bytes, *, leaves_faults: bool = False, at=NINE) -> PeopleImport:
        return actions.take_in_import(people_import=bring(content, at=at), leaves_faults=leaves_faults, at=at)

    return make
