"""`python -m narq2t.network`: one network, to one or more files."""

from __future__ import annotations

import argparse
import sys
from dataclasses import replace
from pathlib import Path

from narq2t import network, spaces
from narq2t.errors import Refused


def main(arguments: list[str] | None = None) -> int:
    """Writes the files and names them; 2 with a sentence if that cannot be."""
    parser = argparse.ArgumentParser(prog="python -m narq2t.network", description="Write the network of a cell.")
    parser.add_argument("--arch", required=True, help="the cell; for nb101 adjacency and operations, or a module hash")
    parser.add_argument("--space", default="nb201", help="nb201 (default) or nb101")
    parser.add_argument("--space-file", type=Path, help="what `space enumerate` wrote: where a module hash is found")
    parser.add_argument("--out", required=True, type=Path, nargs="+", help=".py, .safetensors, .pt or .onnx")
    parser.add_argument("--weights", type=Path, help="a .safetensors file of this network")
    parser.add_argument("--seed", type=int, default=0, help="of the weights, if none are given")
    for name in ("classes", "image-channels", "resolution", "channels", "cells", "stages"):
        parser.add_argument(f"--{name}", type=int)
    given = parser.parse_args(arguments)
    try:
        for out in given.out:
            network.check_target(out)
        space = spaces.named(given.space)
        names = ("classes", "image_channels", "resolution", "channels", "cells", "stages")
        settings = {name: getattr(given, name) for name in names if getattr(given, name) is not None}
        config = replace(space.benchmark, **settings)
        cell = space.cell_of(given.arch, given.space_file) if given.space_file else given.arch
        built = network.build(given.space, cell, config, weights=given.weights, seed=given.seed)
        for out in given.out:
            network.write(built, out)
            print(out)
    except Refused as error:
        print(error, file=sys.stderr)
        return 2
    return 0


if __name__ == "__main__":
    sys.exit(main())
