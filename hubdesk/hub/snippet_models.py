"""How each library loads a model. Written for the libraries' releases of 2026."""

from __future__ import annotations

import shlex
from collections.abc import Callable, Iterator

from hubdesk.hub.snippet_source import Source

# Tasks whose transformers pipeline exists in version 4 and 5 alike.
_PIPELINES = {
    "audio-classification": '"sample.wav"',
    "automatic-speech-recognition": '"sample.wav"',
    "depth-estimation": '"image.png"',
    "feature-extraction": '"What a day!"',
    "fill-mask": 'f"Paris is the {pipe.tokenizer.mask_token} of France."',
    "image-classification": '"image.png"',
    "image-feature-extraction": '"image.png"',
    "image-segmentation": '"image.png"',
    "mask-generation": '"image.png"',
    "object-detection": '"image.png"',
    "text-classification": '"What a day!"',
    "text-generation": '"Once upon a time"',
    "text-to-speech": '"What a day!"',
    "token-classification": '"My name is Clara and I live in Berkeley."',
    "video-classification": '"video.mp4"',
    "zero-shot-classification": '"What a day!", candidate_labels=["weather", "sport"]',
    "zero-shot-image-classification": '"image.png", candidate_labels=["a cat", "a dog"]',
    "zero-shot-object-detection": '"image.png", candidate_labels=["a cat", "a dog"]',
}
_AUTO_CLASSES = {
    "question-answering": "AutoModelForQuestionAnswering",
    "sentence-similarity": "AutoModel",
    "summarization": "AutoModelForSeq2SeqLM",
    "text2text-generation": "AutoModelForSeq2SeqLM",
    "translation": "AutoModelForSeq2SeqLM",
}
_VISUAL = frozenset({"image-text-to-text", "video-text-to-text", "any-to-any"})
_PICTURE = "https://huggingface.co/datasets/huggingface/documentation-images/resolve/main/pipeline-cat-chonk.jpeg"


def _transformers(source: Source) -> str:
    own_code = ["trust_remote_code=True"] if source.needs_own_code else []
    warning = "# trust_remote_code runs Python code from the repository: read it first\n" if own_code else ""
    if source.task in _PIPELINES or source.task in _VISUAL:
        task = "image-text-to-text" if source.task in _VISUAL else source.task
        load = source.pinned(*own_code)
        return (
            f'from transformers import pipeline\n\n{warning}pipe = pipeline("{task}", model={load})\n'
            f"{_pipeline_call(source)}"
        )
    auto_class = _AUTO_CLASSES.get(source.task, "AutoModel")
    processor = "AutoTokenizer" if source.task in _AUTO_CLASSES else "AutoProcessor"
    name = "tokenizer" if processor == "AutoTokenizer" else "processor"
    load_model = source.pinned(*own_code, 'dtype="auto"')
    return (
        f"from transformers import {auto_class}, {processor}\n\n{warning}"
        f"{name} = {processor}.from_pretrained({source.pinned(*own_code)})\n"
        f"model = {auto_class}.from_pretrained({load_model})\n"
    )


def _pipeline_call(source: Source) -> str:
    if source.task in _VISUAL:
        return (
            'messages = [\n    {\n        "role": "user",\n        "content": [\n'
            f'            {{"type": "image", "url": "{_PICTURE}"}},\n'
            '            {"type": "text", "text": "What is in this picture?"},\n        ],\n    }\n]\n'
            "print(pipe(text=messages))\n"
        )
    if source.task == "text-generation" and source.is_conversational:
        return 'messages = [{"role": "user", "content": "Who are you?"}]\nprint(pipe(messages))\n'
    return f"print(pipe({_PIPELINES[source.task]}))\n"


def _sentence_transformers(source: Source) -> str:
    load = source.pinned(*(["trust_remote_code=True"] if source.needs_own_code else []))
    if source.task == "text-ranking" or "cross-encoder" in source.tags:
        return (
            f"from sentence_transformers import CrossEncoder\n\nmodel = CrossEncoder({load})\n"
            'scores = model.predict([("How many people live in Berlin?", "Berlin has 3.7 million inhabitants.")])\n'
            "print(scores)\n"
        )
    return (
        f"from sentence_transformers import SentenceTransformer\n\nmodel = SentenceTransformer({load})\n"
        'sentences = ["The weather is lovely today.", "It is so sunny outside!", "He drove to the stadium."]\n'
        "embeddings = model.encode(sentences)\nprint(model.similarity(embeddings, embeddings))\n"
    )


