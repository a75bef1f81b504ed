"""What the library builds on the API: a file system, a scheduler of commits, cards."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from helpers.library import Library


@pytest.fixture
def repo(plain: Library) -> Iterator[str]:
    yield plain("api.create_repo('conforming-tools', exist_ok=True).repo_id")
    plain("api.delete_repo('minji/conforming-tools', missing_ok=True)")


def test_a_scheduler_commits_what_a_folder_gets(plain: Library, tmp_path: Path) -> None:
    (tmp_path / "log.txt").write_text("first\n")
    files, private = plain.do(
        """
        with hub.CommitScheduler(repo_id="scheduled", folder_path=folder, every=60, path_in_repo="data",
                                 repo_type="dataset", private=True, hf_api=api) as scheduler:
            scheduler.trigger().result()
        result = [api.list_repo_files("minji/scheduled", repo_type="dataset"),
                  api.dataset_info("minji/scheduled").private]
        api.delete_repo("minji/scheduled", repo_type="dataset")
        """,
        folder=str(tmp_path),
    )
    assert "data/log.txt" in files
    assert private is True


def test_cards_are_judged_loaded_and_pushed(plain: Library, repo: str) -> None:
    found = plain.do(
        """
        card = hub.ModelCard("---\\nlicense: mit\\n---\\n\\n# Hello 안녕\\n")
        card.validate()
        url = card.push_to_hub(repo, token=api.token)
        again = hub.ModelCard.load(repo, token=api.token)
        hub.metadata_update(repo, {"license": "apache-2.0", "tags": ["new"]}, token=api.token, overwrite=True)
        offer = again.push_to_hub(repo, token=api.token, create_pr=True, commit_message="Back")
        last = hub.ModelCard.load(repo, token=api.token).data
        result = [again.text.strip(), last.license, last.tags, offer.pr_num, api.model_info(repo).tags]
        """,
        repo=repo,
    )
    assert found == ["# Hello 안녕", "apache-2.0", ["new"], 1, ["new", "license:apache-2.0", "region:us"]]


@pytest.mark.parametrize(
    ("metadata", "kind"),
    [
        ("license: not-a-licence", "model"),
        ("model-index: nonsense", "model"),
        ("model-index:\n- results: []", "model"),
        ("language: [Klingonese]", "dataset"),
        ("sdk: rust", "space"),
        ("a: [", "model"),
    ],
)
def test_cards_that_are_refused_at_once(plain: Library, repo: str, metadata: str, kind: str) -> None:
    text = f"\n---\n{metadata}\n---\n# Card\n"
    assert plain.failure(f"hub.RepoCard({text!r}, ignore_metadata_errors=True).validate(repo_type='{kind}')").classes[
        0
    ] in ("ValueError", "ParserError")
    sent = f"api.upload_file(path_or_fileobj={text.encode()!r}, path_in_repo='README.md', repo_id='{repo}')"
    if kind == "model":
        failure = plain.failure(sent)
        assert (failure.classes[0], "Invalid metadata in README.md" in failure.message) == ("ValueError", True)


def test_a_file_system(both: Library, repo: str) -> None:
    found = both.do(
        """
        fs = hub.HfFileSystem(token=api.token, skip_instance_cache=True)
        with fs.open(repo + "/data/a.txt", "w") as stream:
            stream.write("first line\\nsecond")
        with fs.open(repo + "/data/b.bin", "wb") as stream:
            stream.write(b"b" * 5000 + b"end")
        fs.cp_file(repo + "/data/b.bin", repo + "/copy.bin")
        listed = sorted(each["name"] for each in fs.ls(repo, refresh=True))
        info = fs.info(repo + "/data/b.bin")
        with fs.open(repo + "/data/b.bin", "rb") as stream:
            stream.seek(4998)
            tail = stream.read().decode()
        globbed = fs.glob(repo + "/**/*.bin")
        sizes = fs.du(repo + "/data")
        walked = [[path, sorted(folders), sorted(files)] for path, folders, files in fs.walk(repo)]
        fs.rm(repo + "/data", recursive=True)
        result = [listed, info["size"], info["type"], bool(info["lfs"]), tail, sorted(globbed), sizes, len(walked),
                  fs.exists(repo + "/data"), fs.read_text(repo + "@main/.gitattributes")[:2],
                  fs.ls("datasets/minji/seoul-bus-reviews/data", detail=False)[0], fs.url(repo + "/copy.bin")]
        """,
        repo=repo,
    )
    url = f"{both.environment['HF_ENDPOINT']}/{repo}/resolve/main/copy.bin"
    assert found == [
        [f"{repo}/.gitattributes", f"{repo}/copy.bin", f"{repo}/data"], 5003, "file", True, "bbend",
        [f"{repo}/copy.bin", f"{repo}/data/b.bin"], 5003 + 17, 2, False, "*.",
        "datasets/minji/seoul-bus-reviews/data/test.csv", url,
    ]  # fmt: skip
    assert both.failure(f"hub.HfFileSystem(token=api.token).ls('{repo}/nothing')").classes[0] == "FileNotFoundError"
    assert "FileNotFoundError" in both.failure("hub.HfFileSystem(token=api.token).info('minji/nothing/a')").classes
