import os
import stat
import subprocess
import sys
from pathlib import Path

import pytest

from cordata.config.secret import secret_key


class TestSecretKey:
    def test_is_made_once_and_kept(self, tmp_path):
        first = secret_key(tmp_path / "data")

        assert len(first) >= 50
        assert secret_key(tmp_path / "data") == first

    def test_is_another_one_for_each_installation(self, tmp_path):
        assert secret_key(tmp_path / "aosta") != secret_key(tmp_path / "tarentaise")

    def test_is_for_its_owner_s_eyes_only(self, tmp_path):
        secret_key(tmp_path)

        assert stat.S_IMODE((tmp_path / "secret_key").stat().st_mode) == 0o600

    def test_leaves_nothing_else_behind(self, tmp_path):
        secret_key(tmp_path)

        assert os.listdir(tmp_path) == ["secret_key"]

    def test_is_that_of_whoever_was_faster(self, tmp_path, monkeypatch: pytest.MonkeyPatch):
        link = os.link

        def somebody_is_faster(made: Path, path: Path) -> None:
            path.write_text("theirs", "utf-8")
            link(made, path)

        monkeypatch.setattr(os, "link", somebody_is_faster)

        assert secret_key(tmp_path) == "theirs"
        assert os.listdir(tmp_path) == ["secret_key"]


class TestTheKeysBefore:
    def test_are_kept_in_the_order_given(self, tmp_path):
        told = subprocess.run(
            [sys.executable, "-c", "from cordata.config.settings import SECRET_KEY_FALLBACKS as k; print(k)"],
            env=os.environ | {"CORDATA_DATA": str(tmp_path), "CORDATA_EARLIER_SECRET_KEYS": "last,,first"},
            capture_output=True,
            text=True,
            check=True,
        )

        assert told.stdout.strip() == "['last', 'first']"
