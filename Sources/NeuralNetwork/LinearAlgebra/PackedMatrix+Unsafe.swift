internal import COneDNN

/// The right-hand side `[k, n]` of products, in the blocked layout that oneDNN multiplies fastest.
///
/// Any number of threads may multiply with it at once. Only one thread may fill it, and none may multiply meanwhile.
@safe
package final class PackedMatrix: @unchecked Sendable {
  let handle: OpaquePointer
  package let k: Int
  package let n: Int

  package init(k: Int, n: Int) {
    self.k = k
    self.n = n
    var created: OpaquePointer?
    let status = unsafe od_packed_create(Int64(k), Int64(n), &created)
    guard status == 0, let created = unsafe created else {
      preconditionFailure("oneDNN cannot pack a [\(k), \(n)] matrix: status \(status)")
    }
    unsafe handle = created
  }

  deinit {
    unsafe od_packed_destroy(handle)
  }

  /// oneDNN's name of the kernel for products with the matrix.
  var kernel: String { unsafe String(cString: od_packed_kernel(handle)) }

  package var bytes: Int { unsafe od_packed_bytes(handle) }

  /// Fills it with `source`: `[k, n]`, or `[n, k]` if `transposed`.
  package func fill(from source: Matrix, transposed: Bool) {
    precondition(source.rows == (transposed ? n : k) && source.columns == (transposed ? k : n))
    let status = unsafe od_packed_fill(handle, source.base, Int64(source.stride), transposed)
    precondition(status == 0, "oneDNN cannot pack a [\(k), \(n)] matrix: status \(status)")
  }
}
