"""The HF cache and plain folders as the library lays them out: the library itself is the judge."""

from __future__ import annotations

import os
from hashlib import sha1, sha256
from pathlib import Path

import pytest
from huggingface_hub import hf_hub_download, scan_cache_dir
from huggingface_hub._local_folder import read_download_metadata

from hubdesk.core.errors import ErrorKind, HubDeskError
from hubdesk.core.types import RepoRef, RepoType
from hubdesk.transfers.layout import CachePlace, FolderPlace

CONTENT = b"some weights"
ETAG = sha256(CONTENT).hexdigest()
COMMIT = "1" * 40
REF = RepoRef("owner/name")


def _nothing() -> None:
    pass


def _in_cache(cache: Path, path: str = "deep/w.bin", commit: str = COMMIT, revision: str = "main") -> CachePlace:
    cache.mkdir(exist_ok=True)
    return CachePlace(cache, REF, commit, revision, path, ETAG, len(CONTENT))


def _in_folder(folder: Path, path: str = "deep/w.bin", **wishes: bool) -> FolderPlace:
    return FolderPlace(folder, COMMIT, path, ETAG, len(CONTENT), **wishes)


def _bring(place: CachePlace | FolderPlace) -> None:
    place.prepare()
    place.part.write_bytes(CONTENT)
    place.publish(_nothing)


def test_the_library_finds_what_was_published(tmp_path: Path) -> None:
    place = _in_cache(tmp_path)
    assert not place.finished(_nothing)
    _bring(place)
    found = hf_hub_download("owner/name", "deep/w.bin", cache_dir=tmp_path, local_files_only=True)
    assert Path(found) == place.final
    assert place.final.is_symlink()
    assert os.readlink(place.final) == f"../../../blobs/{ETAG}"
    assert place.final.read_bytes() == CONTENT
    assert not place.part.exists()
    report = scan_cache_dir(tmp_path)
    assert not report.warnings
    (repo,) = report.repos
    assert repo.repo_id == "owner/name"
    assert repo.refs["main"].commit_hash == COMMIT


@pytest.mark.parametrize("revision", ["main", "refs/pr/3", "v1.0", COMMIT])
def test_a_branch_points_to_its_snapshot(tmp_path: Path, revision: str) -> None:
    _bring(_in_cache(tmp_path, revision=revision))
    assert hf_hub_download("owner/name", "deep/w.bin", cache_dir=tmp_path, revision=revision, local_files_only=True)
    pointers = [path for path in (tmp_path / REF.cache_folder).rglob("refs/**/*") if path.is_file()]
    assert len(pointers) == (0 if revision == COMMIT else 1)


def test_a_known_content_is_linked_without_bytes(tmp_path: Path) -> None:
    _bring(_in_cache(tmp_path))
    other = _in_cache(tmp_path, "copy.bin", commit="2" * 40)
    assert other.is_present()
    assert not other.is_linked()
    assert other.finished(_nothing)
    assert other.final.read_bytes() == CONTENT
    assert hf_hub_download("owner/name", "copy.bin", cache_dir=tmp_path, local_files_only=True)


def test_a_blob_of_the_wrong_size_is_not_present(tmp_path: Path) -> None:
    place = _in_cache(tmp_path)
    _bring(place)
    place.blob.write_bytes(b"short")
    assert not place.finished(_nothing)
    _bring(place)
    assert place.final.read_bytes() == CONTENT


def test_types_have_folders_of_their_own(tmp_path: Path) -> None:
    place = CachePlace(tmp_path, RepoRef("o/d", RepoType.DATASET), COMMIT, "main", "a.csv", ETAG, len(CONTENT))
    _bring(place)
    assert hf_hub_download("o/d", "a.csv", repo_type="dataset", cache_dir=tmp_path, local_files_only=True)


def test_without_links_the_snapshot_has_a_copy(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object) -> None:
        raise OSError("a required privilege is not held")

    monkeypatch.setattr(os, "symlink", refuse)
    place = _in_cache(tmp_path)
    _bring(place)
    assert not place.final.is_symlink()
    assert place.finished(_nothing)
    assert Path(hf_hub_download("owner/name", "deep/w.bin", cache_dir=tmp_path, local_files_only=True)).read_bytes()


