#!/usr/bin/env python3
"""Writes Tests/AsViTDataTests/Pictures: small pictures and their pixels as Pillow reads them.

Scripts/reference/pictures.py, with Pillow 13.0 and numpy; takes a second and no arguments. Each
safetensors file holds, for each picture, `NAME.file`, its bytes, and `NAME.pixels`,
`[height, width, 3]`; the metadata tell Pillow's version and of which pictures a decoder warns.
"""

import io
import json
import struct
import warnings
from pathlib import Path

import jpeg_files
import numpy
import PIL
import png_files
import webp_files
from PIL import Image

FOLDER = Path(__file__).resolve().parents[2] / "Tests/AsViTDataTests/Pictures"


warnings.filterwarnings("ignore", "Palette images with Transparency")


def pixels(file):
    return numpy.asarray(Image.open(io.BytesIO(file)).convert("RGB"))


def write(path, pictures):
    tensors, warned = {}, []
    for name, file, warns in pictures:
        tensors[f"{name}.file"] = numpy.frombuffer(file, numpy.uint8)
        tensors[f"{name}.pixels"] = pixels(file)
        if warns:
            warned.append(name)
    header = {"__metadata__": {"pillow": PIL.__version__, "warned": " ".join(warned)}}
    start = 0
    for name, values in tensors.items():
        end = start + values.size
        header[name] = {"dtype": "U8", "shape": values.shape, "data_offsets": [start, end]}
        start = end
    text = json.dumps(header, separators=(",", ":")).encode()
    data = b"".join(values.tobytes() for values in tensors.values())
    path.write_bytes(struct.pack("<Q", len(text)) + text + data)


def png_pictures():
    random = numpy.random.default_rng(0)
    for name, file in png_files.regular_files(random):
        # Its values reach 436.
        yield name, file, name.startswith("grey16")
    yield from png_files.odd_files(random)


write(FOLDER / "png.safetensors", png_pictures())
write(FOLDER / "jpeg.safetensors", jpeg_files.files(numpy.random.default_rng(1)))
write(FOLDER / "webp.safetensors", webp_files.files(numpy.random.default_rng(2)))
