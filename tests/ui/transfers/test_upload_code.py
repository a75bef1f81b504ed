"""The code that uploads the same: what is copied does what the plan says."""

from __future__ import annotations

from pathlib import Path

from hubdesk.core.types import Connection, RepoRef, RepoType
from hubdesk.transfers.uploads.model import PlannedUpload, Reason, UploadPlan, UploadRequest, UploadSource, Verdict
from hubdesk.ui.transfers.upload_code import python_code, shell_command

HUB = Connection("hub", "https://huggingface.co", Path("/cache"))
PRACTICE = Connection("practice", "http://127.0.0.1:9", Path("/practice"), is_practice=True)
FILE = UploadRequest(RepoRef("me/m"), (UploadSource("config.json", local=Path("/x/config.json")),))
FOLDER = UploadRequest(
    RepoRef("me/d", RepoType.DATASET),
    (UploadSource("v1", local=Path("/x/my data")),),
    revision="dev",
    message="It's here",
    create_pr=True,
    exclude=("*.tmp",),
    delete=("old/*",),
)
PLAN = UploadPlan(
    FOLDER,
    "a" * 40,
    (
        PlannedUpload("v1/a.csv", 1, Verdict.ADDED, local=Path("/x/my data/a.csv")),
        PlannedUpload(
            "v1/b/k.csv",
            1,
            Verdict.IGNORED,
            local=Path("/x/my data/b/k.csv"),
            reason=Reason.UNCHECKED,
            taken_from=Verdict.ADDED,
        ),
    ),
)


def test_a_file() -> None:
    assert shell_command(FILE, HUB) == "hf upload me/m /x/config.json config.json"
    assert shell_command(FILE, PRACTICE).startswith("HF_ENDPOINT=http://127.0.0.1:9 hf upload")
    code = python_code(FILE, PRACTICE)
    compile(code, "code", "exec")
    assert "HfApi(endpoint='http://127.0.0.1:9')" in code
    assert "path_in_repo='config.json'" in code


def test_a_folder_without_what_was_left_out() -> None:
    assert shell_command(FOLDER, HUB, PLAN).replace(" \\\n ", "") == (
        "hf upload me/d '/x/my data' v1 --repo-type dataset --revision dev --exclude '*.tmp' --exclude b/k.csv"
        """ --delete 'old/*' --commit-message 'It'"'"'s here' --create-pr"""
    )
    code = python_code(FOLDER, HUB, PLAN)
    compile(code, "code", "exec")
    assert "ignore_patterns=['*.tmp', 'b/k.csv']" in code
    assert "create_pr=True" in code


def test_text_without_a_file() -> None:
    request = UploadRequest(RepoRef("me/m"), (UploadSource("notes.md", content="메모".encode()),))
    code = python_code(request, HUB)
    compile(code, "code", "exec")
    assert repr("메모".encode()) in code
    assert shell_command(request, HUB) == "hf upload me/m notes.md notes.md"
