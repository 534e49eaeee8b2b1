"""What is known of a set of images before anything is trained on it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any, Self

from .sources import PARTS

_SHOWN = 20
_IMBALANCED = 10


@dataclass(frozen=True, kw_only=True)
class Report:
    """Counts of a prepared set. `warnings`: sentences on what a user should know; none of it prevents training."""

    kind: str
    split: str  # where the parts come from
    images: int
    classes: Mapping[str, Mapping[str, int]]  # class -> part -> images
    sizes: Mapping[str, Sequence[int]]  # smallest, median and largest (width, height) of the originals, by area
    resolution: int
    image_channels: int
    unreadable: Sequence[tuple[str, str]]  # file and reason; the first 20
    unreadable_count: int
    other_files: int
    duplicates: int  # images that are also in an earlier part or earlier in their own
    duplicates_across: Sequence[tuple[str, str]]  # the same image in two parts; the first 20
    duplicates_across_count: int
    contradictions: Sequence[tuple[str, str]]  # the same image in two classes; the first 20
    chance: float  # 0..1: what always answering the most frequent class gives in validation
    warnings: Sequence[str]

    def part(self, name: str) -> int:
        """How many images a part has."""
        return sum(counts.get(name, 0) for counts in self.classes.values())

    def as_json(self) -> dict[str, Any]:
        """As plain values."""
        return asdict(self)

    @classmethod
    def of_json(cls, values: Mapping[str, Any]) -> Self:
        """What `as_json` gave, perhaps after a file."""
        return cls(**values)

    def text(self) -> str:
        """For a terminal: one line per fact."""
        smallest, median, largest = (
            f"{w} x {h}" for w, h in (self.sizes[k] for k in ("smallest", "median", "largest"))
        )
        colour = "grey" if self.image_channels == 1 else "colour"
        lines = [
            f"{self.images} images of {len(self.classes)} classes, from {self.kind}",
            f"parts: {self.part('train')} train, {self.part('val')} val, {self.part('test')} test ({self.split})",
            f"sizes: {smallest} to {largest}, median {median}; used at {self.resolution} x {self.resolution}, {colour}",
            *(
                f"  {name}: {', '.join(f'{counts.get(p, 0)} {p}' for p in PARTS)}"
                for name, counts in self.classes.items()
            ),
            *self.warnings,
        ]
        return "\n".join(lines)


def sizes_of(sizes: Sequence[tuple[int, int]]) -> dict[str, Sequence[int]]:
    """Smallest, median and largest by area."""
    ranked = sorted(sizes, key=lambda size: (size[0] * size[1], size))
    return {"smallest": ranked[0], "median": ranked[len(ranked) // 2], "largest": ranked[-1]}


@dataclass(frozen=True)
class Duplicates:
    """Equal images: pairs of names, the earlier first."""

    count: int
    across: list[tuple[str, str]]
    contradictions: list[tuple[str, str]]
    validation_in_training: int  # images of val that train has too


def find_duplicates(
    contents: Sequence[bytes], parts: Sequence[str], labels: Sequence[int], names: Sequence[str]
) -> Duplicates:
    """Compares every image with the first that has the same pixels, and with the first of train."""
    first: dict[bytes, int] = {}
    trained = {content for content, part in zip(contents, parts, strict=True) if part == "train"}
    across, contradictions = [], []
    for place in sorted(range(len(contents)), key=lambda place: (PARTS.index(parts[place]), place)):
        earlier = first.setdefault(contents[place], place)
        if parts[earlier] != parts[place]:
            across.append((names[earlier], names[place]))
        if labels[earlier] != labels[place]:
            contradictions.append((names[earlier], names[place]))
    inside = sum(content in trained for content, part in zip(contents, parts, strict=True) if part == "val")
    return Duplicates(len(contents) - len(first), across, contradictions, inside)


def make_report(
    *,
    kind: str,
    split: str,
    classes: Sequence[str],
    parts: Sequence[str],
    labels: Sequence[int],
    sizes: Mapping[str, Sequence[int]],
    shape: tuple[int, int],
    unreadable: Sequence[tuple[str, str]],
    other: int,
    duplicates: Duplicates,
) -> Report:
    """The report; `shape`: image channels and resolution as they will be used."""
    counts = {name: dict.fromkeys(PARTS, 0) for name in classes}
    for part, label in zip(parts, labels, strict=True):
        counts[classes[label]][part] += 1
    validation = Counter(label for part, label in zip(parts, labels, strict=True) if part == "val")
    warnings = _warnings(counts, unreadable, other, duplicates)
    return Report(
        kind=kind,
        split=split,
        images=len(parts),
        classes=counts,
        sizes=sizes,
        resolution=shape[1],
        image_channels=shape[0],
        unreadable=unreadable[:_SHOWN],
        unreadable_count=len(unreadable),
        other_files=other,
        duplicates=duplicates.count,
        duplicates_across=duplicates.across[:_SHOWN],
        duplicates_across_count=len(duplicates.across),
        contradictions=duplicates.contradictions[:_SHOWN],
        chance=max(validation.values()) / sum(validation.values()),
        warnings=warnings,
    )


def _warnings(
    counts: Mapping[str, Mapping[str, int]], unreadable: Sequence[tuple[str, str]], other: int, duplicates: Duplicates
) -> list[str]:
    found = []
    if unreadable:
        found.append(f"{len(unreadable)} files cannot be read and are left out, the first is {unreadable[0][0]}.")
    if other:
        found.append(f"{other} files are not images by their names and are left out.")
    if duplicates.across:
        pair = " and ".join(duplicates.across[0])
        found.append(
            f"{len(duplicates.across)} images are in two parts, for example {pair}: accuracies will be too high."
        )
    if duplicates.contradictions:
        pair = " and ".join(duplicates.contradictions[0])
        found.append(f"{len(duplicates.contradictions)} images have two classes, for example {pair}.")
    trained = {name: by_part["train"] for name, by_part in counts.items()}
    rarest, commonest = min(trained, key=trained.__getitem__), max(trained, key=trained.__getitem__)
    if trained[commonest] >= _IMBALANCED * trained[rarest]:
        found.append(
            f"Classes are uneven: {trained[commonest]} training images of {commonest}, {trained[rarest]} of {rarest}."
        )
    for part in ("val", "test"):
        without = [name for name, by_part in counts.items() if not by_part[part]]
        if without and len(without) < len(counts):
            found.append(f"{part} has no image of {', '.join(without[:5])}{' and others' if len(without) > 5 else ''}.")
    if not any(by_part["test"] for by_part in counts.values()):
        found.append(
            "There is no test part: the result was chosen by the accuracies that are reported, which are too high."
        )
    return found
