"""Pictures of a card: what is asked for, and what never is."""

from __future__ import annotations

import pytest

from helpers.raw_server import RawServer, Reply
from hubdesk.browse.images import ImageBlockedError, ImageLoader
from hubdesk.core.errors import ErrorKind, HubDeskError
from hubdesk.core.settings import SettingsStore
from hubdesk.hub.gateway import HubGateway

PNG = b"\x89PNG\r\n\x1a\n"


@pytest.fixture
def images(gateway: HubGateway, settings: SettingsStore) -> ImageLoader:
    return ImageLoader(gateway, settings)


@pytest.mark.parametrize(
    ("policy", "url", "allowed"),
    [
        ("hub", "https://huggingface.co/a/b/resolve/main/x.png", True),
        ("hub", "https://cdn-uploads.huggingface.co/x.png", True),
        ("hub", "https://cas-bridge.xethub.hf.co/x.png", True),
        ("hub", "https://img.shields.io/x.svg", False),
        ("hub", "http://huggingface.co/x.png", False),
        ("hub", "https://huggingface.co.evil.test/x.png", False),
        ("hub", "https://huggingface.co@evil.test/x.png", False),
        ("all", "https://img.shields.io/x.svg", True),
        ("all", "http://img.shields.io/x.svg", False),
        ("all", "file:///etc/passwd", False),
        ("all", "data:image/png;base64,AA==", False),
        ("all", "https://[", False),
        ("never", "https://huggingface.co/x.png", False),
    ],
)
def test_the_setting_decides(
    images: ImageLoader, settings: SettingsStore, policy: str, url: str, allowed: bool
) -> None:
    settings.change(remote_images=policy)
    assert images.is_allowed(url) is allowed


async def test_a_picture_of_the_connection_is_loaded_once(images: ImageLoader, raw: RawServer) -> None:
    raw.replies["/a/b/resolve/main/x.png"] = Reply(200, {"Content-Type": "application/octet-stream"}, PNG)
    url = f"{raw.url}/a/b/resolve/main/x.png"
    assert await images.load(url) == PNG
    assert await images.load(url) == PNG
    assert len(raw.seen) == 1


async def test_never_is_never(images: ImageLoader, settings: SettingsStore, raw: RawServer) -> None:
    url = f"{raw.url}/x.png"
    raw.replies["/x.png"] = Reply(200, {"Content-Type": "image/png"}, PNG)
    await images.load(url)
    settings.change(remote_images="never")
    with pytest.raises(ImageBlockedError) as caught:
        await images.load(url)
    assert caught.value.subject == "127.0.0.1"
    assert len(raw.seen) == 1


async def test_a_redirect_is_held_to_the_setting(images: ImageLoader, raw: RawServer) -> None:
    raw.replies["/x.png"] = Reply(302, {"Location": "https://tracker.test/pixel.png"})
    with pytest.raises(HubDeskError) as caught:
        await images.load(f"{raw.url}/x.png")
    assert (caught.value.kind, caught.value.subject) == (ErrorKind.UNTRUSTED, "tracker.test")


@pytest.mark.parametrize("url", ["https://127.0.0.1/x", "https://192.168.1.1/x", "https://[::1]/x", "https://router/x"])
async def test_the_local_network_is_not_asked(images: ImageLoader, settings: SettingsStore, url: str) -> None:
    settings.change(remote_images="all")
    with pytest.raises(HubDeskError) as caught:
        await images.load(url)
    assert caught.value.kind is ErrorKind.UNTRUSTED


async def test_what_is_no_picture_is_refused(images: ImageLoader, raw: RawServer) -> None:
    raw.replies["/x.png"] = Reply(200, {"Content-Type": "text/html"}, b"<html>")
    with pytest.raises(HubDeskError) as caught:
        await images.load(f"{raw.url}/x.png")
    assert caught.value.kind is ErrorKind.BAD_FILE


async def test_a_picture_has_a_size(images: ImageLoader, raw: RawServer) -> None:
    raw.replies["/x.png"] = Reply(200, {"Content-Type": "image/png"}, bytes(8_000_001))
    with pytest.raises(HubDeskError) as caught:
        await images.load(f"{raw.url}/x.png")
    assert caught.value.kind is ErrorKind.TOO_LARGE
