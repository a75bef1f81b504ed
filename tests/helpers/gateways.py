"""What tests that need a gateway share."""

from __future__ import annotations

from collections.abc import Callable

from hubdesk.hub.gateway import HubGateway

TOKEN = "hf_secretsecretsecret"

MakeGateway = Callable[..., HubGateway]
