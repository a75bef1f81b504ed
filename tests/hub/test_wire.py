"""A server that misbehaves: what leaves this computer, and what a person is told."""

from __future__ import annotations

import asyncio
import socket
import threading
import time
from pathlib import Path

import pytest

from helpers.gateways import TOKEN, MakeGateway
from helpers.raw_server import RawServer, Reply, Seen, json_reply
from hubdesk.core.errors import ErrorKind, HubDeskError, NetworkError
from hubdesk.core.types import Connection, RepoRef, RepoType, SearchQuery
from hubdesk.hub.gateway import HubGateway
from hubdesk.hub.limits import Limits
from hubdesk.hub.pool import HubPool

REF = RepoRef("owner/name")
COMMIT = "0" * 40


async def kind_of(call: object) -> HubDeskError:
    """The error that awaiting this raises."""
    with pytest.raises(HubDeskError) as caught:
        await call  # type: ignore[misc]
    return caught.value


class TestToken:
    async def test_goes_to_the_connection(self, gateway: HubGateway, raw: RawServer) -> None:
        raw.replies["/api/models"] = json_reply([])
        await gateway.search(SearchQuery())
        assert raw.seen[0].authorization == f"Bearer {TOKEN}"

    async def test_is_not_made_up(self, make_gateway: MakeGateway, raw: RawServer) -> None:
        raw.replies["/api/models"] = json_reply([])
        await make_gateway(raw.url, token=None).search(SearchQuery())
        assert raw.seen[0].authorization is None

    async def test_stays_when_a_redirect_leads_away(self, gateway: HubGateway, raw: RawServer) -> None:
        raw.replies["/api/models"] = Reply(302, {"Location": f"{raw.foreign_url}/elsewhere"})
        raw.replies["/elsewhere"] = json_reply([])
        await gateway.search(SearchQuery())
        assert [(seen.path, seen.authorization) for seen in raw.seen] == [
            ("/api/models", f"Bearer {TOKEN}"),
            ("/elsewhere", None),
        ]

    async def test_stays_away_when_a_redirect_leads_back(self, gateway: HubGateway, raw: RawServer) -> None:
        raw.replies["/api/models"] = Reply(302, {"Location": f"{raw.foreign_url}/elsewhere"})
        raw.replies["/elsewhere"] = Reply(302, {"Location": f"{raw.url}/again"})
        raw.replies["/again"] = json_reply([])
        await gateway.search(SearchQuery())
        assert raw.seen[-1].authorization is None

    async def test_stays_with_the_library_too(self, gateway: HubGateway, raw: RawServer) -> None:
        raw.replies["/api/models"] = json_reply([])
        await gateway.search(SearchQuery())

        def ask_as_the_library_does() -> None:
            from huggingface_hub.utils._http import get_session

            get_session().get(f"{raw.foreign_url}/x", headers={"authorization": f"Bearer {TOKEN}"})

        await asyncio.to_thread(ask_as_the_library_does)
        assert raw.seen[-1].path == "/x"
        assert raw.seen[-1].authorization is None

    async def test_a_next_page_elsewhere_is_refused(self, gateway: HubGateway, raw: RawServer) -> None:
        raw.replies["/api/models"] = json_reply(
            [], headers={"Link": f'<{raw.foreign_url}/api/models?cursor=1>; rel="next"'}
        )
        error = await kind_of(gateway.search(SearchQuery()))
        assert error.kind is ErrorKind.UNTRUSTED
        assert error.subject == "localhost"

    async def test_a_cursor_from_elsewhere_is_not_asked(self, gateway: HubGateway, raw: RawServer) -> None:
        for cursor in (f"{raw.foreign_url}/api/models?cursor=1", "https://evil.test/api/models", "file:///api/models"):
            assert (await kind_of(gateway.search(SearchQuery(), cursor))).kind is ErrorKind.UNTRUSTED
        assert (await kind_of(gateway.search(SearchQuery(), f"{raw.url}/api/other"))).kind is ErrorKind.UNTRUSTED
        assert raw.seen == []

    async def test_a_card_does_not_follow_a_redirect(self, gateway: HubGateway, raw: RawServer) -> None:
        raw.replies["/api/validate-yaml"] = Reply(307, {"Location": f"{raw.foreign_url}/collect"})
        assert (await kind_of(gateway.validate_card("secret draft", RepoType.MODEL))).kind is ErrorKind.BAD_ANSWER
        assert [seen.path for seen in raw.seen] == ["/api/validate-yaml"]

    async def test_cookies_are_not_kept(self, gateway: HubGateway, raw: RawServer) -> None:
        raw.replies["/api/models"] = json_reply([], headers={"Set-Cookie": "follow=me; Path=/"})
        await gateway.search(SearchQuery())
        await gateway.search(SearchQuery())
        assert "cookie" not in {name.lower() for name in raw.seen[1].headers}


