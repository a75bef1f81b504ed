"""Code that uses a repository: it must at least be code, and names from a server must stay data in it."""

from __future__ import annotations

import ast
import shlex

import pytest

from hubdesk.core.types import RepoDetails, RepoFile, RepoRef, RepoSummary, RepoType
from hubdesk.hub.snippet_models import MODEL_CODE
from hubdesk.hub.snippets import Snippet, use_snippets

COMMIT = "0" * 40


def details(repo_id: str = "owner/name", repo_type: RepoType = RepoType.MODEL, **facts: object) -> RepoDetails:
    """Details with these facts, of the summary or of themselves."""
    own = {key: facts.pop(key) for key in ("base_models", "config", "card_data") if key in facts}
    revision = str(facts.pop("revision", "main"))
    summary = RepoSummary(RepoRef(repo_id, repo_type), **facts)  # type: ignore[arg-type]
    return RepoDetails(summary, COMMIT, revision, **own)  # type: ignore[arg-type]


def check(snippet: Snippet) -> None:
    """It parses in its language."""
    assert snippet.code.endswith("\n")
    if snippet.language == "python":
        ast.parse(snippet.code)
    else:
        shlex.split(snippet.code, comments=True)


@pytest.mark.parametrize("library", sorted(MODEL_CODE))
@pytest.mark.parametrize(
    "task", ["text-generation", "image-text-to-text", "summarization", "text-to-image", "text-to-video", ""]
)
def test_every_library_writes_python(library: str, task: str) -> None:
    found = use_snippets(details(library=library, task=task, base_models=("base/model",), revision="refs/pr/1"))
    for snippet in found:
        check(snippet)
    assert found[0].library in {library, "hf"}
    assert [snippet.library for snippet in found[-2:]] == ["hf", "huggingface_hub"]


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        (details(library="transformers", task="text-generation", tags=("conversational",)), '"role": "user"'),
        (details(library="transformers", task="summarization"), "AutoModelForSeq2SeqLM"),
        (details(library="transformers", tags=("custom_code",)), "trust_remote_code=True"),
        (details(library="transformers", task="fill-mask"), "pipe.tokenizer.mask_token"),
        (details(library="sentence-transformers"), "SentenceTransformer("),
        (details(library="sentence-transformers", task="text-ranking"), "CrossEncoder("),
        (details(library="diffusers", task="text-to-image"), "DiffusionPipeline"),
        (details(library="diffusers", tags=("lora",), base_models=("a/b",)), "load_lora_weights"),
        (details(library="peft", base_models=("a/b",)), "PeftModel.from_pretrained"),
        (details("timm/resnet50", library="timm"), "hf_hub:timm/resnet50"),
        (details("spacy/en_core_web_sm", library="spacy"), 'spacy.load("en_core_web_sm")'),
        (details(tags=("transformers",), task="fill-mask"), "from transformers import pipeline"),
        (details(repo_type=RepoType.DATASET), "load_dataset("),
        (details(repo_type=RepoType.SPACE, sdk="gradio"), "gradio_client"),
    ],
)
def test_the_first_is_what_its_library_wants(given: RepoDetails, expected: str) -> None:
    first = use_snippets(given)[0]
    check(first)
    assert expected in first.code


def test_pipelines_that_are_gone_in_transformers_5_are_not_shown() -> None:
    for task in ("summarization", "translation", "question-answering", "text2text-generation"):
        assert "pipeline(" not in use_snippets(details(library="transformers", task=task))[0].code


def test_an_adapter_without_a_base_model_is_not_loaded() -> None:
    assert use_snippets(details(library="peft"))[0].library == "hf"


def test_gguf_names_the_quantisation_that_is_there() -> None:
    files = [RepoFile("x-Q8_0.gguf"), RepoFile("x-Q4_K_M.gguf"), RepoFile("mmproj-Q4_K_M.gguf")]
    found = {snippet.label: snippet.code for snippet in use_snippets(details(tags=("gguf",)), files)}
    assert found["llama.cpp"] == "llama-server -hf owner/name:Q4_K_M\n"
    assert found["Ollama"] == "ollama run hf.co/owner/name:Q4_K_M\n"
    assert found["hf (one file)"] == "hf download owner/name x-Q4_K_M.gguf\n"


def test_a_dataset_names_its_files() -> None:
    given = details(repo_type=RepoType.DATASET, revision="refs/convert/parquet")
    found = {snippet.library: snippet.code for snippet in use_snippets(given, [RepoFile("data/train.parquet")])}
    assert '"hf://datasets/owner/name@refs%2Fconvert%2Fparquet/data/train.parquet"' in found["pandas"]
    assert set(found) == {"datasets", "pandas", "polars", "duckdb", "hf", "huggingface_hub"}
    assert "--repo-type dataset --revision refs/convert/parquet" in found["hf"]


def test_a_dataset_with_configurations_names_the_first() -> None:
    given = details(repo_type=RepoType.DATASET, card_data={"configs": [{"config_name": "en"}, {"config_name": "ko"}]})
    assert 'load_dataset("owner/name", "en")' in use_snippets(given)[0].code


def test_a_gated_repository_mentions_signing_in() -> None:
    for snippet in use_snippets(details(library="transformers", gated="manual")):
        assert "hf auth login" in snippet.code
        check(snippet)
    assert not any("hf auth login" in snippet.code for snippet in use_snippets(details(library="transformers")))


@pytest.mark.parametrize(
    "name", ['x".gguf', "x'; rm -rf ~.gguf", "$(x).gguf", "x\u2028.gguf", "`x`.parquet", "a' UNION.parquet"]
)
def test_a_name_from_a_server_stays_data(name: str) -> None:
    for repo_type in RepoType:
        given = details(repo_type=repo_type, library="sklearn", tags=("gguf",), revision="a b'\"$(c)")
        for snippet in use_snippets(given, [RepoFile(name)]):
            check(snippet)
            if snippet.language == "python":
                calls = {
                    node.func.id
                    for node in ast.walk(ast.parse(snippet.code))
                    if isinstance(node, ast.Call) and isinstance(node.func, ast.Name)
                }
                assert calls <= {"print", "snapshot_download", "load_dataset", "hf_hub_download", "Client"}
            else:
                assert len(shlex.split(snippet.code)) <= 8
