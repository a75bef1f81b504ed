"""The long lists of the filter page, and the names in them."""

from __future__ import annotations

import pytest
from PySide6 import QtTest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from hubdesk.core import catalog
from hubdesk.core.types import RepoType
from hubdesk.ui.search.choices import Choice, ChoiceModel
from hubdesk.ui.search.filter_page import LIST_FIELDS
from hubdesk.ui.search.labels import choices_for, value_name

CHECK = Qt.ItemDataRole.CheckStateRole


@pytest.fixture
def model(qapp: QApplication) -> ChoiceModel:
    """A model with two groups."""
    model = ChoiceModel()
    tester = QtTest.QAbstractItemModelTester
    tester(model, tester.FailureReportingMode.Fatal, model)
    model.set_choices(
        [
            Choice("", "Frequent"),
            Choice("en", "English", code="en"),
            Choice("ko", "Korean", "한국어", "ko"),
            Choice("", "All others"),
            Choice("hi", "Hindi", code="hi", keywords="हिन्दी"),
        ]
    )
    return model


def names(model: ChoiceModel) -> list[str]:
    return [str(model.index(row, 0).data()) for row in range(model.rowCount())]


def test_searching_looks_at_every_name_and_drops_empty_groups(model: ChoiceModel) -> None:
    model.search("한국")
    assert names(model) == ["Frequent", "Korean"]
    model.search("हिन्दी")
    assert names(model) == ["All others", "Hindi"]
    model.search("EN eng")
    assert names(model) == ["Frequent", "English"]
    model.search("klingon")
    assert names(model) == []
    assert model.first_row() == -1
    model.search("")
    assert len(names(model)) == 5


def test_headings_cannot_be_chosen(model: ChoiceModel) -> None:
    assert model.choice_at(model.index(0, 0)) is None
    assert model.flags(model.index(0, 0)) == Qt.ItemFlag.ItemNeverHasChildren
    assert model.first_row() == 1


def test_the_chosen_are_ticked(model: ChoiceModel) -> None:
    model.set_chosen(["ko"])
    ticked = [row for row in range(5) if model.index(row, 0).data(CHECK) == Qt.CheckState.Checked]
    assert ticked == [model.row_of("ko")] == [2]


@pytest.mark.parametrize("repo_type", list(RepoType))
def test_every_list_is_full_and_each_value_stands_once(repo_type: RepoType, qapp: QApplication) -> None:
    for field in LIST_FIELDS[repo_type]:
        values = [choice.value for choice in choices_for(field, repo_type) if not choice.is_heading]
        assert len(values) > 15
        assert len(values) == len(set(values))
        assert all(value_name(field, value) for value in values)


def test_tasks_are_those_of_the_type(qapp: QApplication) -> None:
    models = {choice.value for choice in choices_for("task", RepoType.MODEL)}
    datasets = {choice.value for choice in choices_for("task", RepoType.DATASET)}
    assert "multiple-choice" in datasets - models
    assert "keypoint-detection" in models - datasets


def test_every_task_has_a_name_of_its_own(qapp: QApplication) -> None:
    named = {value_name("task", task.task_id) for task in catalog.tasks()}
    assert len(named) == len(catalog.tasks())
    assert value_name("task", "text-to-3d") == "Text to 3D"
    assert value_name("task", "made-up-task") == "made up task"
