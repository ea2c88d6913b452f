/// Ends of the names of picture files, of formats that are read and of those that are refused by
/// name.
private let imageExtensions: Set<String> = [
  "jpg", "jpeg", "jpe", "jfif", "png", "apng", "webp",
  "gif", "bmp", "dib", "tif", "tiff", "heic", "heif", "avif", "jp2", "j2k", "jxl",
  "ppm", "pgm", "pbm", "pnm",
]

/// Whether the file at `path` is named as pictures are: its extension is an image's, in letters of
/// either case, or it has none and its contents must tell. Notes, tables and the like, which lie
/// beside pictures, are not.
func namesImage(_ path: String) -> Bool {
  let name = path.split(separator: "/").last ?? ""
  guard let dot = name.lastIndex(of: ".") else { return true }
  return imageExtensions.contains(name[name.index(after: dot)...].lowercased())
}
