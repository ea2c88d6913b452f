#pragma once
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

// Decoders of pictures in memory to 8-bit RGB, interleaved, rows from the top: the pixels of
// Pillow's convert("RGB"). In C, since libjpeg and libpng leave by longjmp when they fail, which
// must not cross frames of Swift.

/// What a file says of its picture.
typedef struct {
  uint32_t width;
  uint32_t height;
  /// Pixels that the file codes: those of the picture, and for JPEG the rest of its last blocks.
  uint64_t coded_pixel_count;
  /// Why the picture cannot be decoded, or else what is odd about it and was passed over; empty
  /// when nothing is.
  char remark[256];
} image_decoding;

// Each reads the header alone when `pixels` is NULL, and otherwise fills 3 * width * height bytes.
// They return false, with the reason as the remark, for what cannot be decoded.

bool image_decode_jpeg(
    const uint8_t *bytes, size_t count, uint8_t *pixels, image_decoding *image);
bool image_decode_png(const uint8_t *bytes, size_t count, uint8_t *pixels, image_decoding *image);
/// Of an animation, the first frame on black.
bool image_decode_webp(
    const uint8_t *bytes, size_t count, uint8_t *pixels, image_decoding *image);
