"""The only Python file that Java calls.

Java calls ``call(operation, arguments, *arrays)``: a name, one JSON object, and arrays that it shares without a copy.
The answer is one JSON object, ``{"ok": true, "value": ..., "nanos": ...}`` or
``{"ok": false, "type": ..., "message": ..., "traceback": ..., "nanos": ...}``. Nothing is raised through JEP, which
would lose the cause, and nothing may end the process: ``sys.exit`` in an embedded Python ends the JVM.

Progress is a JSON object on a queue that Java drains; cancelling is a flag that Java sets and Python reads per batch.
An operation must not keep a view of an array after it returns.
"""

import ctypes
import json
import os
import platform
import threading
import time
import traceback
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

Json = dict[str, Any]
Array = npt.NDArray[Any]
Operation = Callable[..., Any]

_OPERATIONS: dict[str, Operation] = {}
_java = threading.local()  # each interpreter has a thread of its own, with its own queue and flag


def attach(events: Any, cancelled: Any) -> None:
    """Gives this thread the ``LinkedBlockingQueue`` for progress and the ``AtomicBoolean`` for cancelling."""
    _java.events, _java.cancelled = events, cancelled


def operation(function: Operation) -> Operation:
    """Makes a function callable from Java under its own name."""
    _OPERATIONS[function.__name__] = function
    return function


def call(name: str, arguments: str, *arrays: Array) -> str:
    """Runs one operation; see the module's docstring for the answer."""
    start = time.perf_counter_ns()
    try:
        if name not in _OPERATIONS:
            raise LookupError(f"bridge.py has no operation '{name}', it has {', '.join(sorted(_OPERATIONS))}")
        answer = {"ok": True, "value": _OPERATIONS[name](json.loads(arguments), *arrays)}
    except BaseException as error:  # SystemExit and KeyboardInterrupt too: see above
        answer = {
            "ok": False,
            "type": type(error).__name__,
            "message": str(error),
            "traceback": traceback.format_exc(),
        }
    answer["nanos"] = time.perf_counter_ns() - start
    return json.dumps(answer)


def emit(kind: str, **fields: Any) -> None:
    """Sends one progress message to Java's listeners."""
    events = getattr(_java, "events", None)
    if events is not None:
        events.put(json.dumps({"kind": kind, **fields}))


def cancelled() -> bool:
    """Whether Java asked the running operation to stop."""
    flag = getattr(_java, "cancelled", None)
    return flag is not None and bool(flag.get())


def expect(array: Array, name: str, dtype: str, *shape: int | None) -> Array:
    """Checks that an array from Java is what the operation needs; None in ``shape`` stands for any extent.

    Raises:
        ValueError: wrong type, byte order or shape.
    """
    if not isinstance(array, np.ndarray):
        raise ValueError(f"{name} must be a shared array, not {type(array).__name__}")
    if not array.dtype.isnative:
        raise ValueError(f"{name} is not in this machine's byte order: allocate it with order(ByteOrder.nativeOrder())")
    if array.dtype != np.dtype(dtype):
        raise ValueError(f"{name} must be {dtype}, not {array.dtype}")
    if len(shape) != array.ndim or any(s is not None and s != a for s, a in zip(shape, array.shape, strict=False)):
        wanted = ", ".join("*" if s is None else str(s) for s in shape)
        raise ValueError(f"{name} must have shape ({wanted}), not {array.shape}")
    return array


@operation
def start(arguments: Json) -> Json:
    """Loads torch once, sets its number of threads, and names the calling thread for ``interrupt``."""
    import torch
    from _jep import JEP_NUMPY_ENABLED  # type: ignore[import-not-found]

    if not JEP_NUMPY_ENABLED:
        raise RuntimeError("JEP was built without numpy support: remove the environment and run 'make setup'")
    if arguments["threads"] > 0:
        torch.set_num_threads(arguments["threads"])
    return {"thread_id": threading.get_ident(), "threads": torch.get_num_threads()}


@operation
def versions(_: Json) -> Json:
    """What the embedded interpreter runs on."""
    import safetensors
    import torch

    cuda = torch.cuda.is_available()
    return {
        "python": platform.python_version(),
        "numpy": np.__version__,
        "torch": torch.__version__,
        "safetensors": safetensors.__version__,
        "threads": torch.get_num_threads(),
        "cuda": torch.version.cuda if cuda else None,
        "gpu": torch.cuda.get_device_name(0) if cuda else None,
        "cpu_capability": torch.backends.cpu.get_cpu_capability(),
        "process": os.getpid(),
    }


