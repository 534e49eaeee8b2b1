"""Predictors of feature tensors other than NARQ2T: one is opened, fitted and asked with tensors at hand."""

from pathlib import Path
from typing import Any

from narq2t.bridge.protocol import Array, Json, cancelled, expect, operation
from narq2t.bridge.sessions import closed, opened, session


class TensorSession:
    """A predictor that Java fits and asks."""

    def __init__(self, predictor: Any) -> None:
        self.predictor = predictor

    def features(self, array: Array) -> Any:
        """An array from Java as feature tensors (n, N, P, P): a view, for as long as the operation runs."""
        import torch

        return torch.from_numpy(expect(array, "features", "float32", None, *self.predictor.model.mean.shape))


@operation
def open_tensor_predictor(arguments: Json) -> Json:
    """Makes a predictor, open until ``close_tensor_predictor``.

    ``type``: of ``registry.NAMES_OF_TENSORS``; ``settings``: all of them; ``patches`` and ``patch_size`` of tensors.
    """
    import torch

    from narq2t.predictors import registry

    predictor = registry.create_of_tensors(
        arguments["type"], arguments["settings"], arguments["patches"], arguments["patch_size"]
    )
    parameters = sum(p.numel() for p in predictor.model.parameters())
    return {"session": opened(TensorSession(predictor)), "parameters": parameters, "threads": torch.get_num_threads()}


@operation
def close_tensor_predictor(arguments: Json) -> None:
    """Lets go of a predictor."""
    closed(arguments)


@operation
def fit_tensor_predictor(arguments: Json, features: Array, values: Array) -> Json:
    """Fits to features (n, N, P, P) float32 and their values (n,) float64, higher is better; ``seed``.

    Returns the figures of the fit.
    """
    opened_ = session(arguments, TensorSession)
    tensors = opened_.features(features)
    expect(values, "values", "float64", len(tensors))
    figures: Json = opened_.predictor.fit(tensors.clone(), values, seed=arguments["seed"], cancelled=cancelled)
    return figures


@operation
def predict_tensor_predictor(arguments: Json, features: Array, scores: Array) -> None:
    """Fills scores (n,) float32 for features (n, N, P, P) float32."""
    opened_ = session(arguments, TensorSession)
    tensors = opened_.features(features)
    expect(scores, "scores", "float32", len(tensors))
    scores[:] = opened_.predictor.predict(tensors).numpy()


@operation
def save_tensor_predictor(arguments: Json) -> None:
    """Writes a predictor's state into the file ``path``, atomically."""
    session(arguments, TensorSession).predictor.save(Path(arguments["path"]))


@operation
def load_tensor_predictor(arguments: Json) -> None:
    """Reads a state that ``save_tensor_predictor`` wrote with the same type and settings."""
    session(arguments, TensorSession).predictor.load(Path(arguments["path"]))
