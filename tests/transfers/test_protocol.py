"""Host and engine understand each other, and nothing else."""

from __future__ import annotations

import json

import pytest

from hubdesk.transfers import protocol
from hubdesk.transfers.protocol import ProtocolError, decode, encode

MESSAGES = [
    protocol.Hello("https://huggingface.co", "token", 0),
    protocol.UseToken("token"),
    protocol.Limit(5),
    protocol.FetchFile(1, "a/b", "model", "c" * 40, "main", "dir/ü.bin", "e" * 64, 7, cache_dir="/tmp"),
    protocol.StopFile(1),
    protocol.Ready(7),
    protocol.Progress([[1, 2, 3], [4, 5, 6]]),
    protocol.Verifying(1),
    protocol.Restarted(1),
    protocol.FileDone(1, 5),
    protocol.FileStopped(1, 5),
    protocol.FileFailed(1, 5, kind="disk_full", detail="no space", subject="x", retry_after=1.5),
]


@pytest.mark.parametrize("message", MESSAGES, ids=lambda message: message.TYPE)
def test_what_is_said_is_heard(message: protocol.Message) -> None:
    line = encode(message)
    assert line.endswith(b"\n")
    assert line.count(b"\n") == 1
    assert decode(line) == message


@pytest.mark.parametrize(
    "line",
    [
        b"",
        b"text\n",
        b"[]\n",
        b'{"type": "unknown"}\n',
        b'{"type": ["limit"], "limit_bps": 1}\n',
        b'{"type": "limit"}\n',
        b'{"type": "limit", "limit_bps": "5"}\n',
        b'{"type": "limit", "limit_bps": true}\n',
        b'{"type": "limit", "limit_bps": 1, "more": 2}\n',
        b'{"type": "progress", "files": [[1, 2]]}\n',
        b'{"type": "failed", "fetch_id": 1, "have": 0, "kind": "nonsense"}\n',
        json.dumps({"type": "ready", "pid": 1, "version": 2}).encode(),
    ],
)
def test_anything_else_is_refused(line: bytes) -> None:
    with pytest.raises(ProtocolError):
        decode(line)


def test_a_token_does_not_show() -> None:
    assert "hf_secret" not in repr(protocol.Hello("https://h", "hf_secret", 0))
    assert "hf_secret" not in repr(protocol.UseToken("hf_secret"))