def test_backup_programs_skip_the_cache(tmp_path: Path) -> None:
    _bring(_in_cache(tmp_path / "cache"))
    assert (tmp_path / "cache" / "CACHEDIR.TAG").read_text().startswith("Signature: 8a477f597d28d172789f06886806bc55")


def test_the_library_takes_a_file_in_a_folder_as_current(tmp_path: Path) -> None:
    place = _in_folder(tmp_path)
    _bring(place)
    note = read_download_metadata(tmp_path, "deep/w.bin")
    assert note is not None
    assert (note.commit_hash, note.etag) == (COMMIT, ETAG)
    assert place.final.read_bytes() == CONTENT
    assert sorted(path.name for path in place.final.parent.iterdir()) == ["w.bin"]


def test_the_same_content_in_a_folder_is_taken_over(tmp_path: Path) -> None:
    (tmp_path / "w.bin").write_bytes(CONTENT)
    assert _in_folder(tmp_path, "w.bin").finished(_nothing)
    assert read_download_metadata(tmp_path, "w.bin") is not None


def test_a_git_digest_works_as_well(tmp_path: Path) -> None:
    (tmp_path / "r.md").write_bytes(b"hello\n")
    etag = sha1(b"blob 6\0hello\n").hexdigest()
    assert FolderPlace(tmp_path, COMMIT, "r.md", etag, 6).finished(_nothing)
    assert not FolderPlace(tmp_path, COMMIT, "r.md", "0" * 40, 6).finished(_nothing)


def test_another_file_in_the_way_stays(tmp_path: Path) -> None:
    (tmp_path / "w.bin").write_bytes(b"the user's")
    place = _in_folder(tmp_path, "w.bin")
    assert not place.finished(_nothing)
    with pytest.raises(HubDeskError) as caught:
        place.prepare()
    assert caught.value.kind is ErrorKind.TARGET_EXISTS
    assert (tmp_path / "w.bin").read_bytes() == b"the user's"


@pytest.mark.parametrize("has_links", [True, False])
def test_a_file_that_came_meanwhile_stays(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, has_links: bool) -> None:
    place = _in_folder(tmp_path, "w.bin")
    place.prepare()
    place.part.write_bytes(CONTENT)
    place.final.write_bytes(b"the user's")
    if not has_links:
        monkeypatch.setattr(os, "link", lambda *_: (_ for _ in ()).throw(OSError("not supported")))
    with pytest.raises(HubDeskError) as caught:
        place.publish(_nothing)
    assert caught.value.kind is ErrorKind.TARGET_EXISTS
    assert place.final.read_bytes() == b"the user's"
    assert place.part.read_bytes() == CONTENT


def test_what_a_person_agreed_to_is_replaced_at_the_end(tmp_path: Path) -> None:
    (tmp_path / "w.bin").write_bytes(b"old")
    place = _in_folder(tmp_path, "w.bin", replace=True)
    place.prepare()
    place.part.write_bytes(CONTENT)
    assert place.final.read_bytes() == b"old"
    place.publish(_nothing)
    assert place.final.read_bytes() == CONTENT


def test_a_folder_in_the_way_is_never_replaced(tmp_path: Path) -> None:
    (tmp_path / "w.bin").mkdir()
    with pytest.raises(HubDeskError):
        _in_folder(tmp_path, "w.bin", replace=True).prepare()


def test_nothing_is_written_through_a_link_out_of_the_folder(tmp_path: Path) -> None:
    folder, outside = tmp_path / "folder", tmp_path / "outside"
    folder.mkdir()
    outside.mkdir()
    (folder / "deep").symlink_to(outside)
    with pytest.raises(HubDeskError) as caught:
        _in_folder(folder).prepare()
    assert caught.value.kind is ErrorKind.UNTRUSTED
    assert list(outside.iterdir()) == []


def test_long_names_have_parts_too(tmp_path: Path) -> None:
    place = _in_folder(tmp_path, "x" * 250)
    _bring(place)
    assert place.final.read_bytes() == CONTENT


def test_a_file_that_was_changed_since_is_read_again(tmp_path: Path) -> None:
    place = _in_folder(tmp_path, "w.bin")
    _bring(place)
    assert place.is_present(_nothing)
    place.final.write_bytes(CONTENT[::-1])
    later = place.final.stat().st_mtime + 10
    os.utime(place.final, (later, later))
    assert not place.is_present(_nothing)
