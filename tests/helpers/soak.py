"""How long the long runs are: whole with `dev.py soak`, a sample otherwise."""

from __future__ import annotations

import os

from hypothesis import HealthCheck, settings

WHOLE = bool(os.environ.get("HUBDESK_SOAK"))
FUZZ = settings(
    max_examples=4000 if WHOLE else 60,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)
