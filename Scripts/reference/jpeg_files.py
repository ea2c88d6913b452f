"""JPEG files of any sampling factors and colour space, by a baseline encoder: Pillow writes few."""

import io
import struct

import numpy
from PIL import Image

ZIGZAG = sorted(
    range(64), key=lambda i: (i // 8 + i % 8, i // 8 if (i // 8 + i % 8) % 2 else i % 8)
)
# Codes of one length each: all sizes of differences, and all pairs of run and size.
DIFFERENCES = list(range(12))
RUNS = [0x00, 0xF0] + [run << 4 | size for run in range(16) for size in range(1, 11)]
COSINES = numpy.array(
    [
        [(0.5 if u else 0.5**1.5) * numpy.cos((2 * x + 1) * u * numpy.pi / 16) for x in range(8)]
        for u in range(8)
    ]
)


def marker(kind, contents):
    return bytes([0xFF, kind]) + struct.pack(">H", len(contents) + 2) + contents


def huffman_table(kind, symbols, length):
    counts = bytes(len(symbols) if i == length else 0 for i in range(1, 17))
    return marker(0xC4, bytes([kind]) + counts + bytes(symbols))


JFIF = marker(0xE0, b"JFIF\0\1\1\0\0\1\0\1\0\0")


def adobe(transform):
    return marker(0xEE, b"Adobe\0\x64\0\0\0\0" + bytes([transform]))


def amplitude(value):
    size = abs(value).bit_length()
    return size, format(value if value >= 0 else value + 2**size - 1, f"0{size}b") if size else ""


def block_bits(coefficients, previous):
    """A block in 64 zigzag coefficients; the first is coded as a difference to `previous`."""
    size, digits = amplitude(coefficients[0] - previous)
    bits = format(DIFFERENCES.index(size), "04b") + digits
    run = 0
    last = max([i for i in range(64) if coefficients[i]], default=0)
    for value in coefficients[1 : last + 1]:
        if value == 0:
            run += 1
            continue
        while run > 15:
            bits += format(RUNS.index(0xF0), "08b")
            run -= 16
        size, digits = amplitude(value)
        bits += format(RUNS.index(run << 4 | size), "08b") + digits
        run = 0
    return bits if last == 63 else bits + format(RUNS.index(0x00), "08b")


def sampled(plane, factors, most, width, height):
    """A component at its resolution, filled up to whole units, less 128."""
    rows = -(-height // (8 * most[1])) * 8 * factors[1]
    columns = -(-width // (8 * most[0])) * 8 * factors[0]
    ys = numpy.minimum(numpy.arange(rows) * most[1] // factors[1], height - 1)
    xs = numpy.minimum(numpy.arange(columns) * most[0] // factors[0], width - 1)
    return plane[numpy.ix_(ys, xs)].astype(float) - 128


def jpeg(planes, factors, markers=JFIF, ids=None, quantum=6):
    """`planes` are `[components, height, width]`, `factors` horizontal and vertical for each."""
    count, height, width = planes.shape
    ids = ids or range(1, count + 1)
    stated = factors
    if count == 1:
        factors = [(1, 1)]  # The order of blocks when they are of one component (T.81, A.2.2).
    most = max(h for h, _ in factors), max(v for _, v in factors)
    parts = [sampled(plane, f, most, width, height) for plane, f in zip(planes, factors)]
    previous = [0] * count
    bits = ""
    for top in range(-(-height // (8 * most[1]))):
        for left in range(-(-width // (8 * most[0]))):
            for i, (h, v) in enumerate(factors):
                for y in range(top * v, top * v + v):
                    for x in range(left * h, left * h + h):
                        block = parts[i][8 * y : 8 * y + 8, 8 * x : 8 * x + 8]
                        values = numpy.rint(COSINES @ block @ COSINES.T / quantum).astype(int)
                        zigzag = [int(values[k // 8, k % 8]) for k in ZIGZAG]
                        bits += block_bits(zigzag, previous[i])
                        previous[i] = zigzag[0]
    bits += "1" * (-len(bits) % 8)
    data = bytes(int(bits[i : i + 8], 2) for i in range(0, len(bits), 8)).replace(
        b"\xff", b"\xff\0"
    )
    frame = struct.pack(">BHHB", 8, height, width, count)
    scan = bytes([count])
    for name, (h, v) in zip(ids, stated):
        frame += bytes([name, h << 4 | v, 0])
        scan += bytes([name, 0])
    return (
        b"\xff\xd8"
        + markers
        + marker(0xDB, b"\0" + bytes([quantum] * 64))
        + marker(0xC0, frame)
        + huffman_table(0x00, DIFFERENCES, 4)
        + huffman_table(0x10, RUNS, 8)
        + marker(0xDA, scan + b"\0\x3f\0")
        + data
        + b"\xff\xd9"
    )


def picture(random, count, width, height):
    """Smooth planes with some noise."""
    y, x = numpy.mgrid[:height, :width]
    planes = [
        128 + 90 * numpy.sin(x / (3 + i) + y / (5 - i)) + random.integers(-20, 20, (height, width))
        for i in range(count)
    ]
    return numpy.clip(numpy.rint(planes), 0, 255).astype(numpy.uint8)


def saved(image, **options):
    file = io.BytesIO()
    image.save(file, "JPEG", **options)
    return file.getvalue()


SAMPLINGS = {
    "444": [(1, 1), (1, 1), (1, 1)],
    "422": [(2, 1), (1, 1), (1, 1)],
    "420": [(2, 2), (1, 1), (1, 1)],
    "440": [(1, 2), (1, 1), (1, 1)],
    "411": [(4, 1), (1, 1), (1, 1)],
    "410": [(4, 2), (1, 1), (1, 1)],
    "311": [(3, 1), (1, 1), (1, 1)],
    "141": [(1, 4), (1, 1), (1, 1)],
    "chroma-finer": [(1, 1), (2, 2), (2, 2)],
    "one-chroma-finer": [(1, 1), (2, 1), (1, 1)],
    "mixed": [(2, 2), (2, 1), (1, 2)],
    "all-doubled": [(2, 1), (2, 1), (2, 1)],
}


def files(random):
    """Names, files, and whether a decoder warns of them."""
    ycc = picture(random, 3, 27, 21)
    four = picture(random, 4, 27, 21)
    even, whole = SAMPLINGS["444"], [(1, 1)] * 4
    for name, factors in SAMPLINGS.items():
        yield f"sampling-{name}", jpeg(ycc, factors), False
    yield "grey", jpeg(ycc[:1], [(1, 1)]), False
    yield "grey-doubled", jpeg(ycc[:1], [(2, 2)]), False
    yield "rgb-adobe", jpeg(ycc, even, adobe(0)), False
    yield "rgb-by-names", jpeg(ycc, even, b"", ids=b"RGB"), False
    yield "cmyk", jpeg(four, whole, adobe(0)), False
    yield "cmyk-unmarked", jpeg(four, whole, b""), False
    yield "ycck", jpeg(four, whole, adobe(2)), False
    yield "ycck-420", jpeg(four, [(2, 2), (1, 1), (1, 1), (2, 2)], adobe(2)), False

    image = Image.fromarray(numpy.moveaxis(ycc, 0, 2))
    yield "progressive", saved(image, progressive=True, quality=60), False
    orientation = Image.Exif()
    orientation[0x0112] = 6
    yield "rotated", saved(image, exif=orientation), False

    plain = jpeg(ycc, SAMPLINGS["420"])
    yield "jfif-0.00", plain.replace(b"JFIF\0\1\1", b"JFIF\0\0\0"), True
    end = plain.rindex(b"\xff\xd9")
    yield "bytes-before-end", plain[:end] + bytes(40) + plain[end:], True
    tables = plain.index(b"\xff\xdb")
    yield "bytes-before-tables", plain[:tables] + b"\0\1\2" + plain[tables:], True
    yield "adobe-unknown", jpeg(ycc, even, adobe(7)), True
    yield "bytes-after", plain + b"more", False
