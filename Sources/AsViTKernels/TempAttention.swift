import AsViTKernelInterface
func attendBackward<T: KernelScalar>(_ a: WindowedAttentionBackward<T>) {}
