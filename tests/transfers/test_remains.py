"""What an engine leaves that was killed between its last two steps goes with the next run."""

from __future__ import annotations

from pathlib import Path

from helpers.downloads import SMALL, WEIGHTS, House
from hubdesk.transfers.model import State
from hubdesk.transfers.notes import write_note


async def test_the_note_of_a_file_that_is_whole_goes(house: House, tmp_path: Path) -> None:
    """Issue 4: a kill after the file was moved into place left `….part.json` beside it for good."""
    for folder in (None, tmp_path / "models"):
        plan = await house.plan(SMALL, WEIGHTS, local_dir=folder)
        first = await house.queue.add(plan)
        await house.until_state(State.DONE, transfer_id=first)
        path = plan.target / WEIGHTS
        (file,) = plan.files
        beside = path.with_name(f"{path.name}.{file.etag[:8]}.part")
        if folder is None:
            beside = path.resolve().with_name(f"{file.etag}.hubdesk.part")
        write_note(beside, file.etag, file.size, [(0, file.size)])
        second = await house.queue.add(await house.plan(SMALL, WEIGHTS, local_dir=folder))
        await house.until_state(State.DONE, transfer_id=second)
        assert list(beside.parent.glob("*.part*")) == []
