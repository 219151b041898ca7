internal import CKernels
internal import COneDNN
internal import CProducts

/// The instruction sets and libraries that this module computes with, for reports.
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

  /// The kernel that computes products of reduced precision on this machine, as "AMX".
  static var reducedPrecisionKernel: String {
    unsafe String(cString: cp_kernel_name(cp_kernel_in_use()))
  }
}
