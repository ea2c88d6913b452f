import AsViTData
import CPNG
import CTurboJPEG
import CZlib

/// A JPEG file made by libjpeg-turbo at full quality, without subsampling unless grey.
///
/// `samples` are RGB, or CMYK with four bytes a pixel.
func jpeg(
  width: Int, height: Int, samples: [UInt8], pixelFormat: TJPF = TJPF_RGB,
  subsampling: TJSAMP = TJSAMP_444, progressive: Bool = false
) -> [UInt8] {
  let encoder = tjInitCompress()
  defer { tjDestroy(encoder) }
  var output: UnsafeMutablePointer<UInt8>?
  var count: UInt = 0
  let status = tjCompress2(
    encoder, samples, Int32(width), 0, Int32(height), Int32(pixelFormat.rawValue), &output, &count,
    Int32(subsampling.rawValue), 100, progressive ? TJFLAG_PROGRESSIVE : 0)
  precondition(status == 0, String(cString: tjGetErrorStr2(encoder)))
  defer { tjFree(output) }
  return Array(UnsafeBufferPointer(start: output, count: Int(count)))
}

/// A JPEG file of one colour.
func jpeg(width: Int, height: Int, red: UInt8, green: UInt8, blue: UInt8) -> [UInt8] {
  let samples = (0..<width * height).flatMap { _ in [red, green, blue] }
  return jpeg(width: width, height: height, samples: samples)
}

/// A PNG file made by libpng's simplified interface.
///
/// `samples` are laid out as `format` says; `palette` is RGB for palette formats.
func png(
  width: Int, height: Int, samples: [UInt8], format: Int = Int(PNG_FORMAT_RGB),
  palette: [UInt8] = []
) -> [UInt8] {
  var image = png_image()
  image.version = UInt32(PNG_IMAGE_VERSION)
  image.width = UInt32(width)
  image.height = UInt32(height)
  image.format = UInt32(format)
  image.colormap_entries = UInt32(palette.count / 3)
  var output = [UInt8](repeating: 0, count: 1 << 16)
  var count = output.count
  let status = png_image_write_to_memory(&image, &output, &count, 0, samples, 0, palette)
  precondition(status != 0, "libpng wrote nothing")
  return Array(output[..<count])
}

/// One gzip member with `bytes` in it.
func gzip(_ bytes: [UInt8]) -> [UInt8] {
  var stream = z_stream()
  deflateInit2_(
    &stream, Z_DEFAULT_COMPRESSION, Z_DEFLATED, 16 + 15, 8, Z_DEFAULT_STRATEGY, ZLIB_VERSION,
    Int32(MemoryLayout<z_stream>.size))
  defer { deflateEnd(&stream) }
  var input = bytes
  var output = [UInt8](repeating: 0, count: Int(deflateBound(&stream, UInt(bytes.count))))
  let status = input.withUnsafeMutableBufferPointer { input in
    output.withUnsafeMutableBufferPointer { output in
      stream.next_in = input.baseAddress
      stream.avail_in = UInt32(input.count)
      stream.next_out = output.baseAddress
      stream.avail_out = UInt32(output.count)
      return deflate(&stream, Z_FINISH)
    }
  }
  precondition(status == Z_STREAM_END, "zlib wrote nothing")
  return Array(output[..<Int(stream.total_out)])
}

/// An IDX file: header of `dimensions`, then `elements`.
func idx(dimensions: [Int], elements: [UInt8], type: UInt8 = 8) -> [UInt8] {
  let sizes = dimensions.flatMap { size in
    [24, 16, 8, 0].map { UInt8(truncatingIfNeeded: size >> $0) }
  }
  return [0, 0, type, UInt8(dimensions.count)] + sizes + elements
}

/// A smooth picture that has a little of everything: gradients in each channel.
func gradient(width: Int, height: Int) -> Image8 {
  var pixels: [UInt8] = []
  for row in 0..<height {
    for column in 0..<width {
      pixels += [
        UInt8(255 * column / width), UInt8(255 * row / height),
        UInt8(255 * (row + column) / (width + height)),
      ]
    }
  }
  return Image8(width: width, height: height, pixels: pixels)
}
