"""The latency of cells on this machine, as the CSV that `data import --format latency-csv` reads."""

from __future__ import annotations

import warnings
from collections.abc import Callable, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING, Literal, Self

from narq2t.errors import Refused

from .on_device import append, measured, row, runner, session_of, timings

if TYPE_CHECKING:
    from collections.abc import Iterator

    from torch import nn

    from narq2t.spaces import NetworkConfig

Runtime = Literal["onnxruntime", "torch"]


@dataclass(frozen=True, kw_only=True)
class MeasureConfig:
    """How networks are run. `threads` are fixed for the time of measuring; `device` is cuda only with torch.

    Raises Refused naming the first field that cannot be, or if there is no CUDA device.
    """

    runtime: Runtime = "onnxruntime"
    device: Literal["cpu", "cuda"] = "cpu"
    batch: int = 1
    threads: int = 1
    warm_up: int = 10
    runs: int = 50

    def __post_init__(self) -> None:
        if self.runtime not in ("onnxruntime", "torch"):
            raise Refused(f"runtime must be onnxruntime or torch, not {self.runtime!r}")
        if self.device not in ("cpu", "cuda") or (self.device == "cuda" and self.runtime != "torch"):
            raise Refused(f"device must be cpu, or cuda with torch, not {self.device!r} with {self.runtime}")
        if self.device == "cuda" and not has_cuda():
            raise Refused("device cannot be cuda: PyTorch finds no CUDA device here")
        for name, least in (("batch", 1), ("threads", 1), ("warm_up", 0), ("runs", 1)):
            value = getattr(self, name)
            if type(value) is not int or value < least:
                raise Refused(f"{name} must be a whole number, at least {least}, not {value!r}")

    @classmethod
    def here(cls, device: str = "cpu", runtime: str | None = None, **others: int) -> Self:
        """Of a device, or of "this": CUDA where PyTorch finds it, unless for onnxruntime. The runtime follows."""
        if device == "this":
            device = "cuda" if runtime != "onnxruntime" and has_cuda() else "cpu"
        runtime = runtime or ("torch" if device == "cuda" else "onnxruntime")
        return cls(device=device, runtime=runtime, **others)  # type: ignore[arg-type]  # what it cannot be, it refuses


def has_cuda() -> bool:
    """Whether PyTorch finds a CUDA device."""
    import torch

    return torch.cuda.is_available()


def measure_network(network: nn.Module, config: NetworkConfig, how: MeasureConfig) -> list[float]:
    """Milliseconds of each measured run of a batch of random images."""
    with _running(network, config, how) as run:
        return timings(run, warm_up=how.warm_up, runs=how.runs)


def measure_cells(
    space: str,
    cells: Sequence[str],
    config: NetworkConfig,
    out: Path,
    how: MeasureConfig | None = None,
    *,
    progress: Callable[[int, int], None] = lambda done, total: None,
    cancelled: Callable[[], bool] = lambda: False,
) -> int:
    """Adds a row to `out` for each cell that has none yet; how many were added.

    A row is written as soon as it is known: after an interruption the rest is measured. `cancelled` is asked before
    each cell. Raises Refused for what is no cell, a folder that is not there, a file of other columns, or one with
    rows of another batch, number of threads or runtime.
    """
    from narq2t import network

    how, added = how or MeasureConfig(), 0
    runtime = how.runtime if how.device == "cpu" else f"{how.runtime}-{how.device}"
    settings = {"batch": how.batch, "threads": how.threads, "runtime": runtime}
    if not out.parent.is_dir():
        raise Refused(f"{out} cannot be written: there is no folder {out.parent}")
    try:
        known = measured(out, settings)
    except (OSError, ValueError) as error:
        raise Refused(str(error)) from error
    for done, cell in enumerate(cells):
        if cancelled():
            break
        progress(done, len(cells))
        if cell in known:
            continue
        built = network.build(space, cell, config)
        found = measure_network(built.network, config, how)
        append(out, row(cell, found, settings))
        known.add(cell)
        added += 1
    else:
        progress(len(cells), len(cells))
    return added


def _quick_onnx(network: nn.Module, config: NetworkConfig, batch: int) -> bytes:
    """The network for one size of batch, by PyTorch's older exporter.

    It takes a fifth of a second where the one that networks are written by takes some seconds; the two files are as
    fast as each other (medians within 3 % for two cells of NAS-Bench-201).
    """
    import torch

    images = torch.zeros(batch, config.image_channels, config.resolution, config.resolution)
    file, training = BytesIO(), network.training
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", DeprecationWarning)
        torch.onnx.export(network.eval(), (images,), file, dynamo=False, input_names=["images"])  # type: ignore[arg-type]
    network.train(training)
    return file.getvalue()


@contextmanager
def _running(network: nn.Module, config: NetworkConfig, how: MeasureConfig) -> Iterator[Callable[[], object]]:
    """A call that runs the network once; inside, torch has the threads that are asked for."""
    import torch

    if how.runtime == "onnxruntime":
        yield runner(session_of(_quick_onnx(network, config, how.batch), how.threads), how.batch)
        return
    threads, training = torch.get_num_threads(), network.training
    shape = (how.batch, config.image_channels, config.resolution, config.resolution)
    with ExitStack() as after:
        after.callback(torch.set_num_threads, threads)
        after.callback(network.train, training)
        torch.set_num_threads(how.threads)
        network.eval().to(how.device)
        images = torch.randn(shape, generator=torch.Generator().manual_seed(0)).to(how.device)

        def run() -> None:
            with torch.inference_mode():
                network(images)
            if how.device == "cuda":
                torch.cuda.synchronize()

        yield run
