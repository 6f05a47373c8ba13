"""Starts a program in a process of its own, and hears from it when it has painted."""

import os
import subprocess
import time
from collections.abc import Mapping, Sequence


def started(command: Sequence[str], home: str, **variables: str) -> Mapping[str, float]:
    """What the process says of itself, in seconds since just before it was started; it ends by itself.

    `home` takes the place of the user's folders for settings and data.

    Raises:
        CalledProcessError: the program failed.
    """
    environment = os.environ | {
        "QT_QPA_PLATFORM": "offscreen",
        "READINESS_FIRST_PAINT": "scores",
        "XDG_CONFIG_HOME": home,
        "XDG_DATA_HOME": home,
        **variables,
    }
    start = time.time()
    done = subprocess.run(command, env=environment, stdout=subprocess.PIPE, check=True, encoding="utf-8")
    told = (line.split() for line in done.stdout.splitlines())
    return {name: float(moment) - start for name, moment in told}
