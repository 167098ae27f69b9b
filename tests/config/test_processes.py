import json
import os
import signal
import socket
import subprocess
import sys
import time

import pytest

from cordata.config import processes, static
from cordata.config.ports import is_taken, wait_until_taken


@pytest.fixture
def sleeper():
    """A child that would go on for a minute."""
    with subprocess.Popen([sys.executable, "-c", "import time; time.sleep(60)"]) as child:
        yield child
        child.kill()


class TestEnding:
    def test_ends_the_children_on_ctrl_c_without_a_fault(self, sleeper):
        with processes.ending([sleeper]):
            raise KeyboardInterrupt

        assert sleeper.poll() is not None

    def test_ends_the_children_when_the_machine_asks_for_it(self, sleeper):
        with processes.ending([sleeper]):
            os.kill(os.getpid(), signal.SIGTERM)
            time.sleep(5)

        assert sleeper.poll() is not None

    def test_ends_the_children_when_something_goes_wrong_and_lets_it_be_known(self, sleeper):
        with pytest.raises(LookupError), processes.ending([sleeper]):
            raise LookupError

        assert sleeper.poll() is not None

    def test_gives_the_machine_s_request_back_to_whom_it_belonged(self, sleeper):
        before = signal.getsignal(signal.SIGTERM)

        with processes.ending([sleeper]):
            pass

        assert signal.getsignal(signal.SIGTERM) is before

    def test_waits_for_the_first_that_ends(self, sleeper):
        with subprocess.Popen([sys.executable, "-c", ""]) as short:
            processes.wait_for_any([sleeper, short])

        assert sleeper.poll() is None


class TestPorts:
    def test_are_taken_while_somebody_listens(self):
        with socket.socket() as listener:
            listener.bind(("127.0.0.1", 0))
            listener.listen()
            port = listener.getsockname()[1]

            assert is_taken("127.0.0.1", port)
            assert wait_until_taken("127.0.0.1", port, seconds=1)

        assert not is_taken("127.0.0.1", port)

    def test_are_not_waited_for_longer_than_said(self):
        with socket.socket() as unused:
            unused.bind(("127.0.0.1", 0))

            assert not wait_until_taken("127.0.0.1", unused.getsockname()[1], seconds=0.2)


class TestStaticFiles:
    @pytest.fixture(autouse=True)
    def folders(self, settings, tmp_path):
        (tmp_path / "source").mkdir()
        (tmp_path / "source" / "main.css").write_text("p { color: black }")
        settings.STATICFILES_DIRS = [("app", str(tmp_path / "source"))]
        settings.STATIC_ROOT = tmp_path / "collected"
        settings.STORAGES = settings.STORAGES | {
            "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.ManifestStaticFilesStorage"}
        }
        self.manifest = tmp_path / "collected" / "staticfiles.json"
        self.source = tmp_path / "source" / "main.css"

    def test_are_collected_the_first_time(self):
        static.collect()

        assert "app/main.css" in self.manifest.read_text()

    def test_are_left_alone_when_nothing_changed(self):
        static.collect()
        collected_at = self.manifest.stat().st_mtime_ns

        static.collect()

        assert self.manifest.stat().st_mtime_ns == collected_at

    def test_are_collected_again_when_one_of_them_changed(self):
        static.collect()
        self.source.write_text("p { color: blue }")
        os.utime(self.source, (time.time() + 60, time.time() + 60))

        static.collect()

        served = json.loads(self.manifest.read_text())["paths"]["app/main.css"]
        assert "blue" in (self.manifest.parent / served).read_text()
