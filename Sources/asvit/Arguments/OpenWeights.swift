import AsViTExport

/// The file of weights at a path, which may come from elsewhere; tells what was taken off its
/// names.
///
/// - Parameter assumed: holds where the file says nothing of itself; nil for one that must.
func openWeights(
  _ path: String, assuming assumed: ModelDescription? = nil
) throws(WeightsError) -> WeightsFile {
  let file =
    if let assumed {
      try WeightsFile(contentsOf: path, assuming: assumed)
    } else {
      try WeightsFile(contentsOf: path)
    }
  if !file.removedPrefix.isEmpty {
    notice("\(path): left out '\(file.removedPrefix)' before all names")
  }
  return file
}
