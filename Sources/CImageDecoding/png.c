#include "image_decoding.h"

#include <stdio.h>
#include <string.h>

#include <png.h>

typedef struct {
  const uint8_t *bytes;
  size_t count;
  image_decoding *image;
  bool is_reading_rows;
} input;

static void remark(input *input, const char *message) {
  snprintf(input->image->remark, sizeof input->image->remark, "%s", message);
}

static void fail(png_structp file, png_const_charp message) {
  remark(png_get_error_ptr(file), message);
  png_longjmp(file, 1);
}

/// Ends the decoding when libpng warns of the pixels' data: their checksum, which it compares last,
/// or what comes before it is wrong. Data that go on after the picture do no harm, nor does the
/// checksum of the chunk when that of the pixels is right.
static void heed(png_structp file, png_const_charp message) {
  input *input = png_get_error_ptr(file);
  if (input->is_reading_rows && strcmp(message, "IDAT: CRC error") != 0 &&
      strcmp(message, "IDAT: Extra compressed data") != 0 &&
      strcmp(message, "IDAT: Too much image data") != 0) {
    fail(file, message);
  }
  remark(input, message);
}

static void read_bytes(png_structp file, png_bytep output, size_t count) {
  input *input = png_get_io_ptr(file);
  if (count > input->count) png_error(file, "it ends early");
  memcpy(output, input->bytes, count);
  input->bytes += count;
  input->count -= count;
}

/// Clips 16-bit grey at 255, as Pillow does (Convert.c, I16_RGB); other 16-bit samples lose their
/// lower byte, there as here.
static void clip_grey(png_structp file, png_row_infop row, png_bytep pixels) {
  bool is_clipped = false;
  for (png_uint_32 x = row->width; x-- > 0;) {
    const uint8_t *sample = pixels + 2 * x;
    if (sample[0]) is_clipped = true;
    memset(pixels + 3 * x, sample[0] ? 255 : sample[1], 3);
  }
  if (is_clipped) {
    remark(png_get_error_ptr(file), "16-bit grey above 255 becomes white, as in Pillow");
  }
}

/// Asks for 8-bit RGB. Neither gamma nor transparency has a say.
static void set_transforms(png_structp file, png_infop info) {
  png_byte type = png_get_color_type(file, info);
  png_byte depth = png_get_bit_depth(file, info);
  if (type == PNG_COLOR_TYPE_GRAY && depth == 16) {
    png_set_read_user_transform_fn(file, clip_grey);
    png_set_user_transform_info(file, NULL, 8, 3);
    return;
  }
  if (depth == 16) png_set_strip_16(file);
  if (type == PNG_COLOR_TYPE_PALETTE) png_set_palette_to_rgb(file);
  if (type == PNG_COLOR_TYPE_GRAY && depth < 8) png_set_expand_gray_1_2_4_to_8(file);
  if (!(type & PNG_COLOR_MASK_COLOR)) png_set_gray_to_rgb(file);
  png_set_strip_alpha(file);
}

bool image_decode_png(const uint8_t *bytes, size_t count, uint8_t *pixels, image_decoding *image) {
  memset(image, 0, sizeof *image);
  input input = {.bytes = bytes, .count = count, .image = image};
  png_structp file = png_create_read_struct(PNG_LIBPNG_VER_STRING, &input, fail, heed);
  png_infop info = file ? png_create_info_struct(file) : NULL;
  if (!info) {
    png_destroy_read_struct(&file, NULL, NULL);
    remark(&input, "libpng has no memory");
    return false;
  }
  if (setjmp(png_jmpbuf(file))) {
    png_destroy_read_struct(&file, &info, NULL);
    return false;
  }
  png_set_read_fn(file, &input, read_bytes);
  png_read_info(file, info);
  image->width = png_get_image_width(file, info);
  image->height = png_get_image_height(file, info);
  image->coded_pixel_count = (uint64_t)image->width * image->height;
  if (pixels) {
    // Some files go further back than the window that their data name.
    png_set_option(file, PNG_MAXIMUM_INFLATE_WINDOW, PNG_OPTION_ON);
    // The checksum of the header and of the palette stays an error.
    png_set_crc_action(file, PNG_CRC_WARN_USE, PNG_CRC_NO_CHANGE);
    set_transforms(file, info);
    int pass_count = png_set_interlace_handling(file);
    png_read_update_info(file, info);
    if (png_get_rowbytes(file, info) != (size_t)3 * image->width) png_error(file, "no RGB rows");
    input.is_reading_rows = true;
    for (int pass = 0; pass < pass_count; pass++) {
      for (uint32_t y = 0; y < image->height; y++) {
        png_read_row(file, pixels + (size_t)3 * image->width * y, NULL);
      }
    }
  }
  png_destroy_read_struct(&file, &info, NULL);
  return true;
}
