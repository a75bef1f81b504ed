"""What a token can be allowed, in the Hub's own words."""

from __future__ import annotations

from enum import StrEnum


class Permission(StrEnum):
    """One thing that a token may do; the values are what fine-grained tokens call it."""

    READ = "repo.content.read"
    SEE_REQUESTS = "repo.access.read"
    WRITE = "repo.write"
    DISCUSS = "discussion.write"
    READ_COLLECTIONS = "collection.read"
    WRITE_COLLECTIONS = "collection.write"
    READ_WEBHOOKS = "user.webhooks.read"
    WRITE_WEBHOOKS = "user.webhooks.write"


READING = frozenset({Permission.READ, Permission.READ_COLLECTIONS, Permission.READ_WEBHOOKS})
EVERYTHING = frozenset(Permission)
_IMPLIED = {
    Permission.WRITE: (Permission.READ, Permission.SEE_REQUESTS),
    Permission.WRITE_COLLECTIONS: (Permission.READ_COLLECTIONS,),
    Permission.WRITE_WEBHOOKS: (Permission.READ_WEBHOOKS,),
}
OAUTH = {
    "openid": (),
    "profile": (),
    "email": (),
    "read-repos": (Permission.READ,),
    "gated-repos": (),  # see Token.reads_gated
    "write-repos": (Permission.WRITE,),
    "manage-repos": (Permission.WRITE,),
    "write-discussions": (Permission.DISCUSS,),
    "read-collections": (Permission.READ_COLLECTIONS,),
    "write-collections": (Permission.WRITE_COLLECTIONS,),
    "webhooks": (Permission.WRITE_WEBHOOKS,),
}


def with_implied(permissions: frozenset[Permission]) -> frozenset[Permission]:
    """These permissions, and what goes without saying: who may write may read."""
    return permissions | {also for each in permissions for also in _IMPLIED.get(each, ())}
