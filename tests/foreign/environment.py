"""Makes the Python environment of the foreign clients; needs the standard library only.

Run as a program it prints the path of the environment's interpreter.
"""

import os
import subprocess
import sys
import venv
from pathlib import Path

HERE = Path(__file__).resolve().parent
FOLDER = HERE / ".venv"
REQUIREMENTS = HERE / "requirements.txt"
INSTALLED = FOLDER / "installed.txt"


def interpreter() -> Path:
    """The interpreter of an environment that holds exactly `requirements.txt`; made when it is missing or old."""
    python = FOLDER / "bin" / "python"
    if INSTALLED.exists() and INSTALLED.read_bytes() == REQUIREMENTS.read_bytes():
        return python
    venv.create(FOLDER, with_pip=True, clear=True)
    install = [python, "-m", "pip", "install", "--quiet", "--disable-pip-version-check", "--require-hashes",
               "--ignore-requires-python"]
    subprocess.run([*install, "--requirement", REQUIREMENTS], check=True, stdout=sys.stderr)
    INSTALLED.write_bytes(REQUIREMENTS.read_bytes())
    return python


def enter() -> None:
    """Goes on as this very program under the environment's interpreter, unless it already does."""
    python = interpreter()
    if Path(sys.prefix).resolve() != FOLDER:
        os.execv(python, [str(python), *sys.argv])


if __name__ == "__main__":
    print(interpreter())
