"""Every code has its sentence."""

from __future__ import annotations

import re

from hubdesk.cards.checks.codes import FIX_SENTENCES, SENTENCES, CheckCode, FixCode


def test_each_has_a_sentence() -> None:
    assert set(SENTENCES) == set(CheckCode)
    assert set(FIX_SENTENCES) == set(FixCode)


def test_places_are_numbers() -> None:
    for sentence in [*SENTENCES.values(), *FIX_SENTENCES.values()]:
        assert re.findall(r"[{}][^{}]?[{}]?", re.sub(r"\{[0-2]\}", "", sentence)) == []
