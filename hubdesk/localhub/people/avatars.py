"""The pictures of accounts: a pattern of squares that depends on the id alone."""

from __future__ import annotations

import hashlib

_SIDE = 5


def drawing(account: str) -> str:
    """An SVG of 5 x 5 squares, the same left and right."""
    digest = hashlib.blake2b(account.encode("utf-8", "surrogatepass"), digest_size=8).digest()
    hue = digest[0] * 360 // 256
    squares = "".join(
        f'<rect x="{column}" y="{row}" width="1" height="1"/>'
        for row in range(_SIDE)
        for column in range(_SIDE)
        if digest[1 + row] >> min(column, _SIDE - 1 - column) & 1
    )
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="-1 -1 {_SIDE + 2} {_SIDE + 2}" shape-rendering="crispEdges">'
        f'<rect x="-1" y="-1" width="{_SIDE + 2}" height="{_SIDE + 2}" fill="hsl({hue} 40% 92%)"/>'
        f'<g fill="hsl({hue} 55% 45%)">{squares}</g></svg>'
    )