def _diffusers(source: Source) -> str:
    prompt = '"An astronaut riding a green horse"'
    if "lora" in source.tags and source.base_model:
        base = source.quoted(source.base_model)
        return (
            "import torch\nfrom diffusers import DiffusionPipeline\n\n"
            f"pipe = DiffusionPipeline.from_pretrained({base}, torch_dtype=torch.bfloat16)\n"
            f"pipe.load_lora_weights({source.quoted(source.repo_id)})\n"
            f'image = pipe({prompt}).images[0]\nimage.save("image.png")\n'
        )
    load = source.pinned("torch_dtype=torch.bfloat16")
    start = (
        "import torch\nfrom diffusers import DiffusionPipeline\n\n"
        f'pipe = DiffusionPipeline.from_pretrained({load})\npipe.to("cuda")  # "mps" on Apple silicon\n'
    )
    if source.task in {"text-to-video", "image-to-video"}:
        start = start.replace(
            "import DiffusionPipeline\n", "import DiffusionPipeline\nfrom diffusers.utils import export_to_video\n"
        )
        return f'{start}frames = pipe({prompt}).frames[0]\nexport_to_video(frames, "video.mp4")\n'
    if source.task == "image-to-image":
        start = start.replace(
            "import DiffusionPipeline\n", "import DiffusionPipeline\nfrom diffusers.utils import load_image\n"
        )
        return (
            f'{start}image = pipe(image=load_image("input.png"), prompt={prompt}).images[0]\nimage.save("image.png")\n'
        )
    return f'{start}image = pipe({prompt}).images[0]\nimage.save("image.png")\n'


def _peft(source: Source) -> str:
    if not source.base_model:
        return ""
    auto_class = {
        "SEQ_CLS": "AutoModelForSequenceClassification",
        "SEQ_2_SEQ_LM": "AutoModelForSeq2SeqLM",
        "TOKEN_CLS": "AutoModelForTokenClassification",
    }.get(str(_adapter_task(source)), "AutoModelForCausalLM")
    return (
        f"from peft import PeftModel\nfrom transformers import {auto_class}\n\n"
        f"base = {auto_class}.from_pretrained({source.quoted(source.base_model)})\n"
        f"model = PeftModel.from_pretrained(base, {source.pinned()})\n"
    )


def _adapter_task(source: Source) -> object:
    adapter = source.details.config.get("peft")
    return adapter.get("task_type") if isinstance(adapter, dict) else None


def _timm(source: Source) -> str:
    name = f"hf_hub:{source.repo_id}{source.at_revision}"
    return f"import timm\n\nmodel = timm.create_model({source.quoted(name)}, pretrained=True)\nmodel.eval()\n"


def _spacy(source: Source) -> str:
    name = source.details.ref.name
    wheel = f"https://huggingface.co/{source.repo_id}/resolve/main/{name}-any-py3-none-any.whl"
    return f"# pip install {wheel}\nimport spacy\n\nnlp = spacy.load({source.quoted(name)})\n"


def _mlx(source: Source) -> str:
    if source.task not in {"text-generation", ""}:
        return ""
    return (
        f"from mlx_lm import generate, load\n\nmodel, tokenizer = load({source.quoted(source.repo_id)})\n"
        'prompt = tokenizer.apply_chat_template([{"role": "user", "content": "Hello"}], add_generation_prompt=True)\n'
        "print(generate(model, tokenizer, prompt=prompt))\n"
    )


def _sklearn(source: Source) -> str:
    name = next((path for suffix in (".skops", ".joblib", ".pkl") for path in source.paths(suffix)), "model.joblib")
    download = f"path = hf_hub_download({source.pinned()}, filename={source.quoted(name)})\n"
    if name.endswith(".skops"):
        return (
            "import skops.io as sio\nfrom huggingface_hub import hf_hub_download\n\n"
            f"{download}print(sio.get_untrusted_types(file=path))  # what it would run: look before you load\n"
            "model = sio.load(path, trusted=[])\n"
        )
    return (
        f"import joblib\nfrom huggingface_hub import hf_hub_download\n\n{download}"
        "model = joblib.load(path)  # runs code from the file: only load what you trust\n"
    )