@operation
def ping(_: Json) -> str:
    """Answers, from whichever interpreter it is asked."""
    return "pong"


@operation
def interrupt(arguments: Json) -> bool:
    """Raises KeyboardInterrupt in the thread that ``start`` named: the last means before Python is given up."""
    set_exception = ctypes.pythonapi.PyThreadState_SetAsyncExc
    thread = ctypes.c_ulong(arguments["thread_id"])
    return bool(set_exception(thread, ctypes.py_object(KeyboardInterrupt)) == 1)


@operation
def probe(_: Json, array: Array) -> Json:
    """Proves that an array is shared: returns torch's address of it and its sum, then adds 1 to every value."""
    import torch

    tensor = torch.from_numpy(expect(array, "array", "float32", *[None] * array.ndim))
    answer = {"address": tensor.data_ptr(), "sum": float(tensor.sum()), "shape": list(tensor.shape)}
    tensor += 1
    return answer


@operation
def formats(_: Json) -> list[dict[str, str]]:
    """The benchmark formats that can be imported, each with its space."""
    from narq2t import loaders

    return loaders.formats()


@operation
def import_table(arguments: Json) -> Json:
    """Imports a benchmark into one columnar file; see ``loaders.import_table``.

    ``space``: the space file, or null; ``device`` and ``dataset``: what a latency-csv was measured on, or null.
    """
    from narq2t import loaders

    return loaders.import_table(
        arguments["format"],
        [Path(source) for source in arguments["sources"]],
        Path(arguments["target"]),
        sha256=arguments.get("sha256"),
        space=arguments.get("space"),
        device=arguments.get("device"),
        dataset=arguments.get("dataset"),
        progress=lambda done, total, label: emit("import", done=done, total=total, label=label),
    )


@operation
def import_surrogate(arguments: Json) -> Json:
    """Writes the table that the embedded surrogate predicts; see ``surrogate.import_surrogate``."""
    from narq2t import surrogate

    return surrogate.import_surrogate(Path(arguments["model"]), Path(arguments["target"]))


class Session:
    """A model that Java trains and asks, with copies of the samples that it was given."""

    def __init__(self, trainer: Any) -> None:
        self.trainer = trainer
        self.samples: dict[str, Any] = {}

    def features(self, array: Array) -> Any:
        """An array from Java as feature tensors (n, N, P, P): a view, for as long as the operation runs."""
        import torch

        config = self.trainer.model.config
        shape = (config.n_patches, config.patch_size, config.patch_size)
        return torch.from_numpy(expect(array, "features", "float32", None, *shape))


_sessions: dict[int, Session] = {}


def open_models() -> int:
    """How many models are open. While there are, an edited package is not imported again: they belong to this one."""
    return len(_sessions)


def _session(arguments: Json) -> Session:
    try:
        return _sessions[arguments["session"]]
    except KeyError:
        raise LookupError(f"no model is open under the number {arguments.get('session')}") from None


@operation
def open_model(arguments: Json) -> Json:
    """Builds a model, open until ``close_model``.

    ``arguments``: ``model`` and ``training`` hold the fields of ModelConfig and TrainingConfig, ``device`` its name.
    """
    import torch

    from narq2t.model import ModelConfig
    from narq2t.training import Trainer, TrainingConfig

    model = arguments["model"]
    if isinstance(model["feature_scale"], list):
        model["feature_scale"] = tuple(model["feature_scale"])
    training = {**arguments["training"], "betas": tuple(arguments["training"]["betas"])}
    trainer = Trainer(ModelConfig(**model), TrainingConfig(**training), arguments["device"])
    number = max(_sessions, default=0) + 1
    _sessions[number] = Session(trainer)
    parameters = sum(p.numel() for p in trainer.model.parameters())
    return {
        "session": number,
        "device": str(trainer.device),
        "threads": torch.get_num_threads(),
        "parameters": parameters,
    }


@operation
def close_model(arguments: Json) -> None:
    """Lets go of a model and of its samples."""
    _sessions.pop(arguments["session"], None)


@operation
def load_samples(arguments: Json, features: Array, accuracy: Array, tier: Array, latency: Array) -> None:
    """Copies the samples called ``name``: features (n, N, P, P), accuracy, tier and latency in ms, each (n,)."""
    import torch

    from narq2t.training import Samples

    session = _session(arguments)
    config = session.trainer.model.config
    tensors = session.features(features)
    n = len(tensors)
    expect(accuracy, "accuracy", "float32", n)
    expect(tier, "tier", "int32", n if config.n_tiers else None)
    expect(latency, "latency", "float32", n if config.latency else None)
    if config.latency and (latency < 0).any():
        raise ValueError(f"latency must be NaN where it is unknown, not {latency.min()}")
    session.samples[arguments["name"]] = Samples(
        tensors.clone(),
        torch.from_numpy(accuracy).clone(),
        torch.from_numpy(tier).long() if config.n_tiers else None,
        torch.from_numpy(latency).clone() if config.latency else None,
    )


