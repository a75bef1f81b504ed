"""The kinds of faults: what each does, what its value says, and which options it has besides."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from hubdesk.localhub.faults.variants import CAS_URLS, ETAGS, PATHS, SHAPES, SIZES

REDIRECTS = ("301", "302", "303", "307", "308")


@dataclass(frozen=True, slots=True)
class Kind:
    """One kind of fault. A value is a number, one of some words, a text, or none of these."""

    does: str
    number: bool = False
    least: float = 0
    most: float = float("inf")
    words: tuple[str, ...] = ()
    text: bool = False
    default: str | None = None  # the value if none is given; None: it must be given
    options: tuple[str, ...] = ()

    @property
    def takes_value(self) -> bool:
        """Whether anything may stand behind the `=`."""
        return self.number or self.text or bool(self.words)


def _number(does: str, least: float = 0, most: float = float("inf"), default: str | None = None, *options: str) -> Kind:
    return Kind(does, number=True, least=least, most=most, default=default, options=options)


KINDS: Mapping[str, Kind] = {
    # Time and the connection
    "delay": _number("waits so many ms before answering, give or take `jitter` ms", 0, 3.6e6, None, "jitter"),
    "no_answer": Kind("never answers; the connection stays open"),
    "lose_answer": Kind("does what was asked, then closes the connection instead of answering"),
    "cut": _number("closes after so many bytes of the body", default="0"),
    "reset": _number("the same, rudely (RST)", default="0"),
    "stall": _number("falls silent after so many bytes of the body", default="0"),
    "slow": _number("sends at most so many bytes a second", 1),
    "slow_upload": _number("takes at most so many bytes a second from the client", 1),
    "cut_upload": _number("closes after so many bytes of the client's body", default="0"),
    # The bytes and what is said of them
    "wrong_bytes": _number("the right length, but another byte at this offset of the file (else in each chunk)",
                           -1, default="-1"),
    "truncate": _number("ends politely after so many bytes, with a Content-Length that agrees"),
    "truncate_chunked": _number("the same, without a Content-Length"),
    "ignore_range": Kind("sends the whole file, whatever Range asks for"),
    "wrong_range": _number("moves what Content-Range says by so many bytes", -1e12, default="1"),
    "change_etag": Kind("another version: other etags, and other bytes throughout"),
    "gzip_bomb": _number("so many MB of zeros with Content-Encoding: gzip", 1, 1e5, "256"),
    "etag": Kind("etags that are none", words=(*ETAGS,)),
    "drop_header": Kind("leaves out this header", text=True),
    "set_header": Kind("has this header, written `Name: value`", text=True),
    # Another answer
    "status": _number("refuses with this status, 400 to 599; `code`, `message` and `retry_after` may say more",
                      400, 599, None, "code", "message", "retry_after"),
    "rate_limit": _number("429 that ends in so many seconds, with Retry-After, RateLimit and RateLimit-Policy"),
    "html": Kind("the page of a captive portal, with status 200"),
    "bad_json": Kind("half a JSON answer"),
    "json": Kind("JSON of a shape nobody expects", words=(*SHAPES,)),
    "set_json": Kind("has this in the JSON, written `/pointer/to/it value`; `*` is every item", text=True),
    # To other places
    "redirect": Kind("redirects to another origin, which serves the same; see GET thief", words=REDIRECTS,
                     default="302"),
    "redirect_loop": Kind("redirects to itself", words=REDIRECTS, default="302"),
    "endless_next": Kind("a Link to the next page that leads to this page"),
    "foreign_next": Kind("a Link to the next page on another origin"),
    "foreign_upload": Kind("upload addresses on another origin"),
    "foreign_verify": Kind("the address that verifies an upload on another origin"),
    "foreign_xet_auth": Kind("the Link to a Xet token on another origin"),
    "foreign_refresh": Kind("X-Xet-Refresh-Route on another origin"),
    # Xet, and lists of files
    "cas_url": Kind("a Xet token for another place, or for the URL given", words=(*CAS_URLS,), text=True),
    "xet_expired": Kind("a Xet token that ended an hour ago"),
    "xet_hash": Kind("Xet hashes that belong to nothing"),
    "paths": Kind("files of hostile names in listings", words=("all", *PATHS), default="all"),
    "sizes": Kind("sizes that are none, in listings", words=(*SIZES,)),
    "oids": Kind("ids of files that are none, in listings", words=(*ETAGS,)),
}  # fmt: skip
