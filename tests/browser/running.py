"""`runwatch demo` in a process of its own, as people start it."""

import re
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

_PATIENCE = 30
_ADDRESS = re.compile(r"http://127\.0\.0\.1:\d+/?")


class Demo:
    """The running demo: `url` is what it printed."""

    def __init__(self, process: subprocess.Popen[bytes], printed: Path) -> None:
        self._process = process
        self._printed = printed
        self.url = self._address()
        self.port = int(self.url.rpartition(":")[2])

    def stop(self) -> int:
        """The exit code after Ctrl-C."""
        self._process.send_signal(signal.SIGINT)
        return self._process.wait(timeout=_PATIENCE)

    @property
    def printed(self) -> str:
        return self._printed.read_text(encoding="utf-8")

    def _address(self) -> str:
        until = time.monotonic() + _PATIENCE
        while time.monotonic() < until and self._process.poll() is None:
            if found := _ADDRESS.search(self.printed):
                return found[0].removesuffix("/")
            time.sleep(0.05)
        self._process.kill()
        self._process.wait()
        raise AssertionError(f"`runwatch demo` gave no address:\n{self.printed}")


def demo(*options: str, port: int = 0) -> AbstractContextManager[Demo]:
    """A demo on a port of its own, stopped at the end if it still runs."""
    return _started("bot", "demo", "--port", str(port), *options)


def showcase() -> AbstractContextManager[Demo]:
    """The same page with another app, stopped as a demo is."""
    return _started("tests.browser.showcase")


@contextmanager
def _started(module: str, *options: str) -> Iterator[Demo]:
    words = [sys.executable, "-m", module, *options]
    environment = {"PYTHONIOENCODING": "utf-8", "PYTHONUNBUFFERED": "1"}
    with TemporaryDirectory() as folder:
        printed = Path(folder) / "printed"
        with (
            printed.open("wb") as out,
            subprocess.Popen(  # noqa: S603  our own command
                words, stdout=out, stderr=subprocess.STDOUT, env=environment
            ) as process,
        ):
            started = Demo(process, printed)
            try:
                yield started
            finally:
                if process.poll() is None:
                    started.stop()