def _figures(result: Any) -> Json:
    return {name: value for name, value in result.mean._asdict().items() if value is not None}


@operation
def train_epoch(arguments: Json, batches: Array) -> Json:
    """Trains one epoch on the samples called ``train``; batches (t, k) int32 are rows of them. Emits each batch."""
    import torch

    session, epoch = _session(arguments), arguments["epoch"]
    rows = torch.from_numpy(expect(batches, "batches", "int32", None, None)).long()
    result = session.trainer.train_epoch(
        session.samples["train"],
        rows,
        seed=arguments["seed"],
        on_batch=lambda number, losses: emit("batch", epoch=epoch, batch=number, batches=len(rows), loss=losses.total),
        cancelled=cancelled,
    )
    return {**_figures(result), "learning_rate": result.learning_rates[-1]}


@operation
def validate(arguments: Json, batches: Array) -> Json:
    """The losses and the tier accuracy on the samples called ``validation``; batches (t, k) int32 are rows of them."""
    import torch

    session = _session(arguments)
    rows = torch.from_numpy(expect(batches, "batches", "int32", None, None)).long()
    return _figures(session.trainer.validate(session.samples["validation"], rows, cancelled=cancelled))


@operation
def keep_best(arguments: Json) -> None:
    """Keeps the present weights as the best ones."""
    _session(arguments).trainer.keep_best()


@operation
def restore_best(arguments: Json) -> None:
    """Goes back to the weights that were kept."""
    _session(arguments).trainer.restore_best()


@operation
def score(arguments: Json, features: Array, scores: Array, tiers: Array, latency: Array) -> None:
    """Fills scores (n,), tier probabilities (n, T) and latency (n,) in ms for features (n, N, P, P) float32.

    Without tiers or without a latency head the array has no values. ``stoppable`` false: a cancelled run is no concern
    of it.
    """
    import torch

    session = _session(arguments)
    config = session.trainer.model.config
    tensors = session.features(features)
    n = len(tensors)
    expect(scores, "scores", "float32", n)
    expect(tiers, "tiers", "float32", n, config.n_tiers)
    expect(latency, "latency", "float32", n if config.latency else 0)
    session.trainer.score(
        tensors,
        torch.from_numpy(scores),
        torch.from_numpy(tiers) if config.n_tiers else None,
        torch.from_numpy(latency) if config.latency else None,
        cancelled=cancelled if arguments.get("stoppable", True) else lambda: False,
    )


@operation
def save_model(arguments: Json) -> None:
    """Writes the whole state of the training into the file ``path``, atomically."""
    _session(arguments).trainer.save(Path(arguments["path"]))


@operation
def load_model(arguments: Json) -> None:
    """Reads a state that ``save_model`` wrote."""
    _session(arguments).trainer.load(Path(arguments["path"]))


def _cells(arguments: Json, codes: Array, name: str = "codes", flops: Array | None = None) -> Any:
    """Architectures from codes (n, E) int32 and flops (n,) float32; FLOPs that nothing asks for are 0."""
    from narq2t.latency import Cells

    n = len(expect(codes, name, "int32", None, None))
    costs = np.zeros(n) if flops is None else expect(flops, f"flops of {name}", "float32", n).astype(np.float64)
    return Cells(codes.copy(), costs, arguments["operators"])


def _milliseconds(array: Array, name: str, *shape: int | None) -> Array:
    return expect(array, name, "float32", *shape).astype(np.float64)


@operation
def latency_predictors(_: Json) -> list[str]:
    """The names of the B predictors of ``latency_baselines``, in the order of its rows."""
    from narq2t.latency import BASELINES

    return [baseline.name for baseline in BASELINES]


