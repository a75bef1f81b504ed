"""Repositories whose files scanners warn of; none of them does any harm when it is loaded or opened."""

from __future__ import annotations

from hubdesk.localhub.facts import Facts
from hubdesk.localhub.making import weights
from hubdesk.localhub.making.models import plan_model
from hubdesk.localhub.making.owned import Owned, card, model
from hubdesk.localhub.making.plan import GITATTRIBUTES, Content, Plan, Step
from hubdesk.localhub.repositories.scan import TEST_VIRUS

_GREETING = b"c__builtin__\nprint\n(X\x05\x00\x00\x00hellotR0"  # prints, when loaded without care
_OWN_CLASS = b"cmy_training.optimizers\nPatientAdam\n0"  # a class of somebody's own, imported and dropped
_SHELL = b"\x80\x02cposix\nsystem\n0N."  # imports what could run anything, drops it, and is None


def pickled(facts: Facts) -> Plan:
    """Weights as a pickle beside one that prints when it is loaded."""
    made = plan_model(facts)
    suspicious = weights.pytorch_zip(facts.id, weights.encoder_shapes(), extra=_GREETING)
    step = Step("Add weights of the first experiment", {"first_experiment.bin": suspicious})
    return Plan((*made.steps[:-1], step, made.steps[-1]), {"v0.1": 1})


def _findings(facts: Facts) -> Plan:
    shapes = weights.encoder_shapes()
    files: dict[str, Content] = {
        "safe/pytorch_model.bin": weights.pytorch_zip(facts.id, shapes),
        "suspicious/optimizer.pt": weights.pytorch_zip(f"{facts.id} optimizer", shapes, extra=_OWN_CLASS),
        "unsafe/settings.pkl": _SHELL,
        "unsafe/virus-test.txt": TEST_VIRUS,
    }
    text = (
        "One file of each kind that scanners report: safe, suspicious, unsafe, and a test signature for virus "
        "scanners.",
        "None of them does harm: what they import is dropped, and nothing is ever called.",
    )
    first: dict[str, Content] = {".gitattributes": GITATTRIBUTES, "README.md": card(facts, *text)}
    return Plan((Step("initial commit", first), Step("Add files to be found", files)))


UNSAFE: tuple[Owned, ...] = (
    model("minji/first-experiment", pickled, task="text-classification", languages=("en",), license="mit",
          library="transformers", parameters=66_955_010, likes=1, downloads=12,
          tags=("transformers", "pytorch", "bert", "text-classification", "en", "license:mit")),
    model("minji/scan-findings", _findings, license="mit", languages=("en",), card={"license": "mit"},
          tags=("pytorch", "en", "license:mit")),
)  # fmt: skip
