"""The machines that Spaces run on, and who may have them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from hubdesk.localhub.people.cast import organization_named
from hubdesk.localhub.refusal import Refusal, bad_request

BASIC, ZERO = "cpu-basic", "zero-a10g"


@dataclass(frozen=True, slots=True)
class Flavor:
    """One machine; the price is in millionths of a dollar a minute, `gpus` is how many of which model."""

    name: str
    title: str
    cpu: str
    memory: str
    disk: str = "50 GB"
    price: int = 0
    gpus: tuple[int, str, str] | None = None


# fmt: off
FLAVORS = {
    flavor.name: flavor
    for flavor in (
        Flavor(BASIC, "CPU Basic", "2 vCPU", "16 GB"),
        Flavor("cpu-upgrade", "CPU Upgrade", "8 vCPU", "32 GB", price=500),
        Flavor(ZERO, "ZeroGPU", "dynamic", "dynamic", gpus=(1, "RTX Pro 6000", "48 GB")),
        Flavor("t4-small", "Nvidia T4 - small", "4 vCPU", "15 GB", price=6_667, gpus=(1, "T4", "16 GB")),
        Flavor("t4-medium", "Nvidia T4 - medium", "8 vCPU", "30 GB", "100 GB", 10_000, (1, "T4", "16 GB")),
        Flavor("l4x1", "1x Nvidia L4", "8 vCPU", "30 GB", "400 GB", 13_333, (1, "L4", "24 GB")),
        Flavor("l4x4", "4x Nvidia L4", "48 vCPU", "186 GB", "3200 GB", 63_333, (4, "L4", "96 GB")),
        Flavor("l40sx1", "1x Nvidia L40S", "8 vCPU", "62 GB", "380 GB", 30_000, (1, "L40S", "48 GB")),
        Flavor("l40sx4", "4x Nvidia L40S", "48 vCPU", "382 GB", "3200 GB", 138_333, (4, "L40S", "192 GB")),
        Flavor("l40sx8", "8x Nvidia L40S", "192 vCPU", "1534 GB", "6500 GB", 391_667, (8, "L40S", "384 GB")),
        Flavor("a10g-small", "Nvidia A10G - small", "4 vCPU", "15 GB", "110 GB", 16_667, (1, "A10G", "24 GB")),
        Flavor("a10g-large", "Nvidia A10G - large", "12 vCPU", "46 GB", "200 GB", 25_000, (1, "A10G", "24 GB")),
        Flavor("a10g-largex2", "2x Nvidia A10G - large", "24 vCPU", "92 GB", "1000 GB", 50_000, (2, "A10G", "48 GB")),
        Flavor("a10g-largex4", "4x Nvidia A10G - large", "48 vCPU", "184 GB", "2000 GB", 83_333, (4, "A10G", "96 GB")),
        Flavor("a100-large", "Nvidia A100 - large", "12 vCPU", "142 GB", "1000 GB", 41_667, (1, "A100", "80 GB")),
        Flavor("a100x4", "4x Nvidia A100", "48 vCPU", "568 GB", "4000 GB", 166_667, (4, "A100", "320 GB")),
        Flavor("a100x8", "8x Nvidia A100", "96 vCPU", "1136 GB", "8000 GB", 333_333, (8, "A100", "640 GB")),
    )
}
# fmt: on


def listed() -> list[dict[str, Any]]:
    """The machines as the Hub lists them."""
    return [_shown(flavor) for flavor in FLAVORS.values()]


def pays(owner: str) -> bool:
    """Whether somebody has a payment method."""
    known = organization_named(owner)
    return known is not None and known.can_pay


def check_flavor(name: object, owner: str) -> str:
    """A machine that the owner of a Space may have.

    Raises:
        Refusal: 400, there is none of this name; 402, it costs money (or a subscription) and they do not pay.
    """
    if not isinstance(name, str) or name not in FLAVORS:
        raise bad_request(f"Invalid hardware flavor: {name}")
    if name != BASIC and not pays(owner):
        what = "a PRO subscription" if name == ZERO else "a payment method"
        raise Refusal(402, f"{FLAVORS[name].title} hardware needs {what}; add one in the billing settings")
    return name


def _shown(flavor: Flavor) -> dict[str, Any]:
    accelerator = None
    if flavor.gpus:
        count, model, memory = flavor.gpus
        accelerator = {
            "type": "gpu", "model": model, "quantity": str(count), "vram": memory, "manufacturer": "Nvidia",
        }  # fmt: skip
    return {
        "name": flavor.name,
        "prettyName": flavor.title,
        "cpu": flavor.cpu,
        "ram": flavor.memory,
        "ephemeralStorage": flavor.disk,
        "accelerator": accelerator,
        "unitCostMicroUSD": flavor.price,
        "unitCostUSD": flavor.price / 1_000_000,
        "unitLabel": "minute",
    }
