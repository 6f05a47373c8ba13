"""What tests of the file share: a host with a clock that is set by hand, and canaries."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from readiness.store import Host


@dataclass
class Clock:
    """Stands until it is moved."""

    now: datetime

    def __call__(self) -> datetime:
        return self.now

    def move(self, **by: float) -> None:
        self.now += timedelta(**by)


@pytest.fixture
def clock() -> Clock:
    return Clock(datetime(2026, 11, 24, 9, 12, tzinfo=UTC))


@pytest.fixture
def host(clock: Clock, tmp_path: Path) -> Host:
    return Host(clock, "PC-7", tmp_path / "data" / "backups")
