"""All transfers in one line: how many, how fast, how long."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from PySide6.QtCore import QCoreApplication

from hubdesk.transfers.model import FINISHED, State, Transfer
from hubdesk.ui.format import duration_text, speed_text
from hubdesk.ui.transfers.model import Group, group_of


@dataclass(frozen=True, slots=True)
class Summary:
    """The sums over the transfers of the list."""

    counts: dict[Group, int]
    verifying: int
    cancelled: int
    total_bytes: int
    done_bytes: int
    speed_bps: float
    rests_until: datetime | None = None  # in local time: within the hours in which nothing runs

    @property
    def fraction(self) -> float:
        """How much of what is under way is done, from 0 to 1."""
        return min(1.0, self.done_bytes / self.total_bytes) if self.total_bytes else 0.0

    @property
    def seconds_left(self) -> float | None:
        """At this speed; None while nothing moves."""
        return (self.total_bytes - self.done_bytes) / self.speed_bps if self.speed_bps > 0 else None

    @property
    def is_busy(self) -> bool:
        """Whether anything is not finished."""
        return self.counts[Group.ACTIVE] + self.counts[Group.WAITING] > 0


def summary_of(transfers: Sequence[Transfer]) -> Summary:
    """Add them up; finished ones count only as a number."""
    counts = dict.fromkeys(Group, 0)
    counts[Group.ALL] = len(transfers)
    for transfer in transfers:
        counts[group_of(transfer.state)] += 1
    moving = [one for one in transfers if one.state not in FINISHED and one.state not in (State.FAILED, State.PAUSED)]
    return Summary(
        counts=counts,
        verifying=sum(transfer.state is State.VERIFYING for transfer in transfers),
        cancelled=sum(transfer.state is State.CANCELLED for transfer in transfers),
        total_bytes=sum(transfer.total_bytes for transfer in moving),
        done_bytes=sum(transfer.done_bytes for transfer in moving),
        speed_bps=sum(transfer.speed_bps for transfer in transfers if transfer.state is State.ACTIVE),
    )


def summary_text(summary: Summary) -> str:
    """The line: `1 active · 2 waiting · 48.2 MB/s · 4 min left`."""
    parts: list[str] = []
    active = summary.counts[Group.ACTIVE] - summary.verifying
    if active:
        parts.append(QCoreApplication.translate("Transfers", "{count} active").format(count=active))
    if summary.verifying:
        parts.append(QCoreApplication.translate("Transfers", "{count} verifying").format(count=summary.verifying))
    if summary.counts[Group.WAITING]:
        text = QCoreApplication.translate("Transfers", "{count} waiting")
        parts.append(text.format(count=summary.counts[Group.WAITING]))
    if summary.counts[Group.FAILED]:
        text = QCoreApplication.translate("Transfers", "{count} failed")
        parts.append(text.format(count=summary.counts[Group.FAILED]))
    if summary.rests_until is not None and summary.is_busy:
        text = QCoreApplication.translate("Transfers", "resting until {time}")
        parts.append(text.format(time=f"{summary.rests_until:%H:%M}"))
    if not parts:
        parts = _finished_parts(summary)
    if summary.speed_bps > 0:
        parts.append(speed_text(summary.speed_bps))
        if summary.seconds_left is not None:
            text = QCoreApplication.translate("Transfers", "{time} left")
            parts.append(text.format(time=duration_text(summary.seconds_left)))
    return " · ".join(parts) or QCoreApplication.translate("Transfers", "Nothing to do")


def _finished_parts(summary: Summary) -> list[str]:
    parts: list[str] = []
    if done := summary.counts[Group.DONE] - summary.cancelled:
        parts.append(QCoreApplication.translate("Transfers", "{count} done").format(count=done))
    if summary.cancelled:
        parts.append(QCoreApplication.translate("Transfers", "{count} cancelled").format(count=summary.cancelled))
    return parts
