import COpenBLAS

/// The library behind eigenvalues.
public enum LinearAlgebraLibrary {
  /// Its own description: version, options and the processor it was built for.
  public static var description: String { String(cString: openblas_get_config()) }
}