class TestFailures:
    async def test_rate_limit_surfaces_at_once(self, gateway: HubGateway, raw: RawServer) -> None:
        raw.replies["/api/models"] = json_reply({}, status=429, headers={"RateLimit": '"api";r=0;t=57'})
        error = await kind_of(gateway.search(SearchQuery()))
        assert (error.kind, error.retry_after, error.status) == (ErrorKind.RATE_LIMITED, 57, 429)
        assert len(raw.seen) == 1

    async def test_retry_after_wins(self, gateway: HubGateway, raw: RawServer) -> None:
        headers = {"Retry-After": "12", "RateLimit": '"api";r=0;t=57'}
        raw.replies["/api/models"] = json_reply({}, status=429, headers=headers)
        assert (await kind_of(gateway.search(SearchQuery()))).retry_after == 12

    @pytest.mark.parametrize("status", [500, 502, 503, 504])
    async def test_a_failing_server_is_asked_once(self, gateway: HubGateway, raw: RawServer, status: int) -> None:
        raw.replies["/api/models"] = Reply(status, {"X-Request-Id": "r-1"}, b"oops")
        error = await kind_of(gateway.search(SearchQuery()))
        assert (error.kind, error.request_id) == (ErrorKind.SERVER, "r-1")
        assert len(raw.seen) == 1

    @pytest.mark.parametrize(
        ("body", "content_type"),
        [
            (b"<html>sign in to the hotel's network</html>", "text/html"),
            (b"", "application/json"),
            (b"{", "application/json"),
            (b"[" * 100_000, "application/json"),
            (b'"just text"', "application/json"),
            (b'{"an": "object"}', "application/json"),
            (b"\xff\xfe\x00", "application/json"),
        ],
    )
    async def test_no_list_of_results(
        self, gateway: HubGateway, raw: RawServer, body: bytes, content_type: str
    ) -> None:
        raw.replies["/api/models"] = Reply(200, {"Content-Type": content_type}, body)
        assert (await kind_of(gateway.search(SearchQuery()))).kind is ErrorKind.BAD_ANSWER

    async def test_half_a_surrogate_pair_is_replaced(self, gateway: HubGateway, raw: RawServer) -> None:
        body = rb'[{"id": "a/b", "tags": ["\ud83d\ude80", "x\ud83d"]}]'
        raw.replies["/api/models"] = Reply(200, {}, body)
        (found,) = (await gateway.search(SearchQuery())).items
        assert found.tags == ("\N{ROCKET}", "x?")

    async def test_an_endless_redirect(self, gateway: HubGateway, raw: RawServer) -> None:
        raw.replies["/api/models"] = Reply(302, {"Location": "/api/models"})
        assert (await kind_of(gateway.search(SearchQuery()))).kind is ErrorKind.BAD_ANSWER

    async def test_a_body_that_breaks_off(self, gateway: HubGateway, raw: RawServer) -> None:
        raw.replies["/api/models"] = Reply(200, {"Content-Length": "1000", "Connection": "close"}, b"[")
        assert (await kind_of(gateway.search(SearchQuery()))).kind is ErrorKind.OFFLINE

    async def test_no_http_at_all(self, make_gateway: MakeGateway) -> None:
        with socket.create_server(("127.0.0.1", 0)) as server:
            search = asyncio.create_task(
                make_gateway(f"http://127.0.0.1:{server.getsockname()[1]}").search(SearchQuery())
            )
            client, _ = await asyncio.to_thread(server.accept)
            with client:
                client.sendall(b"SSH-2.0-OpenSSH_9.2\r\n\r\n")
                assert (await kind_of(search)).kind is ErrorKind.BAD_ANSWER

    async def test_a_broken_encoding(self, gateway: HubGateway, raw: RawServer) -> None:
        raw.replies["/api/models"] = Reply(200, {"Content-Encoding": "gzip"}, b"no gzip")
        assert (await kind_of(gateway.search(SearchQuery()))).kind is ErrorKind.BAD_ANSWER

    async def test_a_stalled_server_times_out(self, make_gateway: MakeGateway, raw: RawServer) -> None:
        raw.replies["/api/models"] = Reply(hold=raw.never())
        gateway = make_gateway(raw.url, limits=Limits(read=0.2))
        assert (await kind_of(gateway.search(SearchQuery()))).kind is ErrorKind.TIMEOUT

    async def test_a_stalled_body_times_out(self, make_gateway: MakeGateway, raw: RawServer) -> None:
        raw.replies["/api/models"] = Reply(200, {"Content-Length": "10"}, b"[]", hold_body=raw.never())
        gateway = make_gateway(raw.url, limits=Limits(read=0.2))
        assert (await kind_of(gateway.search(SearchQuery()))).kind is ErrorKind.TIMEOUT

    async def test_nobody_listens(self, make_gateway: MakeGateway) -> None:
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            gateway = make_gateway(f"http://127.0.0.1:{probe.getsockname()[1]}")
            error = await kind_of(gateway.search(SearchQuery()))
        assert type(error) is NetworkError
        assert error.kind is ErrorKind.OFFLINE

    async def test_no_tls_where_it_was_promised(self, make_gateway: MakeGateway, raw: RawServer) -> None:
        gateway = make_gateway(raw.url.replace("http:", "https:"))
        assert (await kind_of(gateway.search(SearchQuery()))).kind is ErrorKind.TLS

    async def test_a_failed_connection_leaves_others_alone(
        self, pool: HubPool, tmp_path: Path, raw: RawServer, make_gateway: MakeGateway
    ) -> None:
        raw.replies["/api/models"] = Reply(200, {"Content-Length": "2"}, b"[]", hold_body=(gate := threading.Event()))
        under_way = asyncio.create_task(make_gateway(raw.url).search(SearchQuery()))
        await asyncio.to_thread(raw.arrived.acquire)

        await asyncio.to_thread(self.fail_as_the_library_does)
        gate.set()
        assert (await under_way).items == ()

    def fail_as_the_library_does(self) -> None:
        """A ConnectError inside the library, after which it closes the shared client."""
        import httpx2
        from huggingface_hub.utils._http import http_backoff

        with pytest.raises(httpx2.ConnectError):
            http_backoff("GET", "http://127.0.0.1:9/", max_retries=0)

    async def test_a_cancelled_search_frees_its_lane(self, tmp_path: Path, raw: RawServer) -> None:
        pool = HubPool(workers=1)
        gateway = HubGateway(Connection("test", raw.url, tmp_path), pool, lambda: None)
        raw.replies["/api/models"] = Reply(hold=raw.never())
        raw.replies["/api/datasets"] = json_reply([])
        stale = asyncio.create_task(gateway.search(SearchQuery()))
        await asyncio.to_thread(raw.arrived.acquire)
        stale.cancel()
        page = await asyncio.wait_for(gateway.search(SearchQuery(repo_type=RepoType.DATASET)), 5)
        assert page.items == ()
        gateway.close()
        pool.close()

    async def test_closing_does_not_wait_for_a_stalled_server(self, tmp_path: Path, raw: RawServer) -> None:
        pool = HubPool(workers=1)
        gateway = HubGateway(Connection("test", raw.url, tmp_path), pool, lambda: None)
        raw.replies["/api/models"] = Reply(hold=raw.never())
        search = asyncio.create_task(gateway.search(SearchQuery()))
        await asyncio.to_thread(raw.arrived.acquire)
        before = time.monotonic()
        pool.close()
        gateway.close()
        assert time.monotonic() - before < 1
        search.cancel()
        with pytest.raises(asyncio.CancelledError):
            await search

    async def test_a_bad_id_is_not_asked_about(self, gateway: HubGateway, raw: RawServer) -> None:
        error = await kind_of(gateway.details(RepoRef("../admin")))
        assert (error.kind, error.subject) == (ErrorKind.BAD_REPO_ID, "../admin")
        assert raw.seen == []


