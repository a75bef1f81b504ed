"""States are data: what the table allows happens, and nothing else."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest

from hubdesk.core.errors import ErrorKind, HubDeskError
from hubdesk.core.types import RepoRef
from hubdesk.transfers.job import Job, JobFile
from hubdesk.transfers.model import ALLOWED, FINISHED, IllegalTransitionError, State, WaitReason, check_step
from hubdesk.transfers.speed import SpeedMeter
from hubdesk.transfers.verdict import JITTER, NETWORK_S, what_to_wait_for


def _job() -> Job:
    job = Job(
        RepoRef("a/b"),
        "main",
        "c" * 40,
        Path("/t"),
        True,
        datetime.now(UTC),
        [JobFile("f", 10, "e"), JobFile("g", 5, "e")],
    )
    job.count()
    return job


@pytest.mark.parametrize("before", State)
@pytest.mark.parametrize("after", State)
def test_the_table_is_obeyed(before: State, after: State) -> None:
    if after in ALLOWED[before]:
        check_step(before, after)
    else:
        with pytest.raises(IllegalTransitionError):
            check_step(before, after)


def test_each_unfinished_state_can_end() -> None:
    for state in set(State) - FINISHED:
        reached, new = {state}, {state}
        while new:
            new = {after for before in new for after in ALLOWED[before]} - reached
            reached |= new
        assert reached >= {State.DONE, State.CANCELLED}


def test_a_job_counts_its_bytes() -> None:
    job = _job()
    job.put_bytes(job.files[0], 4)
    job.put_state(job.files[1], State.ACTIVE)
    job.put_state(job.files[1], State.DONE)
    shown = job.snapshot()
    assert (shown.total_bytes, shown.done_bytes, shown.done_files, shown.file_count) == (15, 9, 1, 2)
    assert shown.fraction == pytest.approx(0.6)


def test_leaving_a_wait_forgets_why() -> None:
    job = _job()
    job.step(State.ACTIVE, State.WAITING)
    job.wait_reason, job.error, job.error_detail = WaitReason.NETWORK, ErrorKind.OFFLINE, "x"
    job.step(State.QUEUED)
    shown = job.snapshot()
    assert (shown.wait_reason, shown.error, shown.error_detail) == (None, None, "")


def test_speed_is_smoothed_and_fades() -> None:
    now = [100.0]
    meter = SpeedMeter(clock=lambda: now[0])
    assert meter.bps() == 0
    for _ in range(40):
        now[0] += 0.25
        meter.add(250)
    assert meter.bps() == pytest.approx(1000, rel=0.1)
    now[0] += 2
    assert 0 < meter.bps() < 800
    now[0] += 2
    assert meter.bps() == 0


@pytest.mark.parametrize(
    ("kind", "status", "reason"),
    [
        (ErrorKind.GATED, 401, WaitReason.ACCESS),
        (ErrorKind.GATED, 403, WaitReason.ACCESS),
        (ErrorKind.UNAUTHORIZED, 401, WaitReason.SIGN_IN),
        (ErrorKind.REPO_NOT_FOUND, 401, WaitReason.SIGN_IN),
        (ErrorKind.RATE_LIMITED, 429, WaitReason.RATE_LIMIT),
        (ErrorKind.DISK_FULL, None, WaitReason.SPACE),
        (ErrorKind.OFFLINE, None, WaitReason.NETWORK),
        (ErrorKind.SERVER, 503, WaitReason.NETWORK),
        (ErrorKind.CORRUPT, None, None),
        (ErrorKind.NO_PERMISSION, None, None),
        (ErrorKind.REPO_NOT_FOUND, 404, None),
        (ErrorKind.TARGET_EXISTS, None, None),
    ],
)
def test_what_an_error_lets_a_transfer_wait_for(kind: ErrorKind, status: int | None, reason: WaitReason | None) -> None:
    found = what_to_wait_for(HubDeskError(kind, status=status), 0, datetime.now(UTC))
    assert (found[0] if found else None) is reason


def test_the_server_says_how_long_and_else_pauses_grow() -> None:
    now = datetime.now(UTC)

    def seconds(waits: int, **facts: float) -> float:
        found = what_to_wait_for(HubDeskError(ErrorKind.SERVER, **facts), waits, now)  # type: ignore[arg-type]
        assert found is not None
        assert found[1] is not None
        return (found[1] - now).total_seconds()

    assert seconds(0, retry_after=17) == 17
    for waits, pause in enumerate([*NETWORK_S, NETWORK_S[-1], NETWORK_S[-1]]):
        assert pause * (1 - JITTER) <= seconds(waits) <= pause * (1 + JITTER)
