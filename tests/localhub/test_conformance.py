"""Gaps between the other tests: what the maintainers' own tests expect of a Hub, with the unmodified library."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from pathlib import Path

import pytest

from helpers.library import Library


@pytest.fixture
def repo(plain: Library) -> Iterator[str]:
    yield plain("api.create_repo('conformance', exist_ok=True).repo_id")
    plain("api.delete_repo('minji/conformance', missing_ok=True)")


def test_capitals_make_no_difference(plain: Library) -> None:
    repo = plain("api.create_repo('CaSe-Is-KePt').repo_id")
    assert repo == "minji/CaSe-Is-KePt"
    plain("api.upload_file(path_or_fileobj=b'x', path_in_repo='a.bin', repo_id='minji/case-is-kept')")
    assert "a.bin" in plain(f"api.list_repo_files('{repo}')")
    assert plain("api.model_info('Minji/CASE-is-kept').id") == repo
    assert plain("open(api.hf_hub_download('minji/case-is-kept', 'a.bin')).read()") == "x"
    assert plain.failure("api.create_repo('case-IS-kept')").status == 409
    plain(f"api.move_repo('{repo}', 'minji/case-is-kept')")
    assert plain(f"api.model_info('{repo}').id") == "minji/case-is-kept"
    plain("api.delete_repo('minji/case-is-kept')")
    assert not plain(f"api.repo_exists('{repo}')")


def test_names_that_are_given(plain: Library) -> None:
    assert plain("api.get_full_repo_name('x')") == "minji/x"
    assert plain("api.get_full_repo_name('x', organization='hangul-lab')") == "hangul-lab/x"


@pytest.mark.parametrize("branch", ["feature/한글", "a+b/c.d", "ünï-cödé"])
def test_branches_of_any_name(plain: Library, repo: str, branch: str) -> None:
    content = branch.encode()
    plain(f"api.create_branch('{repo}', branch={branch!r})")
    given = f"repo_id='{repo}', revision={branch!r}"
    plain(f"api.upload_file(path_or_fileobj={content!r}, path_in_repo='here.txt', {given})")
    assert plain(f"open(api.hf_hub_download(filename='here.txt', {given}), 'rb').read().decode()") == branch
    assert plain(f"api.file_exists(filename='here.txt', {given})") is True
    assert plain(f"api.file_exists('{repo}', 'here.txt')") is False
    assert plain(f"api.revision_exists({given})") is True
    assert plain(f"len(api.list_repo_commits({given}))") == 2
    plain(f"api.delete_branch('{repo}', branch={branch!r})")
    assert plain(f"api.revision_exists({given})") is False


@pytest.mark.parametrize(
    ("expression", "expected"),
    [
        ("api.repo_exists('minji/secret-project')", True),
        ("reader.repo_exists('minji/secret-project')", False),
        ("anonymous.repo_exists('minji/seoul-bus-reviews', repo_type='dataset')", True),
        ("anonymous.repo_exists('minji/seoul-bus-reviews', repo_type='space')", False),
        ("reader.repo_exists('hangul-lab/ko-embedding')", True),
        ("api.revision_exists('minji/nothing', 'main')", False),
        ("reader.revision_exists('hangul-lab/ko-embedding', 'main')", True),
        ("api.file_exists('minji/nothing', 'a')", False),
        ("reader.file_exists('hangul-lab/ko-embedding', 'README.md')", True),  # before the gate
        ("anonymous.file_exists('minji/seoul-bus-reviews', 'README.md', repo_type='dataset')", True),
        ("type(api.repo_info('minji/hangul-sentiment')).__name__", "ModelInfo"),
        ("type(api.repo_info('minji/seoul-bus-reviews', repo_type='dataset')).__name__", "DatasetInfo"),
        ("type(api.repo_info('minji/hangul-playground', repo_type='space')).__name__", "SpaceInfo"),
        ("'task_categories' in api.get_dataset_tags()", True),
    ],
)
def test_what_there_is(plain: Library, expression: str, expected: object) -> None:
    assert plain(expression) == expected


def test_metadata_of_one_file(both: Library, repo: str) -> None:
    both(f"api.upload_file(path_or_fileobj=b'large', path_in_repo='a b/large.bin', repo_id='{repo}')")
    large, small, sha = both.do(
        """
        def look(path):
            found = api.get_hf_file_metadata(url=hub.hf_hub_url(repo, path))
            return [found.commit_hash, found.etag, found.size, found.xet_file_data is not None]
        result = [look("a b/large.bin"), look(".gitattributes"), api.model_info(repo).sha]
        """,
        repo=repo,
    )
    assert large[:3] == [sha, hashlib.sha256(b"large").hexdigest(), 5]
    assert (small[0], len(small[1]), small[3]) == (sha, 40, False)
    missing = both.failure(f"api.get_hf_file_metadata(url=hub.hf_hub_url('{repo}', 'nothing'))")
    assert (missing.classes[0], missing.status) == ("RemoteEntryNotFoundError", 404)


def test_a_revision_is_resolved_once(plain: Library, repo: str) -> None:
    assert plain.do(
        """
        found = api.resolve_revision(repo)
        again = api.resolve_revision(repo, revision=found)
        path = api.hf_hub_download(repo, ".gitattributes", revision=found)
        result = [found.resolved == api.model_info(repo).sha, again == found, found.resolved in path]
        """,
        repo=repo,
    ) == [True, True, True]
    failure = plain.failure(f"api.resolve_revision('{repo}', revision='nothing')")
    assert failure.classes[0] == "RevisionNotFoundError"


def test_a_header_of_safetensors_is_read_alone(plain: Library) -> None:
    assert plain.do(
        """
        alone = api.parse_safetensors_file_metadata("minji/hangul-sentiment", "model.safetensors")
        whole = api.get_safetensors_metadata("minji/hangul-sentiment")
        result = [alone.parameter_count == whole.parameter_count, sorted(alone.tensors) == sorted(whole.weight_map)]
        """
    ) == [True, True]
    failure = plain.failure("api.parse_safetensors_file_metadata('minji/hangul-sentiment', 'README.md')")
    assert failure.classes[0] == "SafetensorsParsingError"


def test_what_belongs_to_the_public_hub_alone(plain: Library) -> None:
    failure = plain.failure("api.list_dataset_parquet_files('minji/seoul-bus-reviews')")
    assert failure.classes[0] == "ValueError"  # the library asks no other Hub


def test_operations_of_every_sort_in_one_commit(both: Library, repo: str) -> None:
    both.do(
        """
        from huggingface_hub import CommitOperationAdd as Add
        api.create_commit(repo, [Add("keep.txt", b"k"), Add("one/a.txt", b"a"), Add("two/b.bin", b"b" * 2000),
                                 Add("three/c.txt", b"c"), Add("three/d.txt", b"d")], commit_message="Begin")
        """,
        repo=repo,
    )
    known, title, description, oid, url, files, message = both.do(
        """
        from io import BytesIO
        from huggingface_hub import CommitOperationAdd as Add, CommitOperationDelete as Delete
        from huggingface_hub import CommitOperationCopy as Copy
        adds = [Add("new.bin", BytesIO(b"n" * 3000)), Add("new.txt", b"n")]
        api.preupload_lfs_files(repo, adds)
        known = [each._is_uploaded for each in adds]
        done = api.create_commit(
            repo, [*adds, Delete("one/"), Delete("three"), Copy("two/b.bin", "copied.bin")],
            commit_message="Change", commit_description="Why", parent_commit=api.model_info(repo).sha)
        result = [known, done.commit_message, done.commit_description, done.oid, done.commit_url,
                  sorted(api.list_repo_files(repo)), api.list_repo_commits(repo)[0].message]
        """,
        repo=repo,
    )
    assert known == [True, False]
    assert (title, description, message) == ("Change", "Why", "Why")
    assert url == f"{both.environment['HF_ENDPOINT']}/{repo}/commit/{oid}"
    assert files == [".gitattributes", "copied.bin", "keep.txt", "new.bin", "new.txt", "two/b.bin"]


def test_patterns_of_files_go_away(plain: Library, repo: str) -> None:
    plain.do(
        """
        from huggingface_hub import CommitOperationAdd as Add
        names = ["a.txt", "b.txt", "c.bin", "in/d.txt", "in/e.bin"]
        api.create_commit(repo, [Add(name, name.encode()) for name in names], commit_message="Begin")
        api.delete_files(repo, delete_patterns=["*.txt"])
        """,
        repo=repo,
    )
    assert set(plain(f"api.list_repo_files('{repo}')")) == {".gitattributes", "c.bin", "in/e.bin"}


@pytest.mark.parametrize(
    ("more", "name", "status", "words"),
    [
        ("parent_commit=first", "HfHubHTTPError", 412, "The branch was updated since you opened this page"),
        ("parent_commit='0' * 40", "HfHubHTTPError", 412, "The branch was updated since you opened this page"),
        ("revision=first, create_pr=True", "RevisionNotFoundError", 404, "Invalid rev id"),
        ("revision='nothing', create_pr=True", "RevisionNotFoundError", 404, "Invalid rev id"),
        ("revision='nothing'", "RevisionNotFoundError", 404, "Invalid rev id"),
    ],
)
def test_commits_on_what_is_not_there(
    plain: Library, repo: str, more: str, name: str, status: int, words: str
) -> None:  # fmt: skip
    first = plain(f"api.upload_file(path_or_fileobj=b'1', path_in_repo='1', repo_id='{repo}').oid")
    plain(f"api.upload_file(path_or_fileobj=b'2', path_in_repo='2', repo_id='{repo}')")
    given = more.replace("first", repr(first))
    failure = plain.failure(f"api.upload_file(path_or_fileobj=b'3', path_in_repo='3', repo_id='{repo}', {given})")
    assert (failure.classes[0], failure.status) == (name, status)
    assert words in failure.message


@pytest.mark.parametrize("path", ["..\\up", "\\root"])
def test_backslashes_do_not_lead_out(plain: Library, repo: str, path: str) -> None:
    failure = plain.failure(f"api.upload_file(path_or_fileobj=b'x', path_in_repo={path!r}, repo_id='{repo}')")
    assert (failure.classes[0], failure.status) == ("HfHubHTTPError", 422)


def test_backslashes_within_are_for_clients_to_look_at(plain: Library, repo: str) -> None:
    path = "in/..\\..\\up"
    plain(f"api.upload_file(path_or_fileobj=b'x', path_in_repo={path!r}, repo_id='{repo}')")
    assert path in plain(f"api.list_repo_files('{repo}')")
    assert plain.failure(f"api.hf_hub_download('{repo}', {path!r})").classes[0] == "ValueError"


def test_many_files_at_once(both: Library, repo: str, tmp_path: Path) -> None:
    kept = [number for number in range(600) if number % 7 != 6]
    for number in range(600):
        place = tmp_path / f"folder-{number % 7}" / f"{number}.{'bin' if number % 60 == 0 else 'txt'}"
        place.parent.mkdir(exist_ok=True)
        place.write_text(str(number))
    (tmp_path / ".cache" / "huggingface").mkdir(parents=True)
    (tmp_path / ".cache" / "huggingface" / "left-out").write_text("x")
    given = f"repo_id='{repo}', folder_path={str(tmp_path)!r}, path_in_repo='deep/down'"
    assert both(f"api.upload_folder({given}, ignore_patterns='*-6/*').oid")
    assert len(both(f"api.list_repo_files('{repo}')")) == 1 + len(kept)
    large = both(f"[f.path for f in api.list_repo_tree('{repo}', recursive=True) if getattr(f, 'lfs', None)]")
    assert len(large) == sum(number % 60 == 0 for number in kept)
    folder = both(f"api.snapshot_download('{repo}', allow_patterns='deep/down/folder-0/*')")
    read = [path.read_text() for path in Path(folder, "deep", "down", "folder-0").iterdir()]
    assert {int(text) for text in read} == {number for number in kept if number % 7 == 0}


def test_work_in_the_background(plain: Library, repo: str) -> None:
    assert (
        plain.do(
            """
        futures = [api.run_as_future(api.file_exists, repo, ".gitattributes"),
                   api.upload_file(path_or_fileobj=b"f", path_in_repo="f.txt", repo_id=repo, run_as_future=True),
                   api.run_as_future(api.repo_exists, repo)]
        result = [bool(future.result()) for future in futures] + [api.file_exists(repo, "f.txt")]
        """,
            repo=repo,
        )
        == [True] * 4
    )


def test_the_branch_of_a_pull_request_is_squashed(plain: Library, repo: str) -> None:
    commits, files, status = plain.do(
        """
        ref = api.create_pull_request(repo, title="Offer").git_reference
        for at in range(3):
            api.upload_file(path_or_fileobj=b"%d" % at, path_in_repo="a.txt", repo_id=repo, revision=ref)
        api.super_squash_history(repo, branch=ref, commit_message="All")
        commits = [c.title for c in api.list_repo_commits(repo, revision=ref)]
        files = sorted(api.list_repo_files(repo, revision=ref))
        result = [commits, files, api.get_discussion_details(repo, 1).status]
        """,
        repo=repo,
    )
    assert (commits, files, status) == (["All"], [".gitattributes", "a.txt"], "draft")


def test_linked_spaces_say_what_they_use(plain: Library) -> None:
    space = "next(s for s in api.list_spaces(author='minji'{}) if s.id == 'minji/hangul-playground')"
    assert plain(space.format("") + ".models") is None
    assert plain(space.format(", linked=True") + ".models") == ["minji/hangul-sentiment"]
    assert plain(space.format(", datasets='minji/seoul-bus-reviews'") + ".datasets") == ["minji/seoul-bus-reviews"]
