public import AsViTKernelInterface
import AsViTKernels

#if arch(x86_64)
  import AsViTKernelsAVX512
#endif

/// The scalars that networks run in: Float for real work, Double for checks.
public protocol NetworkScalar: BinaryFloatingPoint & SIMDScalar & Codable & BitwiseCopyable
    & Sendable
{
  /// The kernels for this processor.
  static var kernels: KernelTable<Self> { get }
}

#if arch(x86_64)
  extension Float: NetworkScalar {
    public static let kernels =
      Processor.hasAVX512 ? AsViTKernelsAVX512.floatKernels() : AsViTKernels.floatKernels()
  }
  extension Double: NetworkScalar {
    public static let kernels =
      Processor.hasAVX512 ? AsViTKernelsAVX512.doubleKernels() : AsViTKernels.doubleKernels()
  }
#else
  extension Float: NetworkScalar {
    public static let kernels = AsViTKernels.floatKernels()
  }
  extension Double: NetworkScalar {
    public static let kernels = AsViTKernels.doubleKernels()
  }
#endif
