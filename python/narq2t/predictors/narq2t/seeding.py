"""Seeds that give the same bits, and leave torch's generators where they were."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager, nullcontext

import torch
from torch.nn.attention import SDPBackend, sdpa_kernel


def check_seed(seed: int) -> None:
    """Raises ValueError unless `seed` is one that Java and torch both take."""
    if type(seed) is not int or not 0 <= seed < 2**63:
        raise ValueError(f"seed must be an integer from 0 to 2^63 - 1, not {seed!r}")


@contextmanager
def seeded(seed: int, device: torch.device) -> Iterator[None]:
    """Inside, torch's generators start from `seed`; afterwards they are where they were."""
    check_seed(seed)
    with torch.random.fork_rng(devices=[device] if device.type == "cuda" else []):
        torch.manual_seed(seed ^ seed >> 32)  # torch's CPU generator reads the lower 32 bits only: fold the others in
        # CUDA's fused attention adds up gradients in no fixed order; the plain one repeats itself bit for bit.
        with sdpa_kernel(SDPBackend.MATH) if device.type == "cuda" else nullcontext():
            yield
