"""The interpreter itself: its start, its versions, a sign of life, stopping it, and a proof that arrays are shared."""

import ctypes
import os
import platform
import threading

import numpy as np

from narq2t.bridge.protocol import Array, Json, expect, operation


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
    processor = torch.cpu.get_capabilities()
    products = bool(processor.get("avx512_bf16") or processor.get("amx_bf16"))
    return {
        "python": platform.python_version(),
        "numpy": np.__version__,
        "torch": torch.__version__,
        "safetensors": safetensors.__version__,
        "threads": torch.get_num_threads(),
        "cuda": torch.version.cuda if cuda else None,
        "gpu": torch.cuda.get_device_name(0) if cuda else None,
        "gpu_bfloat16": cuda and torch.cuda.is_bf16_supported(including_emulation=False),
        "cpu_bfloat16": products,
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
