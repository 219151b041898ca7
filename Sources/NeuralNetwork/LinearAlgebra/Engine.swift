internal import CKernels
internal import COneDNN

/// What the numbers of this module are computed with, for reports.
package enum Engine {
  /// The instruction set of the kernels, as "AVX-512".
  package static var instructions: String {
    String(cString: ck_instruction_set_name(ck_instruction_set_in_use()))
  }

  /// The version of oneDNN, as "2.6.3".
  package static var productsVersion: String {
    var (major, minor, patch): (Int32, Int32, Int32) = (0, 0, 0)
    od_version(&major, &minor, &patch)
    return "\(major).\(minor).\(patch)"
  }
}
