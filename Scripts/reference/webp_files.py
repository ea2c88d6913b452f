"""WebP files: lossy and lossless, with alpha and without, still and animated."""

import io
import struct

import numpy
from PIL import Image


def webp(pixels, **options):
    file = io.BytesIO()
    Image.fromarray(pixels).save(file, "WEBP", **options)
    return file.getvalue()


def chunk(kind, contents):
    return kind + struct.pack("<I", len(contents)) + contents + bytes(len(contents) % 2)


def size(value):
    return struct.pack("<I", value)[:3]


def animation(canvas, frames):
    """`canvas` is a width and height; a frame is left, top, width, height and a still file."""
    body = chunk(b"VP8X", b"\x12\0\0\0" + size(canvas[0] - 1) + size(canvas[1] - 1))
    body += chunk(b"ANIM", b"\x40\x80\xc0\xff\0\0")
    for left, top, width, height, still in frames:
        place = size(left // 2) + size(top // 2) + size(width - 1) + size(height - 1)
        body += chunk(b"ANMF", place + size(100) + b"\0" + still[12:])
    return b"RIFF" + struct.pack("<I", len(body) + 4) + b"WEBP" + body


def files(random):
    """Names, files, and whether a decoder warns of them."""
    y, x = numpy.mgrid[:18, :23]
    waves = [128 + 100 * numpy.sin(x / (2 + i) + y / (4 - i)) for i in range(3)]
    rgb = numpy.rint(numpy.stack(waves, 2)).astype(numpy.uint8)
    alpha = random.integers(0, 256, (18, 23, 1)).astype(numpy.uint8)
    rgba = numpy.concatenate([rgb, alpha], 2)
    for quality in (5, 50, 95):
        yield f"lossy{quality}", webp(rgb, quality=quality), False
    yield "lossless", webp(rgb, lossless=True), False
    yield "lossy-alpha", webp(rgba, quality=60), False
    yield "lossless-alpha", webp(rgba, lossless=True, exact=True), False
    small = [webp(numpy.ascontiguousarray(part[:8, :10]), lossless=True) for part in (rgba, rgb)]
    whole = webp(rgb, lossless=True)
    yield "animated", animation((23, 18), [(0, 0, 23, 18, whole), (2, 4, 10, 8, small[1])]), False
    yield "animated-part", animation((23, 18), [(6, 4, 10, 8, small[0])]), False
