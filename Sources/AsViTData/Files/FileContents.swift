/// What a file is to hold, wherever that is written.
public protocol FileContents {
  /// Writes the whole file or leaves what was there.
  ///
  /// - Throws: `DataError.Problem.unwritable` with the system's reason.
  func write(to path: String) throws(DataError)

  /// All bytes of the file.
  ///
  /// - Throws: `DataError.Problem.unwritable` for what no file can hold.
  func bytes() throws(DataError) -> [UInt8]
}

extension [UInt8]: FileContents {
  public func write(to path: String) throws(DataError) {
    var file = try FileReplacement(of: path)
    try file.write(self)
    try file.commit()
  }

  public func bytes() -> [UInt8] { self }
}
