"""Images of a user: what is read, how it is split, what the report says, and what is refused."""

from __future__ import annotations

import gzip
import json
import struct
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
import pytest
import torch
from PIL import Image

from narq2t import images
from narq2t.images import DataConfig, UnusableImages
from narq2t.network.predict import square

Pixels = npt.NDArray[np.uint8]


def picture(seed: int, width: int = 12, height: int = 10, channels: int = 3) -> Pixels:
    shape = (height, width, channels) if channels == 3 else (height, width)
    return np.random.default_rng(seed).integers(0, 256, shape, np.uint8)


def save(path: Path, pixels: Pixels) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    Image.fromarray(pixels).save(path)


def flowers(root: Path, part: str = "", counts: tuple[int, int] = (10, 20), first: int = 0) -> Path:
    """Two classes of different pictures."""
    for label, (name, count) in enumerate(zip(("aster", "rose"), counts, strict=True)):
        for number in range(count):
            save(root / part / name / f"{number:03}.png", picture(first + 1000 * label + number))
    return root


def test_classes_without_parts_are_split_by_class(tmp_path: Path) -> None:
    data = images.prepare(flowers(tmp_path / "f"), tmp_path / "c", DataConfig(validation=0.2, test=0.1))
    assert data.preprocessing.classes == ("aster", "rose")
    assert data.report.classes == {
        "aster": {"train": 7, "val": 2, "test": 1},
        "rose": {"train": 14, "val": 4, "test": 2},
    }
    rows = torch.cat([data.rows(part) for part in ("train", "val", "test")])
    assert sorted(rows.tolist()) == list(range(30))
    assert data.report.split == "val and test drawn class by class with seed 0"


def test_a_split_depends_on_the_seed_alone(tmp_path: Path) -> None:
    root = flowers(tmp_path / "f")
    parts = [images.prepare(root, tmp_path / str(n), DataConfig(seed=seed)).part for n, seed in enumerate((1, 1, 2))]
    assert torch.equal(parts[0], parts[1])
    assert not torch.equal(parts[0], parts[2])


def test_another_class_does_not_change_how_one_is_split(tmp_path: Path) -> None:
    root = flowers(tmp_path / "f")
    before = images.prepare(root, tmp_path / "c")
    for number in range(5):
        save(root / "anemone" / f"{number}.png", picture(5000 + number))
    after = images.prepare(root, tmp_path / "c")
    assert after.part[5:].tolist() == before.part.tolist()


def test_parts_that_are_there_stay_as_they_are(tmp_path: Path) -> None:
    root = flowers(tmp_path / "f", "train")
    flowers(root, "Validation", (2, 3), first=100)
    flowers(root, "test", (1, 1), first=200)
    data = images.prepare(root, tmp_path / "c")
    assert [len(data.rows(part)) for part in ("train", "val", "test")] == [30, 5, 2]
    assert all(data.names[row].startswith("Validation/") for row in data.rows("val"))
    assert data.report.split == "as the data give them"


def test_validation_is_held_out_of_train_where_only_a_test_part_is_given(tmp_path: Path) -> None:
    root = flowers(tmp_path / "f", "train")
    flowers(root, "test", (4, 4), first=200)
    data = images.prepare(root, tmp_path / "c", DataConfig(validation=0.1, test=0.5))
    assert [len(data.rows(part)) for part in ("train", "val", "test")] == [27, 3, 8]


def test_pixels_are_scaled_and_cut_at_the_centre_as_in_prediction(tmp_path: Path) -> None:
    root = flowers(tmp_path / "f")
    data = images.prepare(root, tmp_path / "c", DataConfig(resolution=6))
    assert data.images.shape == (30, 3, 6, 6)
    assert data.images.dtype == torch.uint8
    with Image.open(root / data.names[3]) as image:
        assert np.array_equal(data.images[3].permute(1, 2, 0).numpy(), square(image, 3, 6))


def test_images_of_the_right_size_keep_every_pixel(tmp_path: Path) -> None:
    for number in range(8):
        save(tmp_path / "f" / "ab"[number % 2] / f"{number}.png", picture(number, 9, 9))
    data = images.prepare(tmp_path / "f", tmp_path / "c")
    for row, name in enumerate(data.names):
        assert np.array_equal(data.images[row].permute(1, 2, 0).numpy(), picture(int(name[2]), 9, 9))


