"""Which Hub, and whose cache."""

from __future__ import annotations

from pathlib import Path

import pytest

from hubdesk.account.connections import connection_for
from hubdesk.core.errors import ErrorKind, InputError
from hubdesk.core.paths import Paths, standard_hf_cache


def test_hugging_face_uses_the_cache_of_hf(tmp_path: Path) -> None:
    for endpoint in ("https://huggingface.co", "https://huggingface.co/", " HTTPS://HuggingFace.co:443 "):
        connection = connection_for(endpoint, Paths(tmp_path))
        assert (connection.endpoint, connection.cache_dir) == ("https://huggingface.co", standard_hf_cache())


def test_another_hub_has_a_cache_of_its_own(tmp_path: Path) -> None:
    one = connection_for("https://hub.example.org", Paths(tmp_path))
    two = connection_for("https://hub.example.org:8443/", Paths(tmp_path))
    assert one.cache_dir.is_relative_to(tmp_path)
    assert one.connection_id.startswith("hub.example.org-")
    assert len({one.connection_id, two.connection_id}) == 2
    assert two.endpoint == "https://hub.example.org:8443"


@pytest.mark.parametrize(
    "endpoint",
    [
        "",
        "hub.example.org",
        "ftp://hub.example.org",
        "https://",
        "https://user:pass@hub.example.org",
        "https://hub.example.org/path",
        "https://hub.example.org?x",
        "https://hub.example.org:99999",
        "http://hub.example.org",
    ],
)
def test_what_is_no_endpoint_is_refused(tmp_path: Path, endpoint: str) -> None:
    with pytest.raises(InputError) as caught:
        connection_for(endpoint, Paths(tmp_path))
    assert caught.value.kind is ErrorKind.BAD_URL


def test_plain_http_is_for_this_computer(tmp_path: Path) -> None:
    assert connection_for("http://127.0.0.1:8000", Paths(tmp_path)).endpoint == "http://127.0.0.1:8000"