def _open_clip(source: Source) -> str:
    name = source.quoted(f"hf-hub:{source.repo_id}")
    return (
        f"import open_clip\n\nmodel, preprocess = open_clip.create_model_from_pretrained({name})\n"
        f"tokenizer = open_clip.get_tokenizer({name})\n"
    )


def _adapters(source: Source) -> str:
    if not source.base_model:
        return ""
    return (
        "from adapters import AutoAdapterModel\n\n"
        f"model = AutoAdapterModel.from_pretrained({source.quoted(source.base_model)})\n"
        f"model.load_adapter({source.quoted(source.repo_id)}, set_active=True)\n"
    )


def _stanza(source: Source) -> str:
    language = source.quoted(source.details.ref.name.removeprefix("stanza-"))
    return f"import stanza\n\nstanza.download({language})\nnlp = stanza.Pipeline({language})\n"


def _one_line(imports: str, call: str, *, scheme: str = "") -> Callable[[Source], str]:
    """A library whose whole use is an import and a loading call; `{}` stands for the id."""

    def code(source: Source) -> str:
        return f"{imports}\n\n{call.replace('{}', source.quoted(scheme + source.repo_id))}\n"

    return code


MODEL_CODE: dict[str, Callable[[Source], str]] = {
    "transformers": _transformers,
    "sentence-transformers": _sentence_transformers,
    "diffusers": _diffusers,
    "peft": _peft,
    "timm": _timm,
    "spacy": _spacy,
    "mlx": _mlx,
    "sklearn": _sklearn,
    "open_clip": _open_clip,
    "adapter-transformers": _adapters,
    "bertopic": _one_line("from bertopic import BERTopic", "model = BERTopic.load({})"),
    "fastai": _one_line("from huggingface_hub import from_pretrained_fastai", "learner = from_pretrained_fastai({})"),
    "flair": _one_line("from flair.models import SequenceTagger", "tagger = SequenceTagger.load({})"),
    "keras-hub": _one_line("import keras_hub", "model = keras_hub.models.Backbone.from_preset({})", scheme="hf://"),
    "keras": _one_line("import keras", "model = keras.saving.load_model({})", scheme="hf://"),
    "nemo": _one_line("from nemo.core import ModelPT", "model = ModelPT.from_pretrained({})"),
    "pyannote-audio": _one_line("from pyannote.audio import Pipeline", "pipeline = Pipeline.from_pretrained({})"),
    "setfit": _one_line("from setfit import SetFitModel", "model = SetFitModel.from_pretrained({})"),
    "span-marker": _one_line("from span_marker import SpanMarkerModel", "model = SpanMarkerModel.from_pretrained({})"),
    "stanza": _stanza,
    "gliner": _one_line("from gliner import GLiNER", "model = GLiNER.from_pretrained({})"),
    "chronos-forecasting": _one_line(
        "from chronos import BaseChronosPipeline", "pipeline = BaseChronosPipeline.from_pretrained({})"
    ),
}


def gguf_commands(source: Source) -> Iterator[tuple[str, str, str]]:
    """(app, label, command) for programs that fetch and run GGUF files."""
    quantisation = _quantisation(source)
    target = shlex.quote(f"{source.repo_id}:{quantisation}" if quantisation else source.repo_id)
    yield "llama.cpp", "llama.cpp", f"llama-server -hf {target}\n"
    ollama = shlex.quote(f"hf.co/{source.repo_id}" + (f":{quantisation}" if quantisation else ""))
    yield "ollama", "Ollama", f"ollama run {ollama}\n"
    files = [path for path in source.paths(".gguf") if "mmproj" not in path.lower()]
    if files:
        name = next((path for path in files if quantisation and quantisation.lower() in path.lower()), files[0])
        yield "hf", "hf (one file)", f"hf download {shlex.quote(source.repo_id)} {shlex.quote(name)}\n"


def _quantisation(source: Source) -> str:
    """The usual middle way among the quantisations that are there; empty where none can be told."""
    names = " ".join(source.paths(".gguf")).upper()
    return next(
        (kind for kind in ("Q4_K_M", "Q4_K_S", "Q4_0", "Q5_K_M", "Q8_0", "IQ4_XS", "BF16", "F16") if kind in names), ""
    )
