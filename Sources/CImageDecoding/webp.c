#include "image_decoding.h"

#include <stdio.h>
#include <string.h>

#include <webp/decode.h>
#include <webp/demux.h>

static bool fail(image_decoding *image, const char *reason) {
  snprintf(image->remark, sizeof image->remark, "%s", reason);
  return false;
}

/// Decodes a frame to its place on the canvas; transparency is dropped.
static VP8StatusCode decode(const WebPIterator *frame, uint8_t *pixels, image_decoding *image) {
  WebPDecoderConfig config;
  if (!WebPInitDecoderConfig(&config)) return VP8_STATUS_INVALID_PARAM;
  size_t start = 3 * ((size_t)image->width * (size_t)frame->y_offset + (size_t)frame->x_offset);
  config.output.colorspace = MODE_RGB;
  config.output.is_external_memory = 1;
  config.output.u.RGBA.rgba = pixels + start;
  config.output.u.RGBA.stride = (int)(3 * image->width);
  config.output.u.RGBA.size = (size_t)3 * image->width * image->height - start;
  return WebPDecode(frame->fragment.bytes, frame->fragment.size, &config);
}

bool image_decode_webp(
    const uint8_t *bytes, size_t count, uint8_t *pixels, image_decoding *image
) {
  memset(image, 0, sizeof *image);
  WebPData data = {bytes, count};
  WebPDemuxer *file = WebPDemux(&data);
  if (!file) return fail(image, "it is damaged or ends early");
  image->width = WebPDemuxGetI(file, WEBP_FF_CANVAS_WIDTH);
  image->height = WebPDemuxGetI(file, WEBP_FF_CANVAS_HEIGHT);
  image->coded_pixel_count = (uint64_t)image->width * image->height;
  VP8StatusCode status = VP8_STATUS_OK;
  if (pixels) {
    WebPIterator frame;
    memset(pixels, 0, (size_t)3 * image->width * image->height);
    status = WebPDemuxGetFrame(file, 1, &frame) ? decode(&frame, pixels, image)
                                                : VP8_STATUS_BITSTREAM_ERROR;
    WebPDemuxReleaseIterator(&frame);
  }
  WebPDemuxDelete(file);
  switch (status) {
  case VP8_STATUS_OK: return true;
  case VP8_STATUS_OUT_OF_MEMORY: return fail(image, "libwebp has no memory");
  case VP8_STATUS_SUSPENDED:
  case VP8_STATUS_NOT_ENOUGH_DATA: return fail(image, "it ends early");
  default: return fail(image, "its data are damaged");
  }
}
