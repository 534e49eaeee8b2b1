"""The frame of a TFRecord file: one length, one payload and two checksums per record.

u64 length, u32 masked CRC-32C of those 8 bytes, payload, u32 masked CRC-32C of the payload; little-endian, no header
and no end mark. The length is believed only after its checksum, so that a flipped bit cannot ask for memory.
"""

from __future__ import annotations

import struct
from collections.abc import Iterator
from pathlib import Path
from typing import IO

import google_crc32c

from ..errors import FETCH_AGAIN, LoaderError
from ..sources import Progress, intact

_MASK = 0xA282EAD8
_HEAD = struct.Struct("<QI")
_TAIL = struct.Struct("<I")
_REPORTED = 2_000  # records


def masked_checksum(data: bytes) -> int:
    """The CRC-32C of some bytes, rotated and shifted as TFRecord files keep it: 0..2^32 - 1."""
    crc: int = google_crc32c.value(data)
    return (((crc >> 15) | (crc << 17)) + _MASK) & 0xFFFFFFFF


def payloads(path: Path, progress: Progress) -> Iterator[tuple[str, bytes]]:
    """The payload of each record with its place in words, checked; `progress` counts bytes.

    Raises LoaderError with the number of the record (from 1) and its offset in bytes.
    """
    size = path.stat().st_size
    with intact(path), path.open("rb") as file:
        offset, number = 0, 1
        while offset < size:
            where = f"{path}, record {number} at byte {offset}"
            yield where, _payload(file, size - offset, where)
            offset, number = file.tell(), number + 1
            if number % _REPORTED == 0 or offset >= size:
                progress(offset, size, path.name)


def _payload(file: IO[bytes], left: int, where: str) -> bytes:
    head = _exactly(file, _HEAD.size, left, where)
    length, checksum = _HEAD.unpack(head)
    if masked_checksum(head[:8]) != checksum:
        raise LoaderError("the checksum of the record's length does not match", where, FETCH_AGAIN)
    left -= len(head)
    body = _exactly(file, length + _TAIL.size, left, where)
    payload = body[:length]
    if masked_checksum(payload) != _TAIL.unpack_from(body, length)[0]:
        raise LoaderError("the checksum of the record's data does not match", where, FETCH_AGAIN)
    return payload


def _exactly(file: IO[bytes], count: int, left: int, where: str) -> bytes:
    data = file.read(min(count, left))
    if len(data) < count:
        raise LoaderError(f"the file ends early: {count:,} bytes are due, {len(data):,} are left", where, FETCH_AGAIN)
    return data
