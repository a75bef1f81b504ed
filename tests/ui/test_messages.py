"""Every error has a message, and notices carry it."""

from __future__ import annotations

import pytest

from hubdesk.core.errors import ErrorKind, HubDeskError, HubError
from hubdesk.ui.messages import message_for
from hubdesk.ui.notices import Notice, Notices


@pytest.mark.parametrize("kind", list(ErrorKind))
def test_every_kind_says_what_happened_and_what_to_do(kind: ErrorKind) -> None:
    message = message_for(HubDeskError(kind, "technical"))
    assert message.title
    assert not message.title.endswith(".")
    assert message.text.endswith(".")
    assert message.action
    assert message.tone in {"info", "warn", "bad"}
    assert "technical" not in message.text


def test_every_kind_has_a_title_of_its_own() -> None:
    titles = {message_for(HubDeskError(kind)).title for kind in ErrorKind}
    assert len(titles) == len(ErrorKind)


def test_a_notice_hides_tokens_in_its_details() -> None:
    notices, posted = Notices(), []
    notices.posted.connect(posted.append)
    notices.error(HubError(ErrorKind.SERVER, "GET /x?token=hf_abcdefghijklmnop", status=502))
    notice: Notice = posted[0]
    assert notice.details
    assert "hf_abc" not in notice.details
    assert notice.action_text == ""


def test_the_actions_label_comes_from_the_error() -> None:
    notices, posted = Notices(), []
    notices.posted.connect(posted.append)
    notices.error(HubError(ErrorKind.SERVER), action=list)
    notices.error(HubError(ErrorKind.SERVER), action=list, action_text="Now")
    assert [notice.action_text for notice in posted] == ["Try again", "Now"]
    assert not posted[0].passing
