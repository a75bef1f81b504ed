"""JSON answers of a Hub -> the values of core/types.py."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from hubdesk.core.types import (
    CardFinding,
    Commit,
    GitRef,
    Identity,
    RepoDetails,
    RepoFile,
    RepoRef,
    RepoRefs,
    RepoSummary,
    RepoType,
    TagInfo,
)
from hubdesk.hub.fields import Json, bad_answer, mapping, moment, part, parts, real, sequence, text, texts, whole
from hubdesk.hub.trust import check_path, is_commit, is_digest, is_repo_id, is_revision

WEIGHT_FORMATS = ("safetensors", "gguf", "onnx", "mlx", "pytorch", "tf", "jax", "openvino", "coreml", "tflite", "keras")
MAX_FILE_SIZE = 2**50  # a petabyte
_RELATIONS = ("adapter", "finetune", "merge", "quantized")


def summaries(data: Json, repo_type: RepoType) -> tuple[RepoSummary, ...]:
    """A page of results; entries that name no possible repository are passed over.

    Raises:
        HubError: BAD_ANSWER, where it is no list.
    """
    entries = (entry for entry in sequence(data, "the list") if isinstance(entry, dict))
    return tuple(summary(entry, repo_type) for entry in entries if is_repo_id(_repo_id(entry)))


def summary(raw: Mapping[str, Json], repo_type: RepoType) -> RepoSummary:
    """One result.

    Raises:
        HubError: BAD_ANSWER, where it names no possible repository.
    """
    repo_id = _repo_id(raw)
    if not is_repo_id(repo_id):
        raise bad_answer("no repository id")
    tags = texts(raw, "tags")
    card = part(raw, "cardData")
    return RepoSummary(
        ref=RepoRef(repo_id, repo_type),
        task=_task(raw, tags, repo_type),
        library=text(raw, "library_name") or next(iter(_tagged(tags, "library")), ""),
        license=next(iter(_tagged(tags, "license") or texts(card, "license")), ""),
        parameters=whole(part(raw, "safetensors"), "total") or whole(part(raw, "gguf"), "total"),
        downloads=whole(raw, "downloads"),
        likes=whole(raw, "likes") or 0,
        trending=real(raw, "trendingScore"),
        created=moment(raw, "createdAt"),
        updated=moment(raw, "lastModified"),
        gated=_gated(raw),
        private=raw.get("private") is True,
        formats=_formats(tags, repo_type),
        tags=tags,
        sdk=text(raw, "sdk") or text(card, "sdk"),
        stage=text(part(raw, "runtime"), "stage"),
        title=text(card, "title") or text(card, "pretty_name"),
        emoji=text(card, "emoji")[:8],
    )


def details(data: Json, repo_type: RepoType, revision: str) -> RepoDetails:
    """Everything about one repository.

    Raises:
        HubError: BAD_ANSWER, where it has no id or no commit.
    """
    raw = mapping(data, "the repository")
    about = summary(raw, repo_type)
    commit = text(raw, "sha")
    if not is_commit(commit):
        raise bad_answer("no commit id")
    card = part(raw, "cardData")
    base, relation = _base_models(about.tags, card)
    dtypes = part(part(raw, "safetensors"), "parameters")
    return RepoDetails(
        summary=about,
        commit=commit,
        revision=revision,
        card_data=card,
        base_models=base,
        base_model_relation=relation,
        languages=texts(card, "language") or texts(card, "languages") or _tagged(about.tags, "language"),
        datasets=texts(card, "datasets") or texts(raw, "datasets") or _tagged(about.tags, "dataset"),
        models=texts(raw, "models") or texts(card, "models"),
        used_storage=whole(raw, "usedStorage"),
        dtypes={name: count for name in dtypes if (count := whole(dtypes, name)) is not None},
        config=part(raw, "config"),
        disabled=raw.get("disabled") is True,
        security=part(raw, "securityRepoStatus") or part(raw, "securityStatus"),
        description=text(raw, "description"),
    )


def tree(data: Json, folder: str, *, recursive: bool) -> list[RepoFile]:
    """A listing of files and folders below `folder`.

    Raises:
        HubError: BAD_ANSWER for a wrong shape; UNTRUSTED for a path that leads elsewhere or a malformed oid.
    """
    return [_file(mapping(entry, "a file"), folder, recursive=recursive) for entry in sequence(data, "the tree")]


def _file(raw: Mapping[str, Json], folder: str, *, recursive: bool) -> RepoFile:
    path = check_path(text(raw, "path"))
    below = path.removeprefix(f"{folder}/") if folder else path
    if (folder and below == path) or (not recursive and "/" in below):
        raise bad_answer(f"{path[:200]} is not in {folder or 'the top folder'}")
    is_folder = raw.get("type") == "directory"
    last = part(raw, "lastCommit")
    lfs = part(raw, "lfs")
    oid, sha256 = text(raw, "oid"), text(lfs, "oid") or text(lfs, "sha256")
    is_hidden = bool(sha256) and not sha256.strip("*")  # so the Hub shows it of a gate that one may not pass
    if is_hidden:
        sha256 = ""
    if (not is_digest(oid) and not (is_folder and not oid)) or (
        sha256 and (len(sha256) != 64 or not is_digest(sha256))
    ):
        raise bad_answer(f"malformed oid of {path[:200]}")
    size = whole(lfs, "size")
    size = (whole(raw, "size") or 0) if size is None else size
    if size > MAX_FILE_SIZE:
        raise bad_answer(f"{path[:200]} is larger than any file")
    return RepoFile(
        path=path,
        size=size,
        oid=oid,
        lfs_sha256=sha256,
        xet_hash="" if is_hidden else text(raw, "xetHash"),
        is_folder=is_folder,
        last_commit_title=text(last, "title"),
        last_commit_date=moment(last, "date"),
        security_status=text(part(raw, "securityFileStatus"), "status"),
        is_hidden=is_hidden,
    )


def refs(data: Json) -> RepoRefs:
    """Branches, tags and pull requests; those without a commit or a possible name are passed over.

    Raises:
        HubError: BAD_ANSWER, where it is no object.
    """
    raw = mapping(data, "the refs")
    return RepoRefs(
        branches=_git_refs(parts(raw, "branches")),
        tags=_git_refs(parts(raw, "tags")),
        pull_requests=_git_refs(parts(raw, "pullRequests")),
    )


def _git_refs(raw: Iterable[Mapping[str, Json]]) -> tuple[GitRef, ...]:
    found = (GitRef(text(each, "name"), text(each, "ref"), text(each, "targetCommit")) for each in raw)
    return tuple(
        ref for ref in found if is_revision(ref.name) and is_revision(ref.ref or ref.name) and is_commit(ref.commit)
    )


def commits(data: Json) -> tuple[Commit, ...]:
    """A page of history, newest first.

    Raises:
        HubError: BAD_ANSWER, where it is no list.
    """
    entries = [entry for entry in sequence(data, "the history") if isinstance(entry, dict)]
    return tuple(
        Commit(
            commit_id=text(entry, "id"),
            title=text(entry, "title"),
            message=text(entry, "message"),
            date=moment(entry, "date"),
            authors=tuple(name for author in parts(entry, "authors") if (name := text(author, "user"))),
        )
        for entry in entries
        if is_commit(text(entry, "id"))
    )


def identity(data: Json) -> Identity:
    """Who a token belongs to.

    Raises:
        HubError: BAD_ANSWER, where it names nobody.
    """
    raw = mapping(data, "the identity")
    if not text(raw, "name"):
        raise bad_answer("the identity has no name")
    token = part(part(raw, "auth"), "accessToken")
    return Identity(
        name=text(raw, "name"),
        fullname=text(raw, "fullname"),
        role=text(token, "role") or text(part(raw, "auth"), "type"),
        organizations=tuple(name for group in parts(raw, "orgs") if (name := text(group, "name"))),
        token_name=text(token, "displayName"),
    )


def tags_by_type(data: Json) -> dict[str, tuple[TagInfo, ...]]:
    """What the Hub offers for filtering.

    Raises:
        HubError: BAD_ANSWER, where it is no object.
    """
    raw = mapping(data, "the tags")
    return {
        kind: tuple(
            TagInfo(text(tag, "id"), text(tag, "label") or text(tag, "id"), text(tag, "subType"))
            for tag in parts(raw, kind)
            if text(tag, "id")
        )
        for kind in raw
    }


def findings(data: Json) -> tuple[CardFinding, ...]:
    """What the Hub says about a card, errors first.

    Raises:
        HubError: BAD_ANSWER, where it is no object.
    """
    raw = mapping(data, "the card's check")
    return tuple(
        CardFinding(text(found, "message"), whole(found, "line"), is_error)
        for key, is_error in (("errors", True), ("warnings", False))
        for found in parts(raw, key)
    )


def _repo_id(raw: Mapping[str, Json]) -> str:
    return text(raw, "id") or text(raw, "modelId")


def _tagged(tags: Iterable[str], prefix: str) -> tuple[str, ...]:
    return tuple(tag.removeprefix(f"{prefix}:") for tag in tags if tag.startswith(f"{prefix}:"))


def _task(raw: Mapping[str, Json], tags: tuple[str, ...], repo_type: RepoType) -> str:
    if repo_type is RepoType.DATASET:
        return next(iter(_tagged(tags, "task_categories")), "")
    return text(raw, "pipeline_tag")


def _formats(tags: tuple[str, ...], repo_type: RepoType) -> tuple[str, ...]:
    if repo_type is RepoType.DATASET:
        return _tagged(tags, "format")
    return tuple(name for name in WEIGHT_FORMATS if name in tags) if repo_type is RepoType.MODEL else ()


def _gated(raw: Mapping[str, Json]) -> str:
    value = raw.get("gated")
    if value is True:
        return "manual"
    return value if isinstance(value, str) and value in {"auto", "manual"} else ""


def _base_models(tags: tuple[str, ...], card: Mapping[str, Any]) -> tuple[tuple[str, ...], str]:
    """The models this one was made from and how, by its card and the tags that the Hub derived from it."""
    relation = text(card, "base_model_relation")
    named = list(texts(card, "base_model"))
    for tag in _tagged(tags, "base_model"):
        kind, separator, base = tag.partition(":")
        if separator and kind in _RELATIONS:
            relation = relation or kind
        else:
            base = tag
        if base not in named:
            named.append(base)
    return tuple(base for base in named if is_repo_id(base)), relation
