"""NN-Former (Xu et al., CVPR 2025): the model, loss, optimiser and loop of a checkout of XuRuihan/NNFormer."""

from __future__ import annotations

import importlib
import importlib.util
import logging
import sys
import tempfile
import time
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import numpy as np
import numpy.typing as npt
import torch
from checkouts import Loader, Plan, Table, arguments, substitute
from torch.utils.data import default_collate

# scripts/accuracy_predict/tnasp/nasbench201/train_1%.sh and train_5%.sh, but for the epochs
SETTINGS = (
    "--do_train --dataset nasbench201 --batch_size 128 --graph_d_model 160 --graph_d_ff 640 --graph_n_head 4 "
    "--depths 12 --model_ema --lr 1e-4 --lambda_rank 0.2 --depth_embed --class_token --lambda_consistency 1.0"
)
EPOCHS = 3000
VALIDATION = 1024  # cells that their loop wants to validate on; here they are not learnt from, nor is an epoch chosen


class _Known:
    """What their exporter asks of the official API, answered from our table."""

    def __init__(self, table: Table) -> None:
        self._table = table

    def __call__(self, _path: str) -> _Known:
        return self

    def query_meta_info_by_index(self, index: int) -> SimpleNamespace:
        return SimpleNamespace(arch_str=self._table.names[index])

    def get_more_info(self, index: int, task: str, *_rest: object) -> dict[str, float]:
        column = "valid-accuracy" if task == "cifar10-valid" else "test-accuracy"
        values = self._table.validation if task == "cifar10-valid" else self._table.test
        return {column: float(values[index]), "train-all-time": 0.0, "valid-per-time": 0.0}


def predicted(checkout: Path, table: Table, plan: Plan) -> tuple[npt.NDArray[np.float64], float]:
    """Scores (m,) of what is asked after training on the rows of the plan, by the moving average of the weights after
    the last epoch, and the seconds of processor time that training took."""
    _importable(checkout)
    main = importlib.import_module("main")
    main.setup_seed(plan.seed)
    main.logger = logging.getLogger("nn-former")
    others = np.setdiff1d(np.arange(len(table.names)), plan.rows)[:VALIDATION]
    kept: dict[str, Any] = {}

    def keep(_epoch: int, _batch: int, _config: Any, weights: dict[str, Any], *rest: Any) -> None:
        if str(rest[-1]).endswith("_best_ema.pth.tar"):
            kept.update({name: tensor.clone() for name, tensor in weights.items()})

    main.save_check_point = keep
    with tempfile.TemporaryDirectory() as folder:
        torch.save(dict(enumerate(_encoded(table, np.concatenate([plan.rows, others])))), f"{folder}/cells.pt")
        given = ["--epochs", plan.epochs, "--test_freq", plan.epochs, "--percent", len(plan.rows)]
        given += ["--data_path", f"{folder}/cells.pt", "--save_path", folder]
        with arguments(*SETTINGS.split(), *map(str, given)):
            config = main.parse_args()
        config.device = torch.device("cpu")
        main.args = config
        started = time.process_time()
        main.train(config)
        seconds = time.process_time() - started
    config.do_train = False
    net = main.init_layers(config, main.logger)
    net.load_state_dict(kept)
    return _scores(net.eval(), _encoded(table, plan.asked)), seconds


def _encoded(table: Table, rows: npt.NDArray[np.int64]) -> list[dict[str, Any]]:
    """Cells as their exporter and tokenizer write them."""
    substitute("nas_201_api", NASBench201API=_Known(table))
    exporter = importlib.import_module("preprocessing.gen_json_201")
    encoding = importlib.import_module("encoding_from_origin_dataset")
    found = []
    for row in rows.tolist():
        cell = {str(row): exporter.info2mat(row, "cifar10_valid_converged")}
        found.append(encoding.get_nasbench201_item(cell, row, 32, "onehot_op"))
    return found


@torch.no_grad()
def _scores(net: torch.nn.Module, cells: list[dict[str, Any]]) -> npt.NDArray[np.float64]:
    """Cells of as many operators go through the network together, as in their sampler."""
    read = importlib.import_module("nnformer.data_process.nasbench.dataset").NasbenchDataset.preprocess_201
    sizes = np.array([len(cell["ops"]) for cell in cells])
    scores = np.full(len(cells), np.nan)
    for size in np.unique(sizes):
        rows = np.flatnonzero(sizes == size)
        for part in np.array_split(rows, -(-len(rows) // 512)):
            batch = default_collate([read(None, cells[row]) for row in part])
            scores[part] = net(batch, None)[:, 0].numpy()
    return scores


def _importable(checkout: Path) -> None:
    """Their scripts import a package `nnformer`, which the repository has under the name `neuralformer`."""
    if "nnformer" in sys.modules:
        return
    sys.path.insert(0, str(checkout))
    sys.modules["nnformer"] = importlib.import_module("neuralformer")
    substitute("nnformer.data_process.nnlqp", GraphLatencyDataset=None)  # needs onnx, for another data set
    # The module first: its package imports it by another name than its file has.
    name = "nnformer.models.encoders.nnformer"
    place = importlib.util.spec_from_file_location(name, checkout / "neuralformer/models/encoders/neuralformer.py")
    assert place is not None and place.loader is not None
    sys.modules[name] = importlib.util.module_from_spec(place)
    place.loader.exec_module(sys.modules[name])
    importlib.import_module("nnformer.data_process.dataloader_all").DataLoader = Loader
