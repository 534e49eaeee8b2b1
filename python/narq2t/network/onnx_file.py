"""A network as an ONNX file: any batch size, class names and normalisation inside, checked against PyTorch."""

from __future__ import annotations

import logging
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import torch
from torch import Tensor, nn

from narq2t.spaces import NetworkConfig

TOLERANCE = 1e-4
"""Largest accepted difference of a logit, as a share of the largest logit of the check or of 1."""

_BATCHES = (1, 3)


class WrongExport(ArithmeticError):  # noqa: N818
    """The file's network does not compute what PyTorch computes; nothing was written."""


def write_onnx(
    path: Path, network: nn.Module, config: NetworkConfig, metadata: Mapping[str, str], *, batch: int | None = None
) -> float:
    """Writes `images` (n, c, r, r) float32 to `logits` (n, classes) with this metadata; the network stays as it is.

    `batch` fixes n, for devices that need that. Returns the largest difference of a logit between onnxruntime and
    PyTorch, as a share. Raises WrongExport if it is more than `TOLERANCE`.
    """
    import onnx

    model = to_onnx(network, config, batch)
    for name, text in metadata.items():
        model.metadata_props.add(key=name, value=text)
    onnx.checker.check_model(model, full_check=True)
    content = model.SerializeToString()
    difference = _difference(content, network, config, _BATCHES if batch is None else (batch,))
    if not difference <= TOLERANCE:
        raise WrongExport(f"onnxruntime and PyTorch differ by {difference:.2g} of a logit, more than {TOLERANCE}")
    path.write_bytes(content)
    return difference


def to_onnx(network: nn.Module, config: NetworkConfig, batch: int | None = None) -> Any:
    """The network in evaluation mode as an `onnx.ModelProto`; some seconds of computing."""
    images = torch.zeros(batch or 2, config.image_channels, config.resolution, config.resolution)
    shapes = None if batch else {"images": {0: torch.export.Dim("n")}}
    with _evaluating(network), _quiet():
        program = torch.onnx.export(
            network,
            (images.to(next(network.parameters()).device),),
            dynamo=True,
            input_names=["images"],
            output_names=["logits"],
            dynamic_shapes=shapes,
            verbose=False,
        )
    assert program is not None  # without a file name the program is returned
    return program.model_proto


def _difference(content: bytes, network: nn.Module, config: NetworkConfig, batches: tuple[int, ...]) -> float:
    import onnxruntime

    session = onnxruntime.InferenceSession(content, providers=["CPUExecutionProvider"])
    generator, differences = torch.Generator().manual_seed(0), []
    device = next(network.parameters()).device
    for n in batches:
        images = torch.randn(n, config.image_channels, config.resolution, config.resolution, generator=generator)
        with _evaluating(network), torch.inference_mode():
            expected: Tensor = network(images.to(device)).cpu()
        found = torch.from_numpy(session.run(["logits"], {"images": images.numpy()})[0])
        if found.shape != expected.shape:
            raise WrongExport(f"the logits of {n} images are {tuple(found.shape)}, not {tuple(expected.shape)}")
        differences.append(float((found - expected).abs().max() / expected.abs().max().clamp(min=1)))
    return max(differences)


@contextmanager
def _evaluating(network: nn.Module) -> Iterator[None]:
    """Inside, the network is in evaluation mode; afterwards in the mode it was in."""
    training = network.training
    network.eval()
    try:
        yield
    finally:
        network.train(training)


@contextmanager
def _quiet() -> Iterator[None]:
    """Without the exporter's remarks on operators of packages that are not installed."""
    logger = logging.getLogger("torch.onnx")
    before = logger.level
    logger.setLevel(logging.ERROR)
    try:
        yield
    finally:
        logger.setLevel(before)
