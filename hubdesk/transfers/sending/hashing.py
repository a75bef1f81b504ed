"""Tells the digests of files, a few at a time."""

from __future__ import annotations

from hubdesk.transfers.digest import READ_SIZE, new_digest
from hubdesk.transfers.protocol import Message
from hubdesk.transfers.sending.messages import Hashed
from hubdesk.transfers.sending.parcel import Parcel, blocks, changed, place
from hubdesk.transfers.uploads.reading import opened

_SHA256 = "0" * 64  # stands for the kind of digest


def hash_parcel(parcel: Parcel) -> Message:
    """Read a file to its end and say its digest, or why not."""
    try:
        return Hashed(parcel.item.fetch_id, digest_of(parcel))
    except Exception as error:  # whatever it is, it is the answer
        return parcel.failure(error)


def digest_of(parcel: Parcel) -> str:
    """The sha256 of a large file, the git sha1 of any other; it counts as movement.

    Raises:
        StoppedError: it was told to stop.
        InputError: BAD_FILE, the file is not what was planned.
        OSError: it cannot be read.
    """
    item = parcel.item
    digest = new_digest(_SHA256 if item.large else "", item.size)
    parcel.stop.check()
    with opened(place(item)) as file:
        parcel.check_unchanged(file)
        try:
            for block in blocks(file, 0, item.size, READ_SIZE):
                parcel.stop.check()
                digest.update(block)
                parcel.add(len(block))
        except EOFError:
            raise changed(item) from None
        parcel.check_unchanged(file)
    return digest.hexdigest()