def test_normalisation_is_that_of_the_training_part(tmp_path: Path) -> None:
    data = images.prepare(flowers(tmp_path / "f"), tmp_path / "c")
    train = data.images[data.rows("train")].double()
    torch.testing.assert_close(torch.tensor(data.preprocessing.mean), train.mean(dim=(0, 2, 3)).float())
    torch.testing.assert_close(torch.tensor(data.preprocessing.std), train.std(dim=(0, 2, 3), correction=0).float())


@pytest.mark.parametrize(("channels", "asked", "used"), [(1, None, 1), (3, None, 3), (3, 1, 1), (1, 3, 3)])
def test_grey_stays_grey_unless_colour_is_asked_for(
    channels: int, asked: int | None, used: int, tmp_path: Path
) -> None:
    for number in range(6):
        save(tmp_path / "f" / "ab"[number % 2] / f"{number}.png", picture(number, channels=channels))
    assert images.prepare(tmp_path / "f", tmp_path / "c", DataConfig(image_channels=asked)).images.shape[1] == used


def test_sixteen_bits_become_eight_and_turned_photographs_are_turned_back(tmp_path: Path) -> None:
    deep = Image.fromarray(np.array([[0, 257], [65535, 32768]], np.uint16))
    assert square(deep, 1, 2)[..., 0].tolist() == [[0, 1], [255, 128]]
    exif = Image.Exif()
    exif[0x0112] = 3  # turned by 180 degrees
    Image.fromarray(picture(1, 4, 4)).save(tmp_path / "turned.png", exif=exif)
    with Image.open(tmp_path / "turned.png") as image:
        assert np.array_equal(square(image, 3, 4), picture(1, 4, 4)[::-1, ::-1])


def test_the_report_tells_sizes_unreadable_and_other_files(tmp_path: Path) -> None:
    root = flowers(tmp_path / "f")
    save(root / "aster" / "small.png", picture(7001, 2, 3))
    save(root / "rose" / "large.png", picture(7002, 40, 30))
    (root / "aster" / "cut.png").write_bytes((root / "aster" / "000.png").read_bytes()[:60])
    (root / "rose" / "text.jpg").write_text("no image")
    (root / "rose" / "notes.txt").write_text("no image either")
    (root / "rose" / ".hidden.jpg").write_text("not looked at")
    report = images.prepare(root, tmp_path / "c").report
    assert report.images == 32
    assert report.sizes == {"smallest": [2, 3], "median": [12, 10], "largest": [40, 30]}
    assert sorted(name for name, _ in report.unreadable) == ["aster/cut.png", "rose/text.jpg"]
    assert (report.unreadable_count, report.other_files) == (2, 1)
    assert any("2 files cannot be read" in warning for warning in report.warnings)
    assert "32 images of 2 classes" in report.text()


def test_copies_never_lie_on_both_sides_of_a_drawn_split(tmp_path: Path) -> None:
    root = flowers(tmp_path / "f")
    for number in range(10):
        save(root / "aster" / f"copy{number}.png", picture(number))
    data = images.prepare(root, tmp_path / "c", DataConfig(validation=0.3, test=0.3))
    part_of = {
        name.split("/")[1]: int(part) for name, part in zip(data.names, data.part, strict=True) if "aster" in name
    }
    assert all(part_of[f"copy{number}.png"] == part_of[f"{number:03}.png"] for number in range(10))
    assert (data.report.duplicates, data.report.duplicates_across_count) == (10, 0)


def test_the_report_finds_copies_across_given_parts_and_images_with_two_classes(tmp_path: Path) -> None:
    root = flowers(tmp_path / "f", "train")
    flowers(root, "val", (2, 2), first=100)
    save(root / "val" / "aster" / "leak.png", picture(0))
    save(root / "train" / "rose" / "wrong.png", picture(5))  # an aster
    report = images.prepare(root, tmp_path / "c").report
    assert report.duplicates_across == [["train/aster/000.png", "val/aster/leak.png"]]
    assert report.contradictions == [["train/aster/005.png", "train/rose/wrong.png"]]
    assert any("1 images are in two parts" in warning for warning in report.warnings)


