"""What cannot be compared is said in a sentence, with exit status 2."""

import sys

import pytest
import torch

from compare import checkpoint, java
from compare.__main__ import main
from compare.checkout import MODULES, WrongCheckout, look_at, read_config, records
from narq2t.errors import Refused


@pytest.fixture
def checkout(tmp_path):
    """The shape of the authors' repository, with nothing in it."""
    folder = tmp_path / "authors"
    for name in (*MODULES, "config"):
        (folder / name).mkdir(parents=True)
    (folder / "train_201_q2l.py").touch()
    (folder / "ranker" / "models_q2l.py").touch()
    return folder


def test_a_folder_that_is_not_there_is_refused_with_how_to_get_it(tmp_path):
    with pytest.raises(WrongCheckout, match=r"no folder .*git clone --branch q2l_version"):
        look_at(tmp_path / "nowhere")


def test_a_folder_of_something_else_is_refused(tmp_path):
    with pytest.raises(WrongCheckout, match="not a checkout of the authors' code: it has no folder architecture"):
        look_at(tmp_path)


def test_another_branch_is_refused_with_how_to_change_it(checkout):
    (checkout / "train_201_q2l.py").unlink()
    with pytest.raises(WrongCheckout, match=r"another branch.* git -C .* switch q2l_version"):
        look_at(checkout)


@pytest.fixture
def nar(checkout):
    """The shape of NAR's."""
    (checkout / "train_201_q2l.py").unlink()
    (checkout / "ranker" / "models_q2l.py").unlink()
    (checkout / "train_201.py").touch()
    (checkout / "ranker" / "models.py").touch()
    return checkout


def test_a_checkout_of_nar_is_told_from_one_of_narq2t(nar):
    assert look_at(nar).release.preset == "nar"
    (nar / "train_201_q2l.py").touch()
    (nar / "ranker" / "models_q2l.py").touch()
    assert look_at(nar).release.method == "NARQ2T"  # naranker has the files of NAR too


def test_the_example_records_of_nar_are_read_from_its_file(nar):
    (nar / "data").mkdir()
    (nar / "data" / "nasbench201_vertice_example.json").write_text('{"0": {"arch_str": "a"}}', encoding="utf-8")
    assert records(look_at(nar)) == [{"arch_str": "a"}]


def test_a_copy_without_git_is_taken(checkout):
    assert look_at(checkout).commit == ""


def test_a_missing_table_is_refused_before_any_work(checkout, tmp_path, monkeypatch, capsys):
    monkeypatch.setenv("NARQ2T_DATA", str(tmp_path))
    assert main([str(checkout), "--out", str(tmp_path / "out")]) == 2
    assert "there is no table" in capsys.readouterr().err
    assert not (tmp_path / "out").exists()


def test_a_wrong_folder_gives_exit_status_2(tmp_path, capsys):
    assert main([str(tmp_path)]) == 2
    assert capsys.readouterr().err.startswith("compare: ")


def test_a_command_that_fails_tells_what_it_said():
    with pytest.raises(java.NoAnswer, match=r"exit status 3 from sh -c .*\nno luck"):
        java.execute(["sh", "-c", "echo no luck; exit 3"])


def test_peak_memory_is_that_of_the_command_and_not_of_who_started_it(tmp_path):
    mine = torch.ones(60 << 20)  # 240 MiB, touched
    small = java.peak_of([sys.executable, "-S", "-c", "pass"], tmp_path)
    large = java.peak_of([sys.executable, "-S", "-c", "x = b'x' * (100 << 20)"], tmp_path)
    assert mine.sum() > 0
    assert small < 60
    assert 100 < large < 200
    with pytest.raises(java.NoAnswer, match="exit status 3"):
        java.peak_of([sys.executable, "-S", "-c", "raise SystemExit(3)"], tmp_path)


def test_a_configuration_of_theirs_is_read_without_yaml(tmp_path):
    file = tmp_path / "config.yml"
    file.write_text(
        'arch: "NAR"\n\nis_cuda: True # yes\nranker:\n  n_tier: 5\n  eps: 1.0e-9\n# a: 1\n', encoding="utf-8"
    )
    read = read_config(file)
    assert (read.arch, read.is_cuda, read.ranker.n_tier, read.ranker.eps) == ("NAR", True, 5, 1e-9)


def test_records_are_read_without_running_the_file(checkout):
    source = 'raise SystemExit\nif __name__ == "__main__":\n    a = {"arch_str": "|x~0|", "n": [1]}\n    b = {"n": 2}\n'
    (checkout / "architecture" / "arch_encode_201.py").write_text(source, encoding="utf-8")
    assert records(look_at(checkout)) == [{"arch_str": "|x~0|", "n": [1]}]


class Harm:
    """What a hostile file could hold."""

    def __reduce__(self):
        return print, ("run while it was read",)


def test_a_checkpoint_that_would_run_something_is_refused(tmp_path, capsys):
    file = tmp_path / "harm.tar"
    torch.save({"state_dict": {"x": torch.zeros(1)}, "args": Harm()}, file, _use_new_zipfile_serialization=False)
    with pytest.raises(Refused, match="can be read safely"):
        checkpoint.read(file)
    assert capsys.readouterr().out == ""


@pytest.mark.parametrize("content", [{"weights": 1}, [1], {"state_dict": {"x": 1}}])
def test_a_file_of_something_else_is_no_checkpoint(tmp_path, content):
    torch.save(content, tmp_path / "other.tar")
    with pytest.raises(Refused, match="no state_dict"):
        checkpoint.read(tmp_path / "other.tar")


def test_an_absent_or_broken_checkpoint_is_refused(tmp_path):
    with pytest.raises(Refused, match="there is no checkpoint"):
        checkpoint.read(tmp_path / "absent.tar")
    (tmp_path / "text.tar").write_text("not a checkpoint\n" * 30, encoding="utf-8")
    with pytest.raises(Refused, match=r"text\.tar"):
        checkpoint.read(tmp_path / "text.tar")
