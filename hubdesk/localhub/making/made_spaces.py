"""The made-up people's Spaces: one that runs, one that is paused, two that fail, and what new ones can begin with."""

from __future__ import annotations

from hubdesk.localhub.facts import Facts
from hubdesk.localhub.making.owned import Owned, space
from hubdesk.localhub.making.plan import Plan, Step
from hubdesk.localhub.making.spaces import app_files, plan_space

_NEEDS_SECRET = b'''"""Greets with a text that it takes from a secret: without it, the program ends with an error."""

import os

import gradio as gr

GREETING = os.environ["GREETING"]


def greet(name: str) -> str:
    return f"{GREETING}, {name}!"


demo = gr.Interface(fn=greet, inputs="text", outputs="text")

if __name__ == "__main__":
    demo.launch()
'''
_BAD_REQUIREMENTS = b"gradio>=5\n== numpy 1.26\n"


def _needs_secret(facts: Facts) -> Plan:
    return _changed(facts, "Greet with a secret", {"app.py": _NEEDS_SECRET})


def _unbuildable(facts: Facts) -> Plan:
    return _changed(facts, "Pin numpy", {"requirements.txt": _BAD_REQUIREMENTS})


def _changed(facts: Facts, title: str, files: dict[str, bytes]) -> Plan:
    made = plan_space(facts)
    return Plan((*made.steps, Step(title, {**app_files(facts), **files})))


SPACES: tuple[Owned, ...] = (
    space("minji/hangul-playground", plan_space, likes=15, trending=2, license="apache-2.0",
          title="Hangul Playground 한글 놀이터", emoji="🪁", stage="RUNNING",
          description="Try a Korean sentiment model", models=("minji/hangul-sentiment",),
          datasets=("minji/seoul-bus-reviews",)),
    space("minji/paused-space", plan_space, license="mit", title="Paused", emoji="⏸️", stage="PAUSED",
          description="Paused by its owner: restart it"),
    space("minji/needs-a-secret", _needs_secret, license="mit", title="Needs a secret", emoji="🗝️",
          stage="RUNTIME_ERROR", description="Fails until it has the secret GREETING",
          runtime={"settled": "RUNTIME_ERROR", "error": "Exit code: 1. Reason: KeyError: 'GREETING'"}),
    space("minji/unbuildable-space", _unbuildable, license="mit", title="Cannot be built", emoji="🧱",
          stage="BUILD_ERROR", description="A line of requirements.txt cannot be read",
          runtime={"settled": "BUILD_ERROR", "error": "pip could not read requirements.txt"}),
    space("open-models/gradio-template", plan_space, license="mit", title="Hello Gradio", emoji="👋", stage="RUNNING",
          description="A Gradio Space to begin with"),
    space("open-models/docker-template", plan_space, sdk="docker", license="mit", title="Hello Docker", emoji="🐳",
          stage="RUNNING", description="A Docker Space to begin with"),
)  # fmt: skip
