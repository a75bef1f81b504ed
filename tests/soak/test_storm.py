"""Downloads in a storm: a server that breaks off, refuses and forgets, engines that are killed, restarts, pauses."""

from __future__ import annotations

import os
import random
import signal
from hashlib import sha256
from pathlib import Path

import pytest

from helpers.downloads import LARGE, LARGE_FILE, House, engines
from helpers.practice_hub import PracticeHub
from helpers.soak import WHOLE
from hubdesk.core.errors import ErrorKind
from hubdesk.transfers.model import State

pytestmark = pytest.mark.soak

STORMS = 40 if WHOLE else 2
FAULTS = (
    "cut={bytes}",
    "reset={bytes}",
    "status=503",
    "status=500",
    "ignore_range",
    "html",
    "delay=400",
    "slow=3000000",
)


def _weather(dice: random.Random) -> list[str]:
    """Some faults, each for one or two requests."""
    faults = dice.choices(FAULTS, k=dice.randint(2, 5))
    return [
        f"{fault.format(bytes=dice.randrange(1, 40_000_000))};path={LARGE_FILE};method=GET"
        f";count={dice.randint(1, 2)};skip={dice.randint(0, 3)}"
        for fault in faults
    ]


async def _strike(house: House, dice: random.Random, transfer_id: int) -> None:
    """One blow: a pause, a killed engine, or a restart of everything."""
    blow = dice.choice(("pause", "kill", "restart"))
    if blow == "pause":
        await house.queue.pause(transfer_id)
        await house.until_state(State.PAUSED, State.DONE, transfer_id=transfer_id)
        if house.queue.transfers()[-1].state is State.PAUSED:
            await house.queue.resume(transfer_id)
    elif blow == "kill":
        for engine in engines():
            engine.send_signal(signal.SIGKILL)
    else:
        await house.move_out()
        await house.move_in()


@pytest.mark.timeout(240)
@pytest.mark.parametrize("seed", range(STORMS))
async def test_every_byte_arrives(hub: PracticeHub, tmp_path: Path, seed: int) -> None:
    dice = random.Random(seed)
    house = await House(hub, tmp_path / "data").move_in()
    hub.set_faults(*_weather(dice))
    house.queue.set_speed_limit(80_000_000)
    plan = await house.plan(LARGE, LARGE_FILE)
    transfer_id = await house.queue.add(plan)
    for _ in range(dice.randint(1, 3)):
        goal = dice.random() * plan.total_bytes * 0.6
        await house.until(
            lambda row, goal=goal: row.done_bytes > goal or row.state is not State.ACTIVE, transfer_id, timeout=120
        )
        await _strike(house, dice, transfer_id)
    house.queue.set_speed_limit(0)
    ended = await house.until_state(State.DONE, State.FAILED, transfer_id=transfer_id, timeout=180)
    if ended.state is State.FAILED:  # after the third death of its engine a file waits for its person
        assert ended.error is ErrorKind.ENGINE_LOST
        await house.queue.retry(transfer_id)
        await house.until_state(State.DONE, transfer_id=transfer_id, timeout=180)
    with (plan.target / LARGE_FILE).open("rb") as file:
        digest = sha256(file.read()).hexdigest()
    assert digest == plan.files[0].etag
    assert house.parts() == []
    await house.move_out()
    assert engines() == []
    os.unlink((plan.target / LARGE_FILE).resolve())
