"""A Rostrum of one's own: the real binary on a free port with a data directory that goes away."""

import os
import secrets
import signal
import subprocess
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
LISTENING = "listening on "
STOP_SECONDS = 30


class ServerError(Exception):
    """The server did not start or did not stop as it must."""


def find_binary(asked: str | None) -> Path:
    """The binary asked for, that of `ROSTRUM_BINARY`, or the release or debug build."""
    named = asked or os.environ.get("ROSTRUM_BINARY")
    if named:
        return Path(named).resolve()
    target = Path(os.environ.get("CARGO_TARGET_DIR", ROOT / "target"))
    builds = [target / profile / "rostrum" for profile in ("release", "debug")]
    for build in builds:
        if build.exists():
            return build
    raise ServerError("there is no binary: build one with `cargo build --release`, or name one with --binary")


class OwnServer:
    """Starts on entering; on leaving it is told to stop and must end with exit code 0."""

    def __init__(self, binary: Path, configuration: str | None = None):
        self.binary = binary
        self.configuration = configuration
        self.token = secrets.token_hex(32)
        self.url = ""

    def __enter__(self) -> "OwnServer":
        self._folder = tempfile.TemporaryDirectory(prefix="rostrum-foreign-")
        folder = Path(self._folder.name)
        command = [self.binary, "serve", "--listen", "127.0.0.1:0", "--data", folder / "data"]
        if self.configuration is not None:
            file = folder / "rostrum.toml"
            file.write_text(self.configuration, encoding="utf-8")
            command += ["--config", file]
        self._errors = (folder / "stderr").open("w+b")
        environment = {**os.environ, "ROSTRUM_CONVENER_TOKEN": self.token}
        self._process = subprocess.Popen(
            command, env=environment, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=self._errors, text=True
        )
        # The line comes when connections are accepted; a server that ends instead closes the pipe.
        line = self._process.stdout.readline()
        if not line.startswith(LISTENING):
            self._process.kill()
            self._process.wait()
            raise ServerError(f"the server said {line!r} instead of where it listens; {self.complaints()}")
        self.url = line.removeprefix(LISTENING).strip()
        return self

    def __exit__(self, kind: object, *_: object) -> None:
        try:
            code = self.stop()
            if code != 0 and kind is None:
                raise ServerError(f"the server ended with {code} on SIGTERM; {self.complaints()}")
            if kind is not None:
                print(self.complaints())
        finally:
            self._process.stdout.close()
            self._errors.close()
            self._folder.cleanup()

    def ask_to_stop(self) -> None:
        """Sends SIGTERM and returns at once."""
        self._process.send_signal(signal.SIGTERM)

    def stop(self) -> int:
        """Sends SIGTERM unless it has ended, and returns the exit code."""
        if self._process.poll() is None:
            self.ask_to_stop()
        try:
            return self._process.wait(STOP_SECONDS)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()
            raise ServerError(f"the server did not end within {STOP_SECONDS} s of SIGTERM; {self.complaints()}") from None

    def complaints(self) -> str:
        """The end of what the server wrote to standard error."""
        self._errors.seek(0)
        text = self._errors.read().decode("utf-8", "replace").strip()
        return f"its standard error ends with:\n{text[-4000:]}" if text else "its standard error is empty"
