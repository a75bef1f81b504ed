"""The number of results is said as honestly as it is known."""

from __future__ import annotations

import pytest

from hubdesk.core.types import RepoType, SearchQuery
from hubdesk.ui.search.counts import count_sentence
from hubdesk.ui.search.state import Phase, SearchState


@pytest.mark.parametrize(
    ("state", "sentence"),
    [
        (SearchState(Phase.READY, rows=50, total=318, has_more=True), "318 models"),
        (SearchState(Phase.READY, rows=1, total=1), "1 model"),
        (SearchState(Phase.READY, rows=50, has_more=True), "more than 50 models"),
        (SearchState(Phase.READY, rows=70), "70 models"),
        (SearchState(Phase.READY, SearchQuery(RepoType.SPACE), rows=2, total=2), "2 Spaces"),
        (SearchState(Phase.OFFLINE, rows=3), "Without network"),
        (SearchState(Phase.FAILED, rows=3), ""),
    ],
)
def test_sentences(state: SearchState, sentence: str) -> None:
    assert count_sentence(state) == sentence