def test_uneven_classes_and_chance_are_told(tmp_path: Path) -> None:
    report = images.prepare(flowers(tmp_path / "f", counts=(4, 80)), tmp_path / "c").report
    assert report.chance == pytest.approx(12 / 13)  # one aster and twelve roses are held out
    assert any(warning.startswith("Classes are uneven") for warning in report.warnings)


def test_what_was_read_once_is_not_read_again_until_it_changes(tmp_path: Path) -> None:
    root, steps = flowers(tmp_path / "f"), []
    first = images.prepare(root, tmp_path / "c", progress=lambda done, total: steps.append((done, total)))
    assert steps[-1] == (60, 60)
    steps.clear()
    again = images.prepare(root, tmp_path / "c", progress=lambda done, total: steps.append((done, total)))
    assert not steps
    assert again.digest == first.digest
    save(root / "rose" / "new.png", picture(9999))
    assert images.prepare(root, tmp_path / "c").digest != first.digest


def test_the_digest_does_not_depend_on_where_the_images_lie(tmp_path: Path) -> None:
    digests = {images.prepare(flowers(tmp_path / name), tmp_path / name / "c").digest for name in ("f", "g")}
    assert len(digests) == 1


def test_a_changed_cache_is_refused_and_made_again(tmp_path: Path) -> None:
    root = flowers(tmp_path / "f")
    digest = images.prepare(root, tmp_path / "c").digest
    file = tmp_path / "c" / "images.safetensors"
    content = bytearray(file.read_bytes())
    content[-1] ^= 1
    file.write_bytes(content)
    with pytest.raises(UnusableImages, match="not what its manifest says"):
        images.open_cache(tmp_path / "c")
    assert images.prepare(root, tmp_path / "c").digest == digest


def idx(path: Path, array: Pixels) -> None:
    header = struct.pack(f">4B{array.ndim}I", 0, 0, 8, array.ndim, *array.shape)
    path.write_bytes(gzip.compress(header + array.tobytes()) if path.suffix == ".gz" else header + array.tobytes())


def test_idx_files_are_read(tmp_path: Path) -> None:
    train, test = (np.stack([picture(seed, 5, 5, 1) for seed in range(count)]) for count in (20, 30))
    idx(tmp_path / "train-images-idx3-ubyte", train)
    idx(tmp_path / "train-labels-idx1-ubyte", np.arange(20, dtype=np.uint8) % 2)
    idx(tmp_path / "t10k-images-idx3-ubyte.gz", test[20:])
    idx(tmp_path / "t10k-labels-idx1-ubyte.gz", np.arange(10, dtype=np.uint8) % 2)
    data = images.prepare(tmp_path, tmp_path / "c", DataConfig(validation=0.2))
    assert [len(data.rows(part)) for part in ("train", "val", "test")] == [16, 4, 10]
    for row, name in enumerate(data.names):
        number = int(name.split("#")[1])
        assert torch.equal(
            data.images[row, 0], torch.from_numpy((test[20:] if "t10k" in name else train)[number].copy())
        )
        assert data.labels[row] == number % 2
    (tmp_path / "train-labels-idx1-ubyte").write_bytes(b"\0\0\x08\x01\0\0\0\x14")
    with pytest.raises(UnusableImages, match="0 bytes where its header says"):
        images.prepare(tmp_path, tmp_path / "c")


def python2_pickle(values: dict[bytes, Any]) -> bytes:
    """A pickle as Python 2 wrote CIFAR's: byte strings, and arrays through numpy's `_reconstruct`."""

    def text(value: bytes) -> bytes:
        return b"T" + struct.pack("<I", len(value)) + value

    def item(value: Any) -> bytes:
        if isinstance(value, bytes):
            return text(value)
        if isinstance(value, int):
            return b"J" + struct.pack("<i", value)
        if isinstance(value, list):
            return b"](" + b"".join(map(item, value)) + b"e"
        shape = b"(" + b"".join(map(item, value.shape)) + b"t"
        dtype = b"cnumpy\ndtype\n(" + text(b"u1") + item(0) + item(1) + b"tR(" + item(3) + text(b"|") + b"NNN"
        dtype += item(-1) + item(-1) + item(0) + b"tb"
        made = b"cnumpy.core.multiarray\n_reconstruct\n(cnumpy\nndarray\n(" + item(0) + b"t" + text(b"b") + b"tR"
        return made + b"(" + item(1) + shape + dtype + b"\x89" + text(value.tobytes()) + b"tb"

    return b"\x80\x02}(" + b"".join(text(key) + item(value) for key, value in values.items()) + b"u."


