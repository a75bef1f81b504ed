"""The lines of code a model card shows for its library."""

from __future__ import annotations

from hubdesk.localhub.facts import Facts

_PIPELINE_INPUT = {
    "text-generation": '"The practice of"',
    "text-classification": '"I enjoy learning by doing."',
    "token-classification": '"Seoul is the capital of Korea."',
    "fill-mask": '"Paris is the [MASK] of France."',
    "summarization": '"A long article …"',
    "translation": '"Good morning!"',
    "question-answering": 'question="Where?", context="In Seoul."',
    "automatic-speech-recognition": '"speech.wav"',
    "image-classification": '"picture.jpg"',
    "object-detection": '"picture.jpg"',
    "image-to-text": '"picture.jpg"',
    "feature-extraction": '"Turn this sentence into numbers."',
}


def usage(facts: Facts) -> str:
    """Python that loads the model, by its library."""
    name = facts.id
    match facts.library:
        case "transformers" if facts.task in ("text-generation", "image-text-to-text"):
            return (
                "from transformers import AutoModelForCausalLM, AutoTokenizer\n\n"
                f'tokenizer = AutoTokenizer.from_pretrained("{name}")\n'
                f'model = AutoModelForCausalLM.from_pretrained("{name}", device_map="auto")\n\n'
                'inputs = tokenizer("The practice of", return_tensors="pt").to(model.device)\n'
                "outputs = model.generate(**inputs, max_new_tokens=40)\n"
                "print(tokenizer.decode(outputs[0], skip_special_tokens=True))"
            )
        case "transformers":
            task = facts.task or "feature-extraction"
            given = _PIPELINE_INPUT.get(task, '"…"')
            return (
                f'from transformers import pipeline\n\npipe = pipeline("{task}", model="{name}")\nprint(pipe({given}))'
            )
        case "sentence-transformers":
            return (
                "from sentence_transformers import SentenceTransformer\n\n"
                f'model = SentenceTransformer("{name}")\n'
                'vectors = model.encode(["A sentence.", "Another sentence."])\n'
                "print(model.similarity(vectors, vectors))"
            )
        case "diffusers":
            return (
                "import torch\nfrom diffusers import DiffusionPipeline\n\n"
                f'pipe = DiffusionPipeline.from_pretrained("{name}", torch_dtype=torch.bfloat16)\n'
                'image = pipe("a lighthouse at dawn, watercolour").images[0]\n'
                'image.save("lighthouse.png")'
            )
        case "peft":
            base = next(iter(facts.base_models), "the/base-model")
            return (
                "from peft import PeftModel\nfrom transformers import AutoModelForCausalLM\n\n"
                f'base = AutoModelForCausalLM.from_pretrained("{base}")\n'
                f'model = PeftModel.from_pretrained(base, "{name}")'
            )
        case "mlx":
            return (
                "from mlx_lm import generate, load\n\n"
                f'model, tokenizer = load("{name}")\n'
                'print(generate(model, tokenizer, prompt="The practice of", verbose=True))'
            )
        case "timm":
            return f'import timm\n\nmodel = timm.create_model("hf_hub:{name}", pretrained=True)\nmodel.eval()'
    if "gguf" in facts.formats:
        return (
            "from llama_cpp import Llama\n\n"
            f'llm = Llama.from_pretrained(repo_id="{name}", filename="*Q4_K_M.gguf")\n'
            'print(llm("The practice of", max_tokens=40)["choices"][0]["text"])'
        )
    return f'from huggingface_hub import snapshot_download\n\nfolder = snapshot_download("{name}")'