@operation
def latency_baselines(
    arguments: Json,
    codes: Array,
    flops: Array,
    latency_ms: Array,
    all_codes: Array,
    all_flops: Array,
    predictions: Array,
) -> Json:
    """Fits every baseline to n architectures and fills predictions (B, S) in ms for S architectures.

    codes (n, E) int32, flops (n,) float32, latency_ms (n,) float32 with NaN for unknown, all_codes (S, E), all_flops
    (S,). ``arguments``: ``operators`` per edge, and ``seed`` and ``folds`` (5) of the cross-validation.
    """
    from dataclasses import asdict

    from narq2t.latency import BASELINES, Design, choose, cross_validate

    cells = _cells(arguments, codes, "codes", flops)
    design = Design(cells, _milliseconds(latency_ms, "latency_ms", len(cells)))
    space = _cells(arguments, all_codes, "all_codes", all_flops)
    expect(predictions, "predictions", "float32", len(BASELINES), len(space))
    checked = {b.name: cross_validate(b, design, arguments.get("folds", 5), arguments["seed"]) for b in BASELINES}
    for row, baseline in enumerate(BASELINES):
        predictions[row] = baseline.fit(design).predict(space)
    figures = {name: found.figures for name, found in checked.items()}
    return {
        "names": list(figures),
        "cross_validation": [asdict(figure) for figure in figures.values()],
        "chosen": choose(figures),
        "known": figures[BASELINES[0].name].known,
        "folds": checked[BASELINES[0].name].folds,
    }


@operation
def latency_figures(_: Json, predicted_ms: Array, measured_ms: Array) -> Json:
    """The errors of predictions (n,) float32 against measurements (n,) float32, both in ms, NaN for unknown."""
    from dataclasses import asdict

    from narq2t.latency import Figures

    n = len(expect(predicted_ms, "predicted_ms", "float32", None))
    measured = _milliseconds(measured_ms, "measured_ms", n)
    return asdict(Figures.of(_milliseconds(predicted_ms, "predicted_ms", n), measured))


@operation
def latency_few_samples(arguments: Json, codes: Array, latency_ms: Array, others_ms: Array) -> Json:
    """How well a device is learned from few measurements, without and with transfer; see ``latency.learn_from_few``.

    codes (n, E) int32; latency_ms (n,) and others_ms (D, n) float32 in ms, NaN for unknown. ``arguments``:
    ``operators`` per edge, ``seed``, ``sizes`` and ``repeats``, the last two optional.
    """
    from dataclasses import asdict

    from narq2t.latency import Design, few_samples

    cells = _cells(arguments, codes)
    design = Design(cells, _milliseconds(latency_ms, "latency_ms", len(cells)))
    others = _milliseconds(others_ms, "others_ms", None, len(cells))
    sizes, repeats = arguments.get("sizes", few_samples.SIZES), arguments.get("repeats", few_samples.REPEATS)
    learned = few_samples.learn_from_few(design, others, sizes, arguments["seed"], repeats)
    return {
        "learned": [asdict(row) for row in learned],
        "others": few_samples.usable(design, others).tolist(),
        "known": len(design.measured()),
    }


@operation
def latency_spread(arguments: Json, codes: Array) -> list[int]:
    """The rows of codes (n, E) int32 to measure first; ``operators`` per edge, ``count``, ``seed``."""
    from narq2t.latency import spread

    rows: list[int] = spread(_cells(arguments, codes), arguments["count"], arguments["seed"]).tolist()
    return rows


@operation
def latency_noise_floor(_: Json, first_ms: Array, second_ms: Array) -> Json:
    """The noise of a measurement from two of each architecture, (n,) float32 each; see ``latency.noise_floor``."""
    from dataclasses import asdict

    from narq2t.latency import noise_floor

    n = len(expect(first_ms, "first_ms", "float32", None))
    second = _milliseconds(second_ms, "second_ms", n)
    return asdict(noise_floor(_milliseconds(first_ms, "first_ms", n), second))


@operation
def export_parquet(arguments: Json) -> list[str]:
    """Writes the tables of the run in folder ``run`` as Parquet into folder ``target``; see ``export.write_parquet``.

    ``notes``: what the files say of their run, text by name. Returns the names of the files.
    """
    from narq2t import export

    files = export.write_parquet(Path(arguments["run"]), Path(arguments["target"]), arguments["notes"])
    return [file.name for file in files]


@operation
def export_event_file(arguments: Json) -> None:
    """Writes TensorBoard's event file into folder ``target``; see ``export.write_event_file``.

    ``scalars``: objects with ``name``, ``step``, ``value`` and ``time`` in seconds since 1970; ``settings``: text by
    name; ``figures``: numbers by name.
    """
    from narq2t import export

    scalars = [export.Scalar(**scalar) for scalar in arguments["scalars"]]
    export.write_event_file(Path(arguments["target"]), scalars, arguments["settings"], arguments["figures"])
