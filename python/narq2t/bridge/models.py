"""NARQ2T: a model is opened, given samples, trained epoch by epoch, asked, saved and closed."""

from pathlib import Path
from typing import Any

from narq2t.bridge.protocol import Array, Json, cancelled, emit, expect, operation
from narq2t.bridge.sessions import closed, opened, session


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


@operation
def open_model(arguments: Json) -> Json:
    """Builds a model, open until ``close_model``.

    ``arguments``: ``settings`` of the predictor by their names in YAML, ``patches`` and ``patch_size`` of the feature
    tensors, ``divisors`` of the patches (``[]``: none), the ``seed`` of the first weights, the name of the ``device``.
    """
    import torch

    from narq2t.predictors.narq2t.config import ModelConfig, TrainingConfig
    from narq2t.predictors.narq2t.training import Trainer

    settings = arguments["settings"]
    model, training = settings["model"], settings["training"]
    trainer = Trainer(
        ModelConfig(
            n_patches=arguments["patches"],
            patch_size=arguments["patch_size"],
            d_model=model["d_model"],
            d_ffn=model["d_ffn"],
            n_layers=model["layers"],
            n_heads=model["heads"],
            dropout=model["dropout"],
            n_tiers=0 if training["losses"] == "ranking" else settings["tiers"],
            d_score=model["score_width"],
            d_tier=model["tier_width"],
            normalisation=model["normalisation"],
            decoder=model["decoder"],
            latency=training["lambda_latency"] > 0,
            feature_scale=tuple(arguments["divisors"]) or "none",
        ),
        TrainingConfig(
            betas=(training["beta1"], training["beta2"]),
            eps=training["epsilon"],
            weight_decay=training["weight_decay"],
            lr_mul=training["learning_rate_factor"],
            warmup_steps=training["warmup_steps"],
            lambda_latency=training["lambda_latency"],
            lambda_rank=0.0 if training["losses"] == "tiers" else training["lambda_rank"],
            ranking_reduction=training["ranking_reduction"],
            precision=training["precision"],
            seed=arguments["seed"],
        ),
        arguments["device"],
    )
    parameters = sum(p.numel() for p in trainer.model.parameters())
    return {
        "session": opened(Session(trainer)),
        "device": str(trainer.device),
        "threads": torch.get_num_threads(),
        "parameters": parameters,
    }


@operation
def close_model(arguments: Json) -> None:
    """Lets go of a model and of its samples."""
    closed(arguments)


@operation
def load_samples(arguments: Json, features: Array, accuracy: Array, tier: Array, latency: Array) -> None:
    """Copies the samples called ``name``: features (n, N, P, P), accuracy, tier and latency in ms, each (n,)."""
    import torch

    from narq2t.predictors.narq2t.samples import Samples

    model = session(arguments, Session)
    config = model.trainer.model.config
    tensors = model.features(features)
    n = len(tensors)
    expect(accuracy, "accuracy", "float32", n)
    expect(tier, "tier", "int32", n if config.n_tiers else None)
    expect(latency, "latency", "float32", n if config.latency else None)
    if config.latency and (latency < 0).any():
        raise ValueError(f"latency must be NaN where it is unknown, not {latency.min()}")
    model.samples[arguments["name"]] = Samples(
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

    model, epoch = session(arguments, Session), arguments["epoch"]
    rows = torch.from_numpy(expect(batches, "batches", "int32", None, None)).long()
    result = model.trainer.train_epoch(
        model.samples["train"],
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

    model = session(arguments, Session)
    rows = torch.from_numpy(expect(batches, "batches", "int32", None, None)).long()
    return _figures(model.trainer.validate(model.samples["validation"], rows, cancelled=cancelled))


@operation
def keep_best(arguments: Json) -> None:
    """Keeps the present weights as the best ones."""
    session(arguments, Session).trainer.keep_best()


@operation
def restore_best(arguments: Json) -> None:
    """Goes back to the weights that were kept."""
    session(arguments, Session).trainer.restore_best()


@operation
def score(arguments: Json, features: Array, scores: Array, tiers: Array, latency: Array) -> None:
    """Fills scores (n,), tier probabilities (n, T) and latency (n,) in ms for features (n, N, P, P) float32.

    Without tiers or without a latency head the array has no values. ``stoppable`` false: a cancelled run is no concern
    of it.
    """
    import torch

    model = session(arguments, Session)
    config = model.trainer.model.config
    tensors = model.features(features)
    n = len(tensors)
    expect(scores, "scores", "float32", n)
    expect(tiers, "tiers", "float32", n, config.n_tiers)
    expect(latency, "latency", "float32", n if config.latency else 0)
    model.trainer.score(
        tensors,
        torch.from_numpy(scores),
        torch.from_numpy(tiers) if config.n_tiers else None,
        torch.from_numpy(latency) if config.latency else None,
        cancelled=cancelled if arguments.get("stoppable", True) else lambda: False,
    )


@operation
def save_model(arguments: Json) -> None:
    """Writes the whole state of the training into the file ``path``, atomically."""
    session(arguments, Session).trainer.save(Path(arguments["path"]))


@operation
def load_model(arguments: Json) -> None:
    """Reads a state that ``save_model`` wrote."""
    session(arguments, Session).trainer.load(Path(arguments["path"]))
