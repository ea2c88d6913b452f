#include "image_decoding.h"

#include <setjmp.h>
#include <stdio.h>
#include <string.h>

#include <jpeglib.h>
#include <jerror.h>

// No encoder makes more scans, and each may cost as much as the whole picture.
static const int scan_limit = 500;

typedef struct {
  struct jpeg_error_mgr manager;
  jmp_buf failed;
  image_decoding *image;
} error_handler;

static void remark(j_common_ptr file) {
  char message[JMSG_LENGTH_MAX];
  file->err->format_message(file, message);
  error_handler *handler = (error_handler *)file->err;
  snprintf(handler->image->remark, sizeof handler->image->remark, "%s", message);
}

static void fail(j_common_ptr file) {
  remark(file);
  longjmp(((error_handler *)file->err)->failed, 1);
}

/// Ends the decoding when a part of the picture is lost, which libjpeg would fill with grey or
/// worse. Level -1 is a warning, others are traces.
static void heed(j_common_ptr file, int level) {
  if (level >= 0) return;
  switch (file->err->msg_code) {
  case JWRN_JPEG_EOF:
  case JWRN_HIT_MARKER:
  case JWRN_HUFF_BAD_CODE:
  case JWRN_ARITH_BAD_CODE:
  case JWRN_MUST_RESYNC:
  case JWRN_BOGUS_PROGRESSION:
    fail(file);
  }
  remark(file);
}

static void limit_scans(j_common_ptr file) {
  if (((j_decompress_ptr)file)->input_scan_number <= scan_limit) return;
  error_handler *handler = (error_handler *)file->err;
  snprintf(
      handler->image->remark, sizeof handler->image->remark, "it has more than %d scans",
      scan_limit);
  longjmp(handler->failed, 1);
}

/// a * b / 255, rounded.
static uint8_t product(uint8_t a, uint8_t b) {
  unsigned scaled = a * b + 128;
  return (uint8_t)(((scaled >> 8) + scaled) >> 8);
}

/// One row as Pillow converts it (Convert.c, cmyk2rgb): all files are taken for Adobe's, which
/// store ink as 255 less its amount.
static void rgb_of_cmyk(const uint8_t *cmyk, uint8_t *rgb, uint32_t width) {
  for (uint32_t x = 0; x < width; x++, cmyk += 4, rgb += 3) {
    uint8_t white = cmyk[3];
    for (int i = 0; i < 3; i++) {
      uint8_t ink = (uint8_t)(255 - cmyk[i]);
      rgb[i] = (uint8_t)(white - product(ink, white));
    }
  }
}

static uint32_t rounded_up(uint32_t size, int block_count) {
  uint32_t unit = (uint32_t)(block_count * DCTSIZE);
  return (size + unit - 1) / unit * unit;
}

bool image_decode_jpeg(
    const uint8_t *bytes, size_t count, uint8_t *pixels, image_decoding *image
) {
  memset(image, 0, sizeof *image);
  struct jpeg_decompress_struct file;
  struct jpeg_progress_mgr progress = {.progress_monitor = limit_scans};
  error_handler handler = {.image = image};
  file.err = jpeg_std_error(&handler.manager);
  handler.manager.error_exit = fail;
  handler.manager.emit_message = heed;
  if (setjmp(handler.failed)) {
    jpeg_destroy_decompress(&file);
    return false;
  }
  jpeg_create_decompress(&file);
  file.progress = &progress;
  jpeg_mem_src(&file, bytes, count);
  jpeg_read_header(&file, TRUE);
  image->width = file.image_width;
  image->height = file.image_height;
  image->coded_pixel_count = (uint64_t)rounded_up(file.image_width, file.max_h_samp_factor) *
                             rounded_up(file.image_height, file.max_v_samp_factor);
  if (file.jpeg_color_space == JCS_UNKNOWN) {
    snprintf(
        image->remark, sizeof image->remark, "it has %d colour components", file.num_components);
    longjmp(handler.failed, 1);
  }
  if (pixels) {
    bool is_cmyk = file.num_components == 4;
    file.out_color_space = is_cmyk ? JCS_CMYK : JCS_RGB;
    jpeg_start_decompress(&file);
    JSAMPARRAY row = file.mem->alloc_sarray(
        (j_common_ptr)&file, JPOOL_IMAGE, is_cmyk ? 4 * file.output_width : 1, 1);
    while (file.output_scanline < file.output_height) {
      uint8_t *output = pixels + (size_t)3 * file.output_width * file.output_scanline;
      if (is_cmyk) {
        jpeg_read_scanlines(&file, row, 1);
        rgb_of_cmyk(row[0], output, file.output_width);
      } else {
        jpeg_read_scanlines(&file, &output, 1);
      }
    }
    jpeg_finish_decompress(&file);
  }
  jpeg_destroy_decompress(&file);
  return true;
}
