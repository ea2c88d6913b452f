import AsViTData
import CJPEG
import CPNG
import CZlib
import Glibc

/// A JPEG file made by libjpeg at full quality, without subsampling.
///
/// `samples` are laid out as `space` says: RGB, or grey with a byte a pixel. `scans` make it
/// progressive.
func jpeg(
  width: Int, height: Int, samples: [UInt8], space: J_COLOR_SPACE = JCS_RGB,
  scans: [jpeg_scan_info] = []
) -> [UInt8] {
  var errors = jpeg_error_mgr()
  var encoder = jpeg_compress_struct()
  encoder.err = jpeg_std_error(&errors)
  jpeg_CreateCompress(&encoder, JPEG_LIB_VERSION, MemoryLayout<jpeg_compress_struct>.size)
  defer { jpeg_destroy_compress(&encoder) }
  var output: UnsafeMutablePointer<UInt8>?
  var count: UInt = 0
  jpeg_mem_dest(&encoder, &output, &count)
  defer { free(output) }
  encoder.image_width = UInt32(width)
  encoder.image_height = UInt32(height)
  encoder.in_color_space = space
  encoder.input_components = space == JCS_RGB ? 3 : 1
  jpeg_set_defaults(&encoder)
  jpeg_set_quality(&encoder, 100, 1)
  encoder.comp_info[0].h_samp_factor = 1
  encoder.comp_info[0].v_samp_factor = 1
  var rows = samples
  scans.withUnsafeBufferPointer { scans in
    if !scans.isEmpty {
      encoder.scan_info = scans.baseAddress
      encoder.num_scans = Int32(scans.count)
    }
    jpeg_start_compress(&encoder, 1)
    rows.withUnsafeMutableBufferPointer { samples in
      for row in 0..<height {
        var start: JSAMPROW? = samples.baseAddress! + row * width * Int(encoder.input_components)
        jpeg_write_scanlines(&encoder, &start, 1)
      }
    }
    jpeg_finish_compress(&encoder)
  }
  return Array(UnsafeBufferPointer(start: output, count: Int(count)))
}

/// The scans of a progressive RGB file: first all means, then each other coefficient by itself in
/// four steps, `coefficientCount` of each component.
func scans(coefficientCount: Int) -> [jpeg_scan_info] {
  let means = jpeg_scan_info(
    comps_in_scan: 3, component_index: (0, 1, 2, 0), Ss: 0, Se: 0, Ah: 0, Al: 0)
  return (0..<3).reduce(into: [means]) { scans, component in
    for coefficient in 1..<Int32(coefficientCount + 1) {
      for (higher, lower) in [(0, 3), (3, 2), (2, 1), (1, 0)] as [(Int32, Int32)] {
        scans.append(
          jpeg_scan_info(
            comps_in_scan: 1, component_index: (Int32(component), 0, 0, 0), Ss: coefficient,
            Se: coefficient, Ah: higher, Al: lower))
      }
    }
  }
}

/// A JPEG file of one colour.
func jpeg(width: Int, height: Int, red: UInt8, green: UInt8, blue: UInt8) -> [UInt8] {
  let samples = (0..<width * height).flatMap { _ in [red, green, blue] }
  return jpeg(width: width, height: height, samples: samples)
}

/// A JPEG file with bytes before its tables that belong to nothing, as of some cameras.
func jpegWithExtraBytes() -> [UInt8] {
  var file = jpeg(width: 8, height: 8, red: 10, green: 20, blue: 30)
  let tables = file.indices.first { file[$0...].starts(with: [0xFF, 0xDB]) }!
  file.insert(contentsOf: [UInt8](repeating: 0, count: 40), at: tables)
  return file
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
