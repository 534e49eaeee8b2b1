"""Training one cell for real, on a user's own images.

    trial = Trial(space="nb201", cell="|nor_conv_3x3~0|+|...", network=config, recipe=Recipe(epochs=12), seed=1)
    print(forecast(trial, data).seconds)
    observation, trainer = train(trial, data, checkpoint=Path("trial.safetensors"))
    trainer.evaluate("test").accuracy                              # once, at the end of everything

The same trial on the same device with the same number of threads gives the same bits, also after an interruption
between epochs. CUDA: cuDNN is held to algorithms that repeat themselves.
"""

from .evaluation import Evaluation, evaluate
from .forecast import Forecast, forecast
from .observation import Observation, above_chance, train
from .recipe import Recipe, Trial
from .trainer import Epoch, NetworkTrainer

__all__ = [
    "Epoch",
    "Evaluation",
    "Forecast",
    "NetworkTrainer",
    "Observation",
    "Recipe",
    "Trial",
    "above_chance",
    "evaluate",
    "forecast",
    "train",
]
