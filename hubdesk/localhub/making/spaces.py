"""The files of a Space, from its facts."""

from __future__ import annotations

from hubdesk.localhub.cardfacts import card_data
from hubdesk.localhub.facts import Facts
from hubdesk.localhub.making.plan import GITATTRIBUTES, Content, Plan, Step
from hubdesk.localhub.making.yaml_text import front_matter

_GRADIO = '''"""{title}: a practice copy that echoes what it is given."""

import gradio as gr


def answer(text: str) -> str:
    return f"You said: {{text}}"


demo = gr.Interface(fn=answer, inputs="text", outputs="text", title="{title}")

if __name__ == "__main__":
    demo.launch()
'''
_STREAMLIT = '''"""{title}: a practice copy that echoes what it is given."""

import streamlit as st

st.title("{title}")
text = st.text_input("Your text")
if text:
    st.write(f"You said: {{text}}")
'''
_DOCKERFILE = """FROM python:3.11-slim
RUN useradd -m -u 1000 user
USER user
WORKDIR /app
COPY --chown=user requirements.txt .
RUN pip install --no-cache-dir -r requirements.txt
COPY --chown=user . .
CMD ["uvicorn", "app:app", "--host", "0.0.0.0", "--port", "7860"]
"""
_FASTAPI = '''"""{title}: a practice copy."""

from fastapi import FastAPI

app = FastAPI(title="{title}")


@app.get("/")
def home() -> dict[str, str]:
    return {{"title": "{title}"}}
'''
_PAGE = """<!doctype html>
<html lang="en">
  <head>
    <meta charset="utf-8">
    <title>{title}</title>
    <link rel="stylesheet" href="style.css">
  </head>
  <body>
    <h1>{title}</h1>
    <p>A practice copy.</p>
  </body>
</html>
"""


def plan_space(facts: Facts) -> Plan:
    """The commits of a Space."""
    first = f"{front_matter({'sdk': facts.sdk})}# {facts.title}\n".encode()
    return Plan(
        (
            Step("initial commit", {".gitattributes": GITATTRIBUTES, "README.md": first}),
            Step("Add application file", app_files(facts)),
            Step("Update README.md", {"README.md": space_card(facts)}),
        )
    )


def app_files(facts: Facts) -> dict[str, Content]:
    """The program of a Space, by its SDK."""
    title = facts.title.replace('"', "'").replace("\\", "")
    match facts.sdk:
        case "static":
            css = "body { font: 16px/1.5 system-ui; margin: 3rem auto; max-width: 40rem; }\n"
            return {"index.html": _PAGE.format(title=title).encode(), "style.css": css.encode()}
        case "docker":
            return {
                "Dockerfile": _DOCKERFILE.encode(),
                "app.py": _FASTAPI.format(title=title).encode(),
                "requirements.txt": b"fastapi\nuvicorn\n",
            }
        case "streamlit":
            return {"app.py": _STREAMLIT.format(title=title).encode(), "requirements.txt": b"streamlit\n"}
        case _:
            return {"app.py": _GRADIO.format(title=title).encode(), "requirements.txt": b"gradio>=5\n"}


def space_card(facts: Facts) -> bytes:
    """The finished README of a Space."""
    origin = (
        "Everything in it is made up." if facts.own else "Its name is that of a public Space; the program is made up."
    )
    uses = "".join(f"- [{name}](https://huggingface.co/{name})\n" for name in facts.models)
    uses += "".join(f"- [{name}](https://huggingface.co/datasets/{name})\n" for name in facts.datasets)
    return (
        f"{front_matter(card_data(facts))}# {facts.emoji} {facts.title}\n\n{facts.description}.\n\n"
        f"> [!NOTE]\n> This Space belongs to a practice Hub on your own machine and does not run. {origin}\n\n"
        + (f"## Uses\n\n{uses}\n" if uses else "")
        + "## Run it yourself\n\n```bash\npip install -r requirements.txt\npython app.py\n```\n"
    ).encode()
