internal import CKernels
internal import COneDNN
internal import CProducts

/// What the numbers of this module are computed with, for reports.
package enum Engine {
  /// The instruction set of the kernels, as "AVX-512".
  package static var instructions: String {
    unsafe String(cString: ck_instruction_set_name(ck_instruction_set_in_use()))
  }

  /// The version of oneDNN, as "2.6.3".
  package static var productsVersion: String {
    var (major, minor, patch): (Int32, Int32, Int32) = (0, 0, 0)
    unsafe od_version(&major, &minor, &patch)
    return "\(major).\(minor).\(patch)"
  }

  /// The unit of this machine that products of reduced precision run on.
  static var reducedPrecisionKernel: String {
    unsafe String(cString: cp_kernel_name(cp_kernel_in_use()))
  }
}
