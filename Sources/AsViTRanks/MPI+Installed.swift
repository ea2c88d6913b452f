import CMPI

extension MPI {
  /// The library that jobs would find here, by its own description; nil where there is none.
  ///
  /// - Parameter environment: the value of a variable; nil where it is not set.
  public static func installedLibrary(environment: (String) -> String?) -> String? {
    let names = environment("ASVIT_MPI").map { [$0] } ?? Launcher.knownLibraries
    return names.contains { cmpi_open($0) == nil } ? String(cString: cmpi_version()) : nil
  }
}
