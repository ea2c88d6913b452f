"""PNG files of every colour type, depth and interlacing: Pillow writes few of them."""

import struct
import zlib

import numpy

GREY, RGB, PALETTE, GREY_ALPHA, RGB_ALPHA = 0, 2, 3, 4, 6
DEPTHS = {
    GREY: (1, 2, 4, 8, 16),
    RGB: (8, 16),
    PALETTE: (1, 2, 4, 8),
    GREY_ALPHA: (8, 16),
    RGB_ALPHA: (8, 16),
}
CHANNELS = {GREY: 1, RGB: 3, PALETTE: 1, GREY_ALPHA: 2, RGB_ALPHA: 4}
NAMES = {
    GREY: "grey",
    RGB: "rgb",
    PALETTE: "palette",
    GREY_ALPHA: "grey-alpha",
    RGB_ALPHA: "rgb-alpha",
}
# First column and row, and steps, of the passes of Adam7.
PASSES = [
    (0, 0, 8, 8),
    (4, 0, 8, 8),
    (0, 4, 4, 8),
    (2, 0, 4, 4),
    (0, 2, 2, 4),
    (1, 0, 2, 2),
    (0, 1, 1, 2),
]


def chunk(kind, contents):
    checked = kind + contents
    return struct.pack(">I", len(contents)) + checked + struct.pack(">I", zlib.crc32(checked))


def packed(row, depth):
    """The bytes of a row of samples."""
    if depth == 16:
        return row.astype(">u2").tobytes()
    if depth == 8:
        return row.astype(numpy.uint8).tobytes()
    bits = (row.reshape(-1, 1) >> numpy.arange(depth - 1, -1, -1)) & 1
    return numpy.packbits(bits.reshape(-1).astype(numpy.uint8)).tobytes()


def paeth(left, above, corner):
    near = left + above - corner
    distances = abs(near - left), abs(near - above), abs(near - corner)
    return (left, above, corner)[distances.index(min(distances))]


def filtered(rows, unit):
    """The rows behind the filters 0 to 4 in turn; `unit` is the bytes of a pixel, at least 1."""
    result, above = b"", bytes(len(rows[0]))
    for number, row in enumerate(rows):
        kind = number % 5
        result += bytes([kind])
        for i, value in enumerate(row):
            left, corner = (row[i - unit], above[i - unit]) if i >= unit else (0, 0)
            up = above[i]
            guess = (0, left, up, (left + up) // 2, paeth(left, up, corner))[kind]
            result += bytes([(value - guess) % 256])
        above = row
    return result


def pixel_data(samples, kind, depth, interlaced):
    """What is deflated; `samples` are `[height, width, channels]`."""
    unit = max(1, CHANNELS[kind] * depth // 8)
    data = b""
    for left, top, across, down in PASSES if interlaced else [(0, 0, 1, 1)]:
        part = samples[top::down, left::across]
        if part.size:
            data += filtered([packed(row, depth) for row in part], unit)
    return data


def header(width, height, kind, depth, interlaced=False):
    fields = struct.pack(">IIBBBBB", width, height, depth, kind, 0, 0, interlaced)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", fields)


def png(samples, kind, depth, interlaced=False, palette=None, extra=b"", end=b""):
    """`extra` stands before the palette, `end` after it."""
    height, width = samples.shape[:2]
    colours = chunk(b"PLTE", palette.astype(numpy.uint8).tobytes()) if palette is not None else b""
    data = zlib.compress(pixel_data(samples, kind, depth, interlaced), 9)
    return (
        header(width, height, kind, depth, interlaced)
        + extra
        + colours
        + end
        + chunk(b"IDAT", data)
        + chunk(b"IEND", b"")
    )


def samples(random, kind, depth, width, height):
    return random.integers(0, 2**depth, (height, width, CHANNELS[kind]))


def transparency(kind, depth, samples, palette_size):
    """A tRNS chunk that makes the first pixel transparent; None where there is alpha."""
    if kind == PALETTE:
        return chunk(b"tRNS", bytes(palette_size // 2))
    if kind in (GREY, RGB):
        return chunk(b"tRNS", samples[0, 0].astype(">u2").tobytes())
    return None


def regular_files(random):
    """Every type and depth, interlaced or not: plain, with gAMA 1.0, and with a tRNS chunk."""
    gamma = chunk(b"gAMA", struct.pack(">I", 100000))
    for kind, depths in DEPTHS.items():
        for depth in depths:
            for interlaced in (False, True):
                values = samples(random, kind, depth, 11, 9)
                if kind == GREY and depth == 16:
                    values //= 150
                palette = random.integers(0, 256, (2**depth, 3)) if kind == PALETTE else None
                name = f"{NAMES[kind]}{depth}" + ("-interlaced" if interlaced else "")
                yield name, png(values, kind, depth, interlaced, palette)
                yield f"{name}-gama", png(values, kind, depth, interlaced, palette, gamma)
                alpha = transparency(kind, depth, values, 2**depth)
                if alpha:
                    yield f"{name}-trns", png(values, kind, depth, interlaced, palette, end=alpha)


def odd_files(random):
    """What people have besides, with whether a decoder warns of it."""
    values = samples(random, RGB, 8, 7, 5)
    plain = png(values, RGB, 8)
    start = header(7, 5, RGB, 8)
    data = zlib.compress(pixel_data(values, RGB, 8, False))
    end = chunk(b"IEND", b"")

    indices = samples(random, PALETTE, 8, 7, 5)
    short = random.integers(0, 256, (100, 3))
    yield "palette8-short", png(indices, PALETTE, 8, palette=short), False
    yield "grey16-dark", png(samples(random, GREY, 8, 7, 5), GREY, 16), False
    yield "grey16-bright", png(samples(random, GREY, 16, 7, 5), GREY, 16), True
    yield "pixel-interlaced", png(samples(random, RGB, 16, 1, 1), RGB, 16, True), False
    yield "srgb", png(values, RGB, 8, extra=chunk(b"sRGB", b"\0")), False
    profile = chunk(b"iCCP", b"none\0\0" + zlib.compress(b"no profile"))
    yield "broken-profile", png(values, RGB, 8, extra=profile), False
    yield "text", png(values, RGB, 8, extra=chunk(b"tEXt", b"Title\0picture")), False
    parts = [chunk(b"IDAT", data[i : i + 20]) for i in range(0, len(data), 20)]
    yield "many-idat", start + chunk(b"IDAT", b"").join(parts) + end, False
    yield "wrong-crc", start + chunk(b"IDAT", data)[:-4] + b"\0\0\0\0" + end, True
    yield "data-after", start + chunk(b"IDAT", data + b"more") + end, True
    yield "bytes-after", plain + b"more", False
    yield "no-end", plain[: -len(end)], False
    # Data that name a window of 512 bytes and repeat what lies 1210 before.
    rows = numpy.tile(samples(random, RGB, 8, 40, 10), (2, 1, 1))
    narrow = b"\x18\x19" + zlib.compress(pixel_data(rows, RGB, 8, False), 9)[2:]
    yield "small-window", header(40, 20, RGB, 8) + chunk(b"IDAT", narrow) + end, False
    # An animation of which the default picture is no frame.
    control = chunk(b"acTL", struct.pack(">II", 1, 0))
    frame = struct.pack(">IIIIIHHBB", 0, 7, 5, 0, 0, 1, 10, 0, 0)
    other = struct.pack(">I", 1) + zlib.compress(bytes(5 * 22))
    frames = chunk(b"fcTL", frame) + chunk(b"fdAT", other)
    yield "animated", start + control + chunk(b"IDAT", data) + frames + end, False
