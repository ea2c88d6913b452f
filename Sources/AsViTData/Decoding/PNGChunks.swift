/// The signature and, up to the first that the file does not hold whole, the chunks that say what
/// the pixels are. For any other chunk libpng would allocate what its length claims, or what texts
/// inflate to. Gamma, profiles and transparency do not reach the pixels, and are left out too.
func pngWithoutUnusedChunks(_ bytes: [UInt8]) -> [UInt8] {
  let used = ["IHDR", "PLTE", "IDAT", "IEND"].map { Array($0.utf8) }
  var (file, start) = (Array(bytes.prefix(8)), 8)
  while start + 12 <= bytes.count {
    let length = bytes[start..<start + 4].reduce(0) { $0 << 8 | Int($1) }
    let end = start + 12 + length
    guard end <= bytes.count else { break }
    if used.contains(where: { bytes[start + 4..<start + 8].elementsEqual($0) }) {
      file += bytes[start..<end]
    }
    start = end
  }
  return file
}
