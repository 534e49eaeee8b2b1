"""The parts that hold both sides to the same input: weights by name, dropout masks, recorded random numbers."""

import random
import sys
import types
from collections import defaultdict

import pytest
import torch
from torch import nn

from compare import checkpoint, masks, weights
from compare.figures import found, ranked
from compare.stream import RecordedRandom
from narq2t.predictors.narq2t.config import ModelConfig
from narq2t.predictors.narq2t.layers import Dropout
from narq2t.predictors.narq2t.model import NARQ2T

SMALL = ModelConfig(n_patches=4, patch_size=3, d_model=16, d_ffn=32, n_layers=2, n_heads=2, d_score=24)


def state_of(model: NARQ2T) -> dict[str, torch.Tensor]:
    own = {name: p.detach().clone() for name, p in model.named_parameters()}
    return weights.translated(model.config, own)


def test_weights_go_to_their_names_and_back():
    torch.manual_seed(1)
    one, other = NARQ2T(SMALL), NARQ2T(SMALL)
    weights.load(other, state_of(one))
    for (name, a), (_, b) in zip(one.named_parameters(), other.named_parameters(), strict=True):
        assert torch.equal(a, b), name


def test_every_weight_of_ours_has_a_name_of_theirs():
    model = NARQ2T(SMALL)
    assert sum(t.numel() for t in state_of(model).values()) == sum(p.numel() for p in model.parameters())


def test_weights_of_another_model_are_refused_by_name():
    state = state_of(NARQ2T(SMALL))
    with pytest.raises(weights.OtherModel, match=r"query_embed\.weight has shape \(5, 16\).*\(3, 16\)"):
        weights.load(NARQ2T(ModelConfig(**(vars(SMALL) | {"n_tiers": 3}))), state)
    del state["fc.W"]
    with pytest.raises(weights.OtherModel, match=r"no weight fc\.W"):
        weights.load(NARQ2T(SMALL), state)


def test_both_kinds_of_dropout_use_the_same_masks():
    x = torch.ones(50, 40)
    theirs, ours, skipped = nn.Dropout(0.1), Dropout(0.1), nn.Dropout(0.1)
    with (
        masks.shared(masks.THEIRS, masks.Masks(0.1, 7), {skipped: masks.kept}),
        masks.shared(masks.OURS, masks.Masks(0.1, 7)),
    ):
        assert torch.equal(skipped(x), x)  # and takes no mask
        first, second = ours(x), ours(x)
        assert torch.equal(theirs(x), first)
        assert torch.equal(theirs(x), second)
        assert torch.equal(ours.eval()(x), x)
    assert not torch.equal(first, second)
    assert 0.85 < (first > 0).float().mean() < 0.95
    assert not torch.equal(theirs(x), first)  # afterwards they are themselves again


def test_what_one_side_drops_row_by_row_is_dropped_by_the_same_masks_as_all_rows_at_once():
    x, theirs, ours = torch.ones(5, 30, 8), nn.Dropout(0.1), Dropout(0.1)
    given, own = masks.Masks(0.1, 3), masks.Masks(0.1, 3)
    with (
        masks.shared(masks.THEIRS, masks.Masks(0.1, 7), {theirs: given}),
        masks.shared(masks.OURS, masks.Masks(0.1, 7), {ours: own.row_by_row}),
    ):
        rows = torch.cat([theirs(row[None]) for row in x])
        assert torch.equal(ours(x), rows)
    assert not torch.equal(rows[0], rows[1])


def test_recording_changes_nothing_of_what_is_drawn():
    plain = random.Random(5)  # noqa: S311
    recorded = RecordedRandom(5, lambda place: 100 + place)
    for source in (plain, recorded):
        items = list(range(6))
        source.shuffle(items)
        drawn = [source.choice("abc"), *source.choices(range(10), k=3), *source.choices("xy", weights=[1, 3]), *items]
        if source is plain:
            expected = drawn
    assert drawn == expected
    assert [bound for bound, _ in recorded.draws] == [6, 5, 4, 3, 2, 3, 10, 10, 10, 0]
    assert [number for _, number in recorded.draws[6:9]] == [100 + place for place in expected[1:4]]


def test_ranks_by_hand():
    accuracy = {"validation": torch.tensor([9.0, 7.0, 8.0, 6.0]), "test": torch.tensor([4.0, 3.0, 2.0, 1.0])}
    value = ranked(torch.tensor([4.0, 3.0, 2.0, 1.0]), torch.tensor([0, 0, 0, 1]), accuracy, 2)
    assert value["Kendall's tau against validation accuracy"] == pytest.approx(4 / 6)  # one of six pairs is wrong
    assert value["Kendall's tau against test accuracy"] == 1
    assert value["tier accuracy"] == 0.75  # true tiers 0, 1, 0, 1


def test_both_rules_by_hand():
    accuracy = {"validation": torch.tensor([9.0, 7.0, 8.0, 6.0]), "test": torch.tensor([1.0, 5.0, 3.0, 4.0])}
    value = found([2, 3], [0, 1], accuracy)
    assert value["test accuracy found, rule oracle-test"] == 4.0
    assert value["test accuracy found, rule validation"] == 1.0
    assert value["look-ups"] == 4
    assert found([], [1], accuracy)["test accuracy found, rule oracle-test"] is None


def test_a_checkpoint_with_all_that_theirs_carries_is_read(tmp_path, monkeypatch):
    """Their configuration is a dict that is its own attributes, and their schedule holds the optimiser."""

    class AttrDict(dict):
        def __init__(self, *given):
            super().__init__(*given)
            self.__dict__ = self

    module = types.ModuleType("utils.config")
    config_class = type("Config", (AttrDict,), {"__module__": "utils.config"})
    module.Config = config_class
    monkeypatch.setitem(sys.modules, "utils", types.ModuleType("utils"))
    monkeypatch.setitem(sys.modules, "utils.config", module)
    model = NARQ2T(SMALL)
    adam = torch.optim.AdamW(model.parameters())
    model(torch.zeros(2, 4, 3, 3)).score.sum().backward()
    adam.step()
    assert isinstance(adam.state, defaultdict)
    file = tmp_path / "ckp_best.pth.tar"
    saved = {
        "epoch": 3,
        "args": config_class({"seed": 1, "ranker": {"n_tier": 5}}),
        "state_dict": state_of(model),
        "optimizer": adam.state_dict(),
        "distri": [{"flops": [{1000000: 3}]}],
        "lr_scheduler": {"_optimizer": adam, "n_steps": 7},
    }
    torch.save(saved, file, _use_new_zipfile_serialization=False)
    monkeypatch.delitem(sys.modules, "utils.config")  # reading needs none of their code
    read = checkpoint.read(file)
    assert torch.equal(read["fc.W"], model.decoder.read.weight)
