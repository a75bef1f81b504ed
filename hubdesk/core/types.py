"""The frozen values that pass between layers."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from pathlib import Path
from typing import Any, Generic, TypeVar

Item = TypeVar("Item")


class RepoType(StrEnum):
    """What kind of repository it is; the values are the library's `repo_type`."""

    MODEL = "model"
    DATASET = "dataset"
    SPACE = "space"

    @property
    def api_name(self) -> str:
        """The plural used in API paths: `models`, `datasets`, `spaces`."""
        return f"{self.value}s"

    @property
    def url_prefix(self) -> str:
        """What stands before the id in a page address: empty, `datasets/` or `spaces/`."""
        return "" if self is RepoType.MODEL else f"{self.value}s/"


class SortKey(StrEnum):
    """How results are ordered, always descending; the values are the library's `sort`."""

    TRENDING = "trending_score"
    DOWNLOADS = "downloads"
    LIKES = "likes"
    CREATED = "created_at"
    UPDATED = "last_modified"


@dataclass(frozen=True, slots=True)
class RepoRef:
    """Names one repository: an id such as `Qwen/Qwen3-8B` (or a canonical `gpt2`) and its type."""

    repo_id: str
    repo_type: RepoType = RepoType.MODEL

    @property
    def owner(self) -> str:
        """The user or organisation; empty for a canonical id without one."""
        return self.repo_id.rpartition("/")[0]

    @property
    def name(self) -> str:
        """The id without its owner."""
        return self.repo_id.rpartition("/")[2]

    @property
    def web_path(self) -> str:
        """The path of its page below the endpoint, without a leading slash."""
        return f"{self.repo_type.url_prefix}{self.repo_id}"

    @property
    def cache_folder(self) -> str:
        """The folder name in the HF cache, such as `models--Qwen--Qwen3-8B`."""
        return "--".join([self.repo_type.api_name, *self.repo_id.split("/")])


@dataclass(frozen=True, slots=True)
class SearchQuery:
    """One search. Several values in one field must all hold, as on the Hub."""

    repo_type: RepoType = RepoType.MODEL
    text: str = ""
    sort: SortKey = SortKey.TRENDING
    author: str = ""
    task: str = ""  # models: pipeline_tag; datasets: task_categories
    libraries: tuple[str, ...] = ()
    languages: tuple[str, ...] = ()
    license: str = ""
    datasets: tuple[str, ...] = ()  # models: trained on; Spaces: used
    models: tuple[str, ...] = ()  # Spaces: used
    min_parameters: int | None = None
    max_parameters: int | None = None
    formats: tuple[str, ...] = ()  # models: safetensors, gguf; datasets: parquet, csv, json ...
    apps: tuple[str, ...] = ()
    gated: bool | None = None
    size: str = ""  # datasets: size_categories, such as 10K<n<100K
    sdk: str = ""  # Spaces: gradio, streamlit, docker, static
    tags: tuple[str, ...] = ()  # anything else the Hub knows as a tag
    page_size: int = 50


@dataclass(frozen=True, slots=True)
class Page(Generic[Item]):
    """One page of a listing; `cursor` is opaque and None on the last page, `total` is None where it is unknown."""

    items: tuple[Item, ...]
    cursor: str | None = None
    total: int | None = None


@dataclass(frozen=True, slots=True)
class RepoSummary:
    """What a row of results shows. None means the Hub did not say."""

    ref: RepoRef
    task: str = ""
    library: str = ""
    license: str = ""
    parameters: int | None = None
    downloads: int | None = None  # of the last 30 days
    likes: int = 0
    trending: float | None = None
    created: datetime | None = None
    updated: datetime | None = None
    gated: str = ""  # "", "auto" or "manual"
    private: bool = False
    formats: tuple[str, ...] = ()  # safetensors, gguf, pytorch, onnx ... as tagged
    tags: tuple[str, ...] = ()
    sdk: str = ""
    stage: str = ""  # of a Space: RUNNING, PAUSED, BUILD_ERROR ...
    title: str = ""  # of a Space
    emoji: str = ""  # of a Space


@dataclass(frozen=True, slots=True)
class RepoDetails:
    """Everything the details view knows about a repository at one commit."""

    summary: RepoSummary
    commit: str  # 40 hex digits
    revision: str  # what was asked for: branch, tag, refs/pr/N or commit
    card_data: Mapping[str, Any] = field(default_factory=dict)
    base_models: tuple[str, ...] = ()
    base_model_relation: str = ""
    languages: tuple[str, ...] = ()
    datasets: tuple[str, ...] = ()
    models: tuple[str, ...] = ()
    used_storage: int | None = None  # bytes
    dtypes: Mapping[str, int] = field(default_factory=dict)  # dtype -> parameters
    config: Mapping[str, Any] = field(default_factory=dict)
    disabled: bool = False
    security: Mapping[str, Any] = field(default_factory=dict)
    description: str = ""

    @property
    def ref(self) -> RepoRef:
        """The repository these details are about."""
        return self.summary.ref


@dataclass(frozen=True, slots=True)
class RepoFile:
    """A file or folder in a repository at one commit; sizes are bytes."""

    path: str
    size: int = 0
    oid: str = ""  # git sha1 of the blob (of the pointer, for LFS) or of the tree
    lfs_sha256: str = ""
    xet_hash: str = ""
    is_folder: bool = False
    last_commit_title: str = ""
    last_commit_date: datetime | None = None
    security_status: str = ""
    is_hidden: bool = False  # the Hub keeps its digest from this account: it may not download it

    @property
    def name(self) -> str:
        """The last part of the path."""
        return self.path.rpartition("/")[2]

    @property
    def etag(self) -> str:
        """The blob's name in the HF cache and the digest to verify: sha256 for LFS and Xet, git sha1 otherwise."""
        return self.lfs_sha256 or self.oid


@dataclass(frozen=True, slots=True)
class GitRef:
    """A branch, tag or pull-request ref."""

    name: str
    ref: str
    commit: str


@dataclass(frozen=True, slots=True)
class RepoRefs:
    """All refs of a repository."""

    branches: tuple[GitRef, ...] = ()
    tags: tuple[GitRef, ...] = ()
    pull_requests: tuple[GitRef, ...] = ()


@dataclass(frozen=True, slots=True)
class Commit:
    """One commit of a repository's history."""

    commit_id: str
    title: str
    message: str = ""
    date: datetime | None = None
    authors: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Identity:
    """Who a token belongs to."""

    name: str
    fullname: str = ""
    role: str = ""  # read, write, fineGrained, oauth
    organizations: tuple[str, ...] = ()
    token_name: str = ""


@dataclass(frozen=True, slots=True)
class Connection:
    """A Hub to talk to: its address and the HF cache that belongs to it."""

    connection_id: str
    endpoint: str  # scheme://host[:port], no trailing slash
    cache_dir: Path  # the folder that holds models--*, as HF_HUB_CACHE
    is_practice: bool = False
    transport: str = "automatic"  # automatic, http, xet: how large files come


@dataclass(frozen=True, slots=True)
class TagInfo:
    """One value that the Hub offers for filtering."""

    tag_id: str
    label: str
    group: str = ""  # the Hub's subType, such as nlp for a task


@dataclass(frozen=True, slots=True)
class CardFinding:
    """One thing the Hub says about a card's metadata; `line` counts from 1 within the file, None where unknown."""

    message: str
    line: int | None = None
    is_error: bool = True
