"""What every panel gets: the theme, the task runner, settings, notices, commands and services."""

from __future__ import annotations

from dataclasses import dataclass

from hubdesk.core.settings import SettingsStore
from hubdesk.core.tasks import TaskRunner
from hubdesk.services import Services
from hubdesk.ui.commands import Commands
from hubdesk.ui.notices import Notices
from hubdesk.ui.theme import Theme


@dataclass(frozen=True, slots=True)
class UiContext:
    """The window's shared parts; panels take it in `__init__` and keep what they need."""

    theme: Theme
    tasks: TaskRunner
    settings: SettingsStore
    notices: Notices
    commands: Commands
    services: Services
