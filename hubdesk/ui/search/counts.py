"""How many results there are, in a sentence that is true."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication

from hubdesk.core.types import RepoType
from hubdesk.ui.format import number_text
from hubdesk.ui.search.state import Phase, SearchState


def count_sentence(state: SearchState) -> str:
    """The number of results as far as it is known; empty where nothing is."""
    repo_type = state.query.repo_type
    if state.phase is Phase.OFFLINE:
        return QCoreApplication.translate("SearchCounts", "Without network")
    if state.phase is not Phase.READY:
        return ""
    if state.total is not None:
        return _known(repo_type, state.total)
    if not state.has_more:
        return _known(repo_type, state.rows)
    return _more_than(repo_type, state.rows)


def _known(repo_type: RepoType, total: int) -> str:
    if total == 1:
        one = {
            RepoType.MODEL: QCoreApplication.translate("SearchCounts", "1 model"),
            RepoType.DATASET: QCoreApplication.translate("SearchCounts", "1 dataset"),
            RepoType.SPACE: QCoreApplication.translate("SearchCounts", "1 Space"),
        }
        return one[repo_type]
    many = {
        RepoType.MODEL: QCoreApplication.translate("SearchCounts", "{count} models"),
        RepoType.DATASET: QCoreApplication.translate("SearchCounts", "{count} datasets"),
        RepoType.SPACE: QCoreApplication.translate("SearchCounts", "{count} Spaces"),
    }
    return many[repo_type].format(count=number_text(total))


def _more_than(repo_type: RepoType, rows: int) -> str:
    more = {
        RepoType.MODEL: QCoreApplication.translate("SearchCounts", "more than {count} models"),
        RepoType.DATASET: QCoreApplication.translate("SearchCounts", "more than {count} datasets"),
        RepoType.SPACE: QCoreApplication.translate("SearchCounts", "more than {count} Spaces"),
    }
    return more[repo_type].format(count=number_text(rows))