class TestRefusals:
    @pytest.mark.parametrize(
        ("status", "headers", "kind"),
        [
            (404, {"X-Error-Code": "RepoNotFound"}, ErrorKind.REPO_NOT_FOUND),
            (401, {"X-Error-Code": "RepoNotFound"}, ErrorKind.REPO_NOT_FOUND),
            (401, {}, ErrorKind.REPO_NOT_FOUND),
            (401, {"X-Error-Message": "Invalid credentials in Authorization header"}, ErrorKind.UNAUTHORIZED),
            (403, {"X-Error-Code": "GatedRepo"}, ErrorKind.GATED),
            (401, {"X-Error-Code": "GatedRepo"}, ErrorKind.GATED),
            (404, {"X-Error-Code": "RevisionNotFound"}, ErrorKind.REVISION_NOT_FOUND),
            (403, {"X-Error-Message": "Access to this resource is disabled."}, ErrorKind.DISABLED),
            (403, {}, ErrorKind.FORBIDDEN),
            (402, {}, ErrorKind.PAYMENT_REQUIRED),
            (404, {}, ErrorKind.REPO_NOT_FOUND),
            (404, {"Content-Type": "text/html"}, ErrorKind.BAD_ANSWER),
            (418, {}, ErrorKind.BAD_REQUEST),
            (409, {}, ErrorKind.CONFLICT),
            (412, {}, ErrorKind.CHANGED_SINCE),
            (511, {}, ErrorKind.BAD_ANSWER),
        ],
    )
    async def test_each_status_has_its_kind(
        self, gateway: HubGateway, raw: RawServer, status: int, headers: dict[str, str], kind: ErrorKind
    ) -> None:
        raw.replies["/api/models/owner/name/revision/main"] = Reply(status, headers)
        error = await kind_of(gateway.details(REF))
        assert (error.kind, error.subject, error.status) == (kind, "owner/name", status)

    async def test_what_the_hub_says_is_kept_as_detail(self, gateway: HubGateway, raw: RawServer) -> None:
        raw.replies["/api/models/owner/name/revision/main"] = json_reply({"error": "too shy"}, status=400)
        assert (await kind_of(gateway.details(REF))).detail == "400 too shy"

    @pytest.mark.parametrize("body", [b"[1]", b'{"error": {"no": "text"}}', b"\xff", b"x" * 200_000])
    async def test_an_odd_body_of_an_error_does_no_harm(self, gateway: HubGateway, raw: RawServer, body: bytes) -> None:
        raw.replies["/api/models/owner/name/revision/main"] = Reply(400, {}, body)
        assert (await kind_of(gateway.details(REF))).kind is ErrorKind.BAD_REQUEST


