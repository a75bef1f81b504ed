"""The unmodified huggingface_hub agrees with the practice Hub."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from helpers.library import Library

HF = Path(sys.executable).with_name("hf")


def test_lists(library: Library) -> None:
    rows = library("[(m.id, m.downloads) for m in api.list_models(search='llama', sort='downloads', limit=20)]")
    assert [downloads for _, downloads in rows] == sorted((downloads for _, downloads in rows), reverse=True)
    assert len(library("[m.id for m in api.list_models(filter='gguf', limit=1500)]")) == 1500
    assert library("[d.id for d in api.list_datasets(language='ko', task_categories='question-answering', limit=3)]")
    assert library("[s.id for s in api.list_spaces(models='openai/whisper-large-v3')]") == ["openai/whisper"]
    assert "license" in library("api.get_model_tags()")


def test_model_info(library: Library) -> None:
    info = library("vars(api.model_info('gpt2', files_metadata=True, securityStatus=True))")
    assert info["id"] == "openai-community/gpt2"
    assert len(info["sha"]) == 40
    assert info["pipeline_tag"] == "text-generation"
    assert info["security_repo_status"] == {"scansDone": True, "filesWithIssues": []}
    assert library("api.model_info('gpt2', expand=['downloads']).sha") is None
    assert library("api.dataset_info('squad').card_data.pretty_name") == "SQuAD"
    assert library("api.space_info('openai/whisper').runtime.stage") == "RUNNING"
    assert (
        library("[s.lfs.size for s in api.model_info('Qwen/Qwen3-8B', files_metadata=True).siblings if s.lfs][0]") > 1e8
    )


@pytest.mark.parametrize("repo", ["gpt2", "google/vit-base-patch16-224", "meta-llama/Llama-3.2-1B", "klue/bert-base"])
def test_the_models_of_the_course_exist(library: Library, repo: str) -> None:
    assert library(f"'README.md' in api.list_repo_files('{repo}')")


def test_tree_refs_and_commits(library: Library) -> None:
    files = library("[(f.path, f.size, f.blob_id, f.lfs and f.lfs.sha256) for f in "
                    "api.list_repo_tree('gpt2', recursive=True) if hasattr(f, 'size')]")  # fmt: skip
    assert any(path == "onnx/model.onnx" for path, *_ in files)
    assert all(len(sha256) == 64 for path, _, _, sha256 in files if path.endswith(".safetensors"))
    expanded = library("[(f.last_commit.title, f.security.safe) for f in api.list_repo_tree('gpt2', expand=True) "
                       "if hasattr(f, 'security')]")  # fmt: skip
    assert ["Update README.md", True] in expanded
    refs = library("(lambda r: [[b.name for b in g] for g in (r.branches, r.tags, r.pull_requests)])"
                   "(api.list_repo_refs('gpt2', include_pull_requests=True))")  # fmt: skip
    assert refs == [["main", "dev"], ["v1.0", "v1.1"], []]
    commits = library("[(c.title, str(c.created_at)[:10]) for c in api.list_repo_commits('gpt2', formatted=True)]")
    assert [title for title, _ in commits] == ["Update README.md", "Add model", "initial commit"]
    assert [date for _, date in commits] == sorted((date for _, date in commits), reverse=True)
    assert library("[p.path for p in api.get_paths_info('gpt2', ['README.md', 'onnx', 'nope'])]") == [
        "README.md",
        "onnx",
    ]
    assert (
        library("[len(api.list_repo_files('gpt2', revision=r)) for r in ('v1.0', 'dev', 'refs/heads/dev')]") == [10] * 3
    )


def test_downloads_pass_the_check(library: Library) -> None:
    folder = library("api.snapshot_download('klue/bert-base')")
    assert (Path(folder) / "model.safetensors").stat().st_size > 10_000
    check = library("vars(api.verify_repo_checksums('klue/bert-base'))")
    assert check["checked_count"] == len(library("api.list_repo_files('klue/bert-base')"))
    assert not check["mismatches"]
    assert library("api.get_safetensors_metadata('Qwen/Qwen3-8B').sharded") is True
    assert library("sum(api.get_safetensors_metadata('gpt2').parameter_count.values())") > 100_000
    data = library(
        "api.hf_hub_download('squad', api.list_repo_files('squad', repo_type='dataset')[-1], repo_type='dataset')"
    )
    assert Path(data).stat().st_size > 1000


@pytest.mark.parametrize(
    ("expression", "name", "status"),
    [
        ("api.model_info('no/such')", "RepositoryNotFoundError", 404),
        ("anonymous.model_info('no/such')", "RepositoryNotFoundError", 401),
        ("reader.model_info('minji/secret-project')", "RepositoryNotFoundError", 404),
        ("api.hf_hub_download('meta-llama/Llama-3.1-8B-Instruct', 'config.json')", "GatedRepoError", 403),
        ("anonymous.hf_hub_download('meta-llama/Llama-3.2-1B', 'config.json')", "GatedRepoError", 401),
        ("api.model_info('gpt2', revision='nope')", "RevisionNotFoundError", 404),
        ("api.hf_hub_download('gpt2', 'nope.txt')", "RemoteEntryNotFoundError", 404),
        ("list(api.list_repo_tree('gpt2', 'nope'))", "RemoteEntryNotFoundError", 404),
        ("api.model_info('minji/withdrawn-model')", "DisabledRepoError", 403),
        ("HfApi(token='hf_' + 'x' * 34).model_info('gpt2')", "HfHubHTTPError", 401),
        ("HfApi(token='hf_' + 'x' * 34).whoami()", "HfHubHTTPError", 401),
        ("reader.create_repo('mine')", "HfHubHTTPError", 403),
        ("api.create_repo('open-models/mine')", "HfHubHTTPError", 403),
        ("api.create_repo('minji/night-bus-llm')", "HfHubHTTPError", 409),
        ("list(api.list_models(sort='best', limit=1))", "BadRequestError", 400),
        ("reader.auth_check('minji/night-bus-llm', write=True)", "HfHubHTTPError", 403),
    ],
)
def test_refusals_are_the_right_exceptions(library: Library, expression: str, name: str, status: int) -> None:
    failure = library.failure(expression)
    assert failure.classes[0] == name, failure
    assert failure.status == status


def test_gated_repositories(library: Library) -> None:
    assert library("reader.model_info('meta-llama/Llama-3.2-1B').gated") in ("auto", "manual")
    assert library("reader.hf_hub_download('meta-llama/Llama-3.2-1B', 'README.md')")
    assert library("api.hf_hub_download('meta-llama/Llama-3.2-1B', 'config.json')")
    assert library("api.auth_check('hangul-lab/ko-embedding')") is None


def test_who_am_i(library: Library) -> None:
    me = library("api.whoami()")
    assert (me["name"], me["auth"]["accessToken"]["role"]) == ("minji", "write")
    assert {org["name"] for org in me["orgs"]} == {"hangul-lab", "open-models"}
    assert library("reader.whoami()['auth']['accessToken']['role']") == "read"
    assert library("api.get_user_overview('minji').num_models") >= 6
    assert library("api.get_organization_overview('Qwen').num_models") > 10


def test_a_repository_from_beginning_to_end(library: Library, tmp_path: Path) -> None:
    (tmp_path / "sub").mkdir()
    card = "---\nlicense: mit\npipeline_tag: text-generation\nlibrary_name: transformers\nlanguage: ko\n---\n# 안녕\n"
    (tmp_path / "README.md").write_text(card, encoding="utf-8")
    (tmp_path / "sub" / "한글.txt").write_text("글", encoding="utf-8")
    source = library("api.hf_hub_download('gpt2', 'model.safetensors')")
    (tmp_path / "model.safetensors").write_bytes(Path(source).read_bytes())
    assert library("str(api.create_repo('from-tests'))").endswith("/minji/from-tests")
    assert library("str(api.create_repo('from-tests', exist_ok=True))").endswith("/minji/from-tests")
    before = library("api.model_info('minji/from-tests').sha")
    commit = library(f"api.upload_folder(repo_id='minji/from-tests', folder_path={str(tmp_path)!r}).oid")
    assert commit != before
    assert library(f"api.upload_folder(repo_id='minji/from-tests', folder_path={str(tmp_path)!r}).oid") == commit
    info = library("vars(api.model_info('minji/from-tests'))")
    assert info["pipeline_tag"] == "text-generation"
    assert {"license:mit", "ko", "safetensors", "transformers"} <= set(info["tags"])
    assert library("[m.id for m in api.list_models(filter=['ko', 'license:mit'], author='minji')]") == [
        "minji/from-tests"
    ]
    assert set(library("api.list_repo_files('minji/from-tests')")) == {
        ".gitattributes", "README.md", "model.safetensors", "sub/한글.txt"
    }  # fmt: skip
    assert Path(library("api.hf_hub_download('minji/from-tests', 'sub/한글.txt')")).read_text(encoding="utf-8") == "글"
    stale = library.failure(
        f"api.upload_file(path_or_fileobj=b'x', path_in_repo='a', repo_id='minji/from-tests', parent_commit={before!r})"
    )
    assert stale.status == 412
    library("api.create_branch('minji/from-tests', branch='dev/x')")
    library("api.delete_folder('sub', 'minji/from-tests', revision='dev/x')")
    assert "sub/한글.txt" not in library("api.list_repo_files('minji/from-tests', revision='dev/x')")
    assert "sub/한글.txt" in library("api.list_repo_files('minji/from-tests')")
    library("api.create_tag('minji/from-tests', tag='v1')")
    assert library.failure("api.create_tag('minji/from-tests', tag='v1')").status == 409
    library("api.update_repo_settings('minji/from-tests', private=True, gated='auto')")
    assert library.failure("reader.model_info('minji/from-tests')").status == 404
    library("api.move_repo('minji/from-tests', 'hangul-lab/moved')")
    assert library("api.model_info('hangul-lab/moved').private") is True
    library("api.delete_repo('hangul-lab/moved')")
    assert library("api.repo_exists('hangul-lab/moved')") is False


def test_a_space_keeps_its_sdk(library: Library) -> None:
    assert library("str(api.create_repo('demo', repo_type='space', space_sdk='static'))").endswith("/spaces/minji/demo")
    assert library("api.space_info('minji/demo').sdk") == "static"
    library("api.delete_repo('minji/demo', repo_type='space')")


@pytest.mark.parametrize(
    ("command", "expected"),
    [
        ("models ls --search llama --sort downloads --limit 5 --json", "meta-llama/Llama-3.1-8B-Instruct"),
        ("models info gpt2", "openai-community/gpt2"),
        ("models ls gpt2 --json", "model.safetensors"),
        ("datasets ls --search squad --json", "squad"),
        ("datasets info squad", "squad"),
        ("spaces ls --limit 40 --json", "stabilityai/stable-diffusion"),
        ("spaces info openai/whisper", "openai/whisper"),
        ("models card gpt2", "# gpt2"),
        ("auth whoami", "minji"),
        ("repos list --json", "minji/night-bus-llm"),
    ],
)
def test_hf_commands(library: Library, command: str, expected: str) -> None:
    assert expected in _hf(library, *command.split())


def test_hf_download_verify_and_upload(library: Library, tmp_path: Path) -> None:
    _hf(library, "download", "openai-community/gpt2")
    assert "match" in _hf(library, "cache", "verify", "openai-community/gpt2")
    (tmp_path / "notes.txt").write_text("notes")
    (tmp_path / "weights.bin").write_bytes(bytes(1000))
    _hf(library, "upload", "minji/from-hf", str(tmp_path))
    tree = json.loads(_hf(library, "models", "ls", "minji/from-hf", "--json"))
    assert {"notes.txt", "weights.bin"} <= {entry["path"] for entry in tree}
    library("api.delete_repo('minji/from-hf')")


def _hf(library: Library, *arguments: str) -> str:
    environment = library.environment | {"HF_TOKEN": library.environment["OWNER_TOKEN"]}
    done = subprocess.run([HF, *arguments], env=environment, capture_output=True, text=True, timeout=60)
    assert done.returncode == 0, done.stderr
    return done.stdout
