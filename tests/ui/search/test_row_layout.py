"""Where things stand in a row: nothing overlaps, nothing leaves the row, the important survives a narrow panel."""

from __future__ import annotations

import itertools
from datetime import UTC, datetime

import pytest

from hubdesk.core.types import RepoRef, RepoSummary, RepoType
from hubdesk.ui.search.row_facts import pills
from hubdesk.ui.search.row_layout import PAD_X, RowLayouts
from hubdesk.ui.search.tiles import first_sign, owner_color
from hubdesk.ui.theme import Theme

LONG = RepoSummary(
    RepoRef("an-organisation-with-a-long-name/a-model-whose-name-is-long-too-70B-Instruct-GGUF"),
    task="automatic-speech-recognition",
    parameters=70_600_000_000,
    downloads=12_400_000,
    likes=1900,
    updated=datetime.now(UTC),
    gated="manual",
    formats=("safetensors", "gguf"),
)


@pytest.mark.parametrize("width", [260, 336, 420, 900])
def test_everything_stays_inside_and_apart(theme: Theme, width: int) -> None:
    row = RowLayouts(theme).row(LONG, width, is_local=True, is_unreachable=False)
    right = width - PAD_X
    edges = [(pill.x, pill.x + pill.width) for pill in row.pills]
    assert all(end <= right for _start, end in edges)
    assert all(later[0] > earlier[1] for earlier, later in itertools.pairwise(edges))
    starts = [figure.icon_x for figure in row.figures]
    assert starts == sorted(starts)
    assert row.figures[0].text


def test_a_name_keeps_both_its_ends(theme: Theme) -> None:
    row = RowLayouts(theme).row(LONG, 380, is_local=False, is_unreachable=False)
    assert row.name.startswith("a-m")
    assert row.name.endswith("GGUF")
    assert row.owner.endswith("… / ")


def test_at_a_usual_width_the_figures_are_all_there(theme: Theme) -> None:
    row = RowLayouts(theme).row(LONG, 420, is_local=False, is_unreachable=False)
    assert [figure.text for figure in row.figures][1:] == ["70.6B", "12.4M", "1.9k"]


def test_a_row_is_as_high_as_the_design_says(theme: Theme) -> None:
    assert RowLayouts(theme).row_height == 84


def test_formats_warn_only_where_nothing_safe_is_there() -> None:
    def tones(*formats: str) -> list[tuple[str, str]]:
        return [(pill.text, pill.tone) for pill in pills(RepoSummary(RepoRef("a/b"), formats=formats))]

    assert tones("pytorch", "safetensors") == [("safetensors", "good")]
    assert tones("pytorch") == [("pytorch · pickle", "warn")]
    assert tones("onnx") == [("onnx", "neutral")]
    assert tones() == []


def test_a_space_says_how_it_is() -> None:
    summary = RepoSummary(RepoRef("a/b", RepoType.SPACE), stage="BUILD_ERROR", private=True)
    assert [(pill.text, pill.tone) for pill in pills(summary)] == [("private", "neutral"), ("build failed", "bad")]


@pytest.mark.parametrize("dark", [False, True])
def test_the_letter_can_be_read_on_every_tile(dark: bool) -> None:
    def share(part: float) -> float:
        return part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4

    for number in range(200):
        color = owner_color(f"owner-{number}", dark=dark)
        luminance = 0.2126 * share(color.redF()) + 0.7152 * share(color.greenF()) + 0.0722 * share(color.blueF())
        assert 1.05 / (luminance + 0.05) >= 4.5


def test_one_emoji_stands_on_a_tile() -> None:
    assert first_sign("🏎️💨") == "🏎️"
    assert first_sign("👩‍🚀x") == "👩‍🚀"
    assert first_sign("") == ""