class TestTree:
    def entry(self, path: str, **more: object) -> dict[str, object]:
        return {"type": "file", "oid": COMMIT, "size": 1, "path": path, **more}

    @pytest.mark.parametrize("path", ["../x", "/x", "a\\b", "x\0y", ".git/config", "C:x", "", "a/b"])
    async def test_an_unsafe_path_is_refused(self, gateway: HubGateway, raw: RawServer, path: str) -> None:
        raw.replies[f"/api/models/owner/name/tree/{COMMIT}"] = json_reply([self.entry("fine"), self.entry(path)])
        error = await kind_of(gateway.files(REF, COMMIT))
        assert error.kind in {ErrorKind.UNTRUSTED, ErrorKind.BAD_ANSWER}
        assert path[:5] in error.detail or error.subject == path or path == ""

    @pytest.mark.parametrize("oid", ["", "a" * 39, "G" * 40, "../../x"])
    async def test_a_malformed_oid_is_refused(self, gateway: HubGateway, raw: RawServer, oid: str) -> None:
        raw.replies[f"/api/models/owner/name/tree/{COMMIT}"] = json_reply([self.entry("x", oid=oid)])
        assert (await kind_of(gateway.all_files(REF, COMMIT))).kind is ErrorKind.BAD_ANSWER

    async def test_a_malformed_sha256_is_refused(self, gateway: HubGateway, raw: RawServer) -> None:
        entry = self.entry("x", lfs={"oid": "a" * 40, "size": 5})
        raw.replies[f"/api/models/owner/name/tree/{COMMIT}"] = json_reply([entry])
        assert (await kind_of(gateway.all_files(REF, COMMIT))).kind is ErrorKind.BAD_ANSWER

    async def test_the_same_path_twice_is_refused(self, gateway: HubGateway, raw: RawServer) -> None:
        raw.replies[f"/api/models/owner/name/tree/{COMMIT}"] = json_reply([self.entry("x"), self.entry("x", size=2)])
        assert (await kind_of(gateway.all_files(REF, COMMIT))).kind is ErrorKind.UNTRUSTED

    async def test_a_listing_that_goes_in_circles_ends(self, gateway: HubGateway, raw: RawServer) -> None:
        here = f"/api/models/owner/name/tree/{COMMIT}"

        def again(seen: Seen) -> Reply:
            return json_reply([], headers={"Link": f'<{raw.url}{here}?cursor=1>; rel="next"'})

        raw.replies[here] = again
        assert (await kind_of(gateway.all_files(REF, COMMIT))).kind is ErrorKind.BAD_ANSWER


