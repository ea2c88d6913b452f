import AsViTReport

extension Int {
  /// The bytes as text, in binary units with at most four digits, as `512 MiB` or `4.131 GiB`.
  var shownAsBytes: String {
    let mebibytes = Double(self) / Double(1 << 20)
    return mebibytes < 1024
      ? "\(mebibytes.rounded(.up).shown()) MiB" : "\((mebibytes / 1024).shown()) GiB"
  }
}
