"""PINAT (Lu et al., AAAI 2023): the model, data set and loop of a checkout of ShunLu91/PINAT."""

from __future__ import annotations

import importlib
import sys
import tempfile
import time
from contextlib import chdir
from pathlib import Path

import numpy as np
import numpy.typing as npt
import torch
from checkouts import Loader, Plan, Table, arguments, substitute

EPOCHS = 300  # of scripts/train_nasbench201.sh; its other settings are the defaults of train_nasbench.py


def predicted(checkout: Path, table: Table, plan: Plan) -> tuple[npt.NDArray[np.float64], float]:
    """Scores (m,) of what is asked after training on the rows of the plan, and the seconds of processor time that
    training took."""
    with tempfile.TemporaryDirectory() as folder, chdir(folder):
        script = _script(checkout, plan)
        _write(table)
        script.set_seed(plan.seed)
        script.device = torch.device("cpu")
        train_loader, test_loader, train_set, test_set = script.create_dataloader(script.args)
        train_set.sample_range = plan.rows.tolist()  # instead of rows that it drew itself
        test_set.sample_range = plan.asked.tolist()
        model = script.create_model(script.args)
        optimizer = torch.optim.Adam(model.parameters(), lr=script.args.lr, weight_decay=script.args.wd)
        schedule = torch.optim.lr_scheduler.CosineAnnealingLR(optimizer, plan.epochs)
        loss = torch.nn.MSELoss()
        started = time.process_time()
        model = script.train(train_set, train_loader, model, optimizer, schedule, loss)
        seconds = time.process_time() - started
        _, scores, _ = script.evaluate(test_set, test_loader, model, loss)
    return np.asarray(scores, np.float64), seconds


def _script(checkout: Path, plan: Plan) -> object:
    """Their training script. It needs dgl, h5py and torch_scatter for NAS-Bench-101 and for layers not used here."""
    for missing in ("dgl", "h5py"):
        substitute(missing)
    substitute("torch_scatter", scatter_add=None)
    sys.path.insert(0, str(checkout / "nasbench"))
    given = {"bench": 201, "train_split": 156, "epochs": plan.epochs, "eval_batch_size": 1024}
    with arguments(*(word for name, value in given.items() for word in (f"--{name}", str(value)))):
        sys.modules.pop("train_nasbench", None)  # it reads its arguments when it is imported
        script = importlib.import_module("train_nasbench")
    importlib.import_module("datasets.data_factory").DataLoader = Loader
    return script


def _write(table: Table) -> None:
    """The file that their data set reads, with adjacency and operators by their converter."""
    convert = importlib.import_module("datasets.nb201_converter").get_adj_matrix
    found = {}
    for index, name in enumerate(table.names):
        adjacency, operators = convert(name)
        accuracies = {"cifar10_valid": table.validation[index], "cifar10_test": table.test[index]}
        found[str(index)] = {"arch": name, "adj_matrix": adjacency, "operation": operators, **accuracies}
    Path("data/nasbench201").mkdir(parents=True)
    np.save("data/nasbench201/nasbench201_dict.npy", np.array(found, dtype=object))