class TestContent:
    PATH = "/owner/name/resolve/main/README.md"

    async def test_text_that_is_no_utf8(self, gateway: HubGateway, raw: RawServer) -> None:
        raw.replies[self.PATH] = Reply(200, {"X-Repo-Commit": COMMIT}, b"caf\xe9 \xea\xb0\x80")
        assert await gateway.read_text(REF, "README.md", "main") == "caf\ufffd 가"

    async def test_a_missing_file(self, gateway: HubGateway, raw: RawServer) -> None:
        raw.replies[self.PATH] = Reply(404, {"X-Error-Code": "EntryNotFound"})
        assert (await kind_of(gateway.read_text(REF, "README.md", "main"))).kind is ErrorKind.FILE_NOT_FOUND

    async def test_a_portals_page_is_no_card(self, gateway: HubGateway, raw: RawServer) -> None:
        raw.replies[self.PATH] = Reply(200, {"Content-Type": "text/html"}, b"<html>sign in</html>")
        assert (await kind_of(gateway.read_text(REF, "README.md", "main"))).kind is ErrorKind.BAD_ANSWER

    @pytest.mark.parametrize("declared", [True, False])
    async def test_a_file_that_is_too_large(self, gateway: HubGateway, raw: RawServer, declared: bool) -> None:
        raw.replies[self.PATH] = Reply(200, {"X-Repo-Commit": COMMIT}, b"x" * 1001, says_length=declared)
        error = await kind_of(gateway.read_text(REF, "README.md", "main", max_bytes=1000))
        assert error.kind is ErrorKind.TOO_LARGE

    async def test_a_path_is_quoted(self, gateway: HubGateway, raw: RawServer) -> None:
        raw.replies["/owner/name/resolve/refs%2Fpr%2F1/a%20%23b/%ED%95%9C.md"] = Reply(
            200, {"X-Repo-Commit": COMMIT}, b"fine"
        )
        assert await gateway.read_text(REF, "a #b/한.md", "refs/pr/1") == "fine"

    async def test_an_unsafe_revision_is_not_asked_for(self, gateway: HubGateway, raw: RawServer) -> None:
        for asking in (
            gateway.read_text(REF, "README.md", "../../x"),
            gateway.details(REF, ".."),
            gateway.commits(REF, "a/../../b"),
        ):
            assert (await kind_of(asking)).kind is ErrorKind.REVISION_NOT_FOUND
        assert raw.seen == []

    async def test_an_unsafe_path_is_not_asked_for(self, gateway: HubGateway, raw: RawServer) -> None:
        assert (await kind_of(gateway.read_text(REF, "../../api/whoami-v2", "main"))).kind is ErrorKind.UNTRUSTED
        assert raw.seen == []


