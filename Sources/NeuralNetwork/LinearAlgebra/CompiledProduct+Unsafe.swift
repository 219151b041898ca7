internal import COneDNN

/// A matrix product that oneDNN has compiled for its shape.
///
/// The thread that made it must free it.
@safe
struct CompiledProduct {
  private let handle: OpaquePointer

  /// Compiles a product; `packed` is the right-hand side, if that is packed.
  init(_ shape: Products.Shape, packed: PackedMatrix?) {
    var description = od_shape(
      m: Int64(shape.m), n: Int64(shape.n), k: Int64(shape.k), a_transposed: shape.aTransposed,
      a_stride: Int64(shape.aStride), b_layout: od_layout(UInt32(shape.layout)),
      b_stride: Int64(shape.bStride), c_stride: Int64(shape.cStride),
      accumulate: shape.accumulate)
    var product: OpaquePointer?
    let status = unsafe od_product_create(&description, packed?.handle, &product)
    guard status == 0, let product = unsafe product else {
      preconditionFailure("oneDNN cannot compile the product \(shape): status \(status)")
    }
    unsafe handle = product
  }

  /// oneDNN's name of the kernel it chose.
  var kernel: String { unsafe String(cString: od_product_kernel(handle)) }

  var scratchBytes: Int { unsafe od_product_scratch_bytes(handle) }

  /// Computes `c = a · b`, or `c += a · b`, for matrices of the compiled shape; give `b` or `packed`.
  ///
  /// Returns oneDNN's status: 0 on success.
  func run(
    _ a: Matrix, _ b: Matrix?, _ packed: PackedMatrix?, into c: Matrix, scratch: Vector<UInt8>
  ) -> Int32 {
    unsafe od_product_run(handle, a.base, b?.base, packed?.handle, c.base, scratch.base)
  }

  func free() { unsafe od_product_destroy(handle) }
}