def cifar_rows(count: int, seed: int) -> Pixels:
    return np.random.default_rng(seed).integers(0, 256, (count, 3072), np.uint8)


def test_python_batches_of_cifar_are_read(tmp_path: Path) -> None:
    rows = cifar_rows(16, 0)
    for number in (1, 2):
        batch = {b"data": rows[8 * number - 8 : 8 * number], b"labels": [0, 1] * 4}
        (tmp_path / f"data_batch_{number}").write_bytes(python2_pickle(batch))
    (tmp_path / "test_batch").write_bytes(python2_pickle({b"data": cifar_rows(4, 1), b"labels": [0, 1, 1, 0]}))
    (tmp_path / "batches.meta").write_bytes(python2_pickle({b"label_names": [b"cat", b"dog"]}))
    data = images.prepare(tmp_path, tmp_path / "c", DataConfig(validation=0.25))
    assert data.preprocessing.classes == ("cat", "dog")
    assert [len(data.rows(part)) for part in ("train", "val", "test")] == [12, 4, 4]
    assert np.array_equal(data.images[9].numpy(), rows[9].reshape(3, 32, 32))
    assert data.names[9] == "data_batch_2#1"


def test_a_batch_that_asks_for_code_is_refused(tmp_path: Path) -> None:
    (tmp_path / "data_batch_1").write_bytes(b"cos\nsystem\n(S'touch harmed'\ntR.")
    (tmp_path / "batches.meta").write_bytes(b"cos\nsystem\n(S'touch harmed'\ntR.")
    with pytest.raises(UnusableImages, match=r"asks for os\.system"):
        images.prepare(tmp_path, tmp_path / "c")
    assert not Path("harmed").exists()


def refused(root: Path, message: str, **config: Any) -> None:
    with pytest.raises(UnusableImages, match=message):
        images.prepare(root, root.parent / "cache", DataConfig(**config))
    assert not (root.parent / "cache" / "manifest.json").exists()


def test_what_cannot_be_trained_on_is_refused(tmp_path: Path) -> None:
    refused(tmp_path / "absent", "is not a folder")
    (tmp_path / "empty").mkdir()
    refused(tmp_path / "empty", "has no images in folders of classes")
    refused(flowers(tmp_path / "one-image", counts=(1, 5)), "class aster has one readable image")
    refused(flowers(tmp_path / "one-class", counts=(0, 5)), "of one class only, rose")
    unreadable = flowers(tmp_path / "unreadable", counts=(0, 5))
    (unreadable / "aster").mkdir()
    (unreadable / "aster" / "a.png").write_text("no image")
    refused(unreadable, "class aster has no readable image")
    refused(flowers(tmp_path / "no-train", "val"), "has val but no train folder")
    refused(flowers(flowers(tmp_path / "beside", "train"), "roses"), "has roses beside train")
    strange = flowers(flowers(tmp_path / "strange", "train"), "val", first=100)
    save(strange / "val" / "tulip" / "a.png", picture(1))
    refused(strange, "class tulip is in val but not in train")
    refused(flowers(flowers(tmp_path / "same", "train"), "val"), "Every validation image is also a training image")
    copies = flowers(tmp_path / "copies", counts=(0, 5))
    for name in ("a", "b"):
        save(copies / "aster" / f"{name}.png", picture(1))
    refused(copies, "Class aster has no training image that is not a copy")


def test_impossible_settings_are_refused() -> None:
    for settings in ({"resolution": 1}, {"image_channels": 2}, {"validation": 0.0}, {"validation": 0.6, "test": 0.4}):
        with pytest.raises(ValueError, match=next(iter(settings))):
            DataConfig(**settings)  # type: ignore[arg-type]


def test_the_manifest_holds_names_and_checksums(tmp_path: Path) -> None:
    data = images.prepare(flowers(tmp_path / "f"), tmp_path / "c")
    manifest = json.loads((tmp_path / "c" / "manifest.json").read_text())
    assert manifest["sha256"] == data.digest
    assert manifest["names"][0] == "aster/000.png"
    assert data.report.chance == pytest.approx(3 / 5)