class TestFetch:
    async def test_a_picture_of_the_connection_gets_the_token(self, gateway: HubGateway, raw: RawServer) -> None:
        raw.replies["/a.png"] = Reply(200, {"Content-Type": "image/png"}, b"\x89PNG")
        assert await gateway.fetch(f"{raw.url}/a.png", max_bytes=100) == (b"\x89PNG", "image/png")
        assert raw.seen[0].authorization == f"Bearer {TOKEN}"

    async def test_plain_http_elsewhere_is_refused(self, gateway: HubGateway, raw: RawServer) -> None:
        error = await kind_of(gateway.fetch(f"{raw.foreign_url}/a.png", max_bytes=100))
        assert (error.kind, error.subject) == (ErrorKind.UNTRUSTED, "localhost")
        assert raw.seen == []

    @pytest.mark.parametrize(
        "target",
        ["http://localhost/x", "https://127.0.0.1/x", "https://192.168.0.1/", "file:///etc/passwd", "ftp://a.b/c"],
    )
    async def test_a_redirect_into_the_house_is_refused(self, gateway: HubGateway, raw: RawServer, target: str) -> None:
        raw.replies["/a.png"] = Reply(302, {"Location": target})
        assert (await kind_of(gateway.fetch(f"{raw.url}/a.png", max_bytes=100))).kind is ErrorKind.UNTRUSTED

    async def test_a_redirect_that_is_not_allowed_is_refused(self, gateway: HubGateway, raw: RawServer) -> None:
        asked: list[str] = []

        def allowed(url: str) -> bool:
            asked.append(url)
            return False

        raw.replies["/a.png"] = Reply(302, {"Location": "https://tracker.test/pixel"})
        error = await kind_of(gateway.fetch(f"{raw.url}/a.png", max_bytes=100, allowed=allowed))
        assert error.kind is ErrorKind.UNTRUSTED
        assert asked == ["https://tracker.test/pixel"]

    async def test_redirects_come_to_an_end(self, gateway: HubGateway, raw: RawServer) -> None:
        raw.replies["/a.png"] = Reply(302, {"Location": "/a.png"})
        assert (await kind_of(gateway.fetch(f"{raw.url}/a.png", max_bytes=100))).kind is ErrorKind.BAD_ANSWER

    async def test_a_size_is_kept_to(self, gateway: HubGateway, raw: RawServer) -> None:
        raw.replies["/a.png"] = Reply(200, {}, b"x" * 101)
        assert (await kind_of(gateway.fetch(f"{raw.url}/a.png", max_bytes=100))).kind is ErrorKind.TOO_LARGE

    async def test_nonsense_is_refused(self, gateway: HubGateway) -> None:
        for url in ("", "x", "https://", "https://[", "data:image/png;base64,AA=="):
            assert (await kind_of(gateway.fetch(url, max_bytes=100))).kind is ErrorKind.UNTRUSTED
