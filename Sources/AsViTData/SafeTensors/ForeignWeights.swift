extension ForeignFormat {
  /// What the file is, for someone who named it as a safetensors file.
  var inPlaceOfWeights: String {
    switch self {
    case .pytorch, .pickle:
      "\(self); in Python, save it with safetensors.torch.save_file(model.state_dict(), path)"
    case .numpy:
      "\(self); in Python, save its arrays with safetensors.numpy.save_file(dict(arrays), path)"
    case .zip, .tar, .compressed, .gitLFSPointer, .webPage: description
    case .picture, .parquet, .arrow, .hdf5, .matlab: "\(self), not weights"
    case .text(let beginning): "text, not weights: '\(beginning)'"
    }
  }
}
