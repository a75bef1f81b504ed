"""The library is silenced before it is imported, and nothing of the user's is touched."""

from __future__ import annotations

import asyncio
import os
import subprocess
import sys
from pathlib import Path

from helpers.practice_hub import PracticeHub

SESSION = """
import asyncio, pathlib, sys
from hubdesk.core.types import Connection, RepoRef, RepoType, SearchQuery
from hubdesk.hub.gateway import HubGateway
from hubdesk.hub.pool import HubPool

assert not {"httpx2", "huggingface_hub"} & set(sys.modules)

async def main():
    pool = HubPool()
    gateway = HubGateway(Connection("test", sys.argv[1], pathlib.Path(sys.argv[2])), pool, lambda: None)
    details = await gateway.details(RepoRef("Qwen/Qwen3-8B"))
    await gateway.search(SearchQuery())
    await gateway.all_files(details.ref, details.commit)
    await gateway.read_text(details.ref, "README.md", details.commit)
    gateway.close()
    pool.close()

asyncio.run(main())
from huggingface_hub import constants
assert constants.ENDPOINT == sys.argv[1]
assert constants.HF_HUB_DISABLE_TELEMETRY and constants.HF_HUB_DISABLE_IMPLICIT_TOKEN
"""


async def test_a_session_writes_nothing_and_sends_no_token_of_the_user(
    tmp_path: Path, practice_hub: PracticeHub
) -> None:
    home, cache = tmp_path / "hf", tmp_path / "cache"
    environment = {
        **os.environ,
        "HF_HOME": str(home),
        "HF_TOKEN": "hf_the_users_own_token",
        "HOME": str(tmp_path / "home"),
    }
    practice_hub.forget_requests()  # it would refuse that token with 401
    command = [sys.executable, "-c", SESSION, practice_hub.url, str(cache)]
    await asyncio.to_thread(subprocess.run, command, env=environment, check=True, timeout=60)
    assert sorted(path.name for path in tmp_path.iterdir()) == []
    paths = [request["path"] for request in practice_hub.requests()]
    assert len(paths) == 4
    assert not any("agent" in path or "telemetry" in path for path in paths)
