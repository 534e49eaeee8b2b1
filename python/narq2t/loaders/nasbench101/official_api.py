"""Format `nasbench-api`: the official files of NAS-Bench-101 through the official API, where it is installed.

The API is written for TensorFlow 1 and for protobuf 3. While it is imported, TensorFlow 2 stands in with its
`compat.v1`, and its generated message module, which no protobuf since 4 accepts, with the message of `metrics`. It
takes several GB of memory; `nasbench-tfrecord` reads the same numbers from the same files without it.
"""

from __future__ import annotations

import contextlib
import importlib
import io
import sys
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType
from typing import Any

from google.protobuf.message import DecodeError

from ..errors import FETCH_AGAIN, LoaderError, described
from ..sources import Progress, Reading, tell
from . import cells
from .importer import ALL_EPOCHS, EPOCHS, CellImporter, a_cell, official_seeds, reading_of
from .metrics import ModelMetrics
from .results import Results

_INSTALL = (
    "Install tensorflow and the package of github.com/google-research/nasbench, or use the format nasbench-tfrecord, "
    "which reads the same files without them."
)


class NasBenchApi(CellImporter):
    """Reads the whole file at once, then asks the API for the metrics of every hash."""

    name = "nasbench-api"
    reads = "the same files as nasbench-tfrecord, through the official nasbench.api (needs TensorFlow)"

    def take(self, path: Path, results: Results, progress: Progress) -> Reading:
        """Means over the runs of 108 epochs."""
        api, version = self._open(path, progress)
        strange = sorted(set(api.valid_epochs) - set(ALL_EPOCHS))
        if strange:
            what = f"trainings of {strange} epochs; the benchmark has {', '.join(map(str, ALL_EPOCHS))}"
            raise LoaderError(what, str(path), FETCH_AGAIN)
        hashes = list(api.hash_iterator())
        for number, module_hash in enumerate(hashes, 1):
            where = f"{path}, cell {module_hash}"
            fixed, computed = api.get_metrics_from_hash(module_hash)
            index = self._index(fixed, module_hash, where)
            for run in computed.get(EPOCHS, ()):
                accuracies = run["final_validation_accuracy"], run["final_test_accuracy"]
                results.add(index, where, *accuracies, run["final_training_time"])
            tell(progress, number, len(hashes), path.name)
        origin = f"official NAS-Bench-101 API, TensorFlow {version}: {path.name}"
        return reading_of(path, results, origin, official_seeds(results))

    def _open(self, path: Path, progress: Progress) -> tuple[Any, str]:
        api, tensorflow = _official_api()
        progress(0, self.enumerated.size, path.name)
        try:
            with contextlib.redirect_stdout(io.StringIO()):
                return api.NASBench(str(path)), tensorflow.__version__
        except (AttributeError, DecodeError, LookupError, TypeError, ValueError, tensorflow.errors.OpError) as error:
            raise LoaderError(
                f"not an official NAS-Bench-101 file: {described(error)}", str(path), FETCH_AGAIN
            ) from error

    def _index(self, fixed: dict[str, Any], module_hash: str, where: str) -> int:
        with a_cell(where):
            cell = cells.parse(fixed["module_adjacency"].tolist(), fixed["module_operations"])
        index = self.enumerated.index_of(cell, module_hash, where)
        self.enumerated.check_parameters(index, fixed["trainable_parameters"], where)
        return index


def _official_api() -> tuple[Any, Any]:
    """The modules nasbench.api and tensorflow; LoaderError if they are not there or do not fit each other."""
    messages = ModuleType("nasbench.lib.model_metrics_pb2")
    messages.ModelMetrics = ModelMetrics  # type: ignore[attr-defined]
    try:
        tensorflow = importlib.import_module("tensorflow")
        with _standing_in({"tensorflow": tensorflow.compat.v1, messages.__name__: messages}):
            return importlib.import_module("nasbench.api"), tensorflow
    except (ImportError, AttributeError) as error:  # AttributeError: a TensorFlow without a name that the API uses
        raise LoaderError(f"the official API cannot be imported: {error}", NasBenchApi.name, _INSTALL) from error


@contextlib.contextmanager
def _standing_in(modules: dict[str, ModuleType]) -> Iterator[None]:
    """While inside, an import finds these modules."""
    before = {name: sys.modules.get(name) for name in modules}
    sys.modules.update(modules)
    try:
        yield
    finally:
        for name, module in before.items():
            if module is None:
                del sys.modules[name]
            else:
                sys.modules[name] = module
