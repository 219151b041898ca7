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

  /// Instructions that our own kernels can be limited to, for measurements.
  package enum Limit: String, CaseIterable, Sendable {
    case plain, avx2, avxvnni, avx512, amx
  }

  /// Limits the kernels of this thread and of all threads that have computed nothing yet.
  ///
  /// Those of oneDNN follow its environment. Returns false if the processor does not have the instructions.
  package static func limit(to limit: Limit) -> Bool {
    let (kernel, instructions) =
      switch limit {
      case .plain: (cp_portable, ck_instructions_baseline)
      case .avx2: (cp_avx2, ck_instructions_avx2)
      case .avxvnni: (cp_avxvnni, ck_instructions_avx2)
      case .avx512: (cp_avx512, ck_instructions_avx512)
      case .amx: (cp_amx, ck_instructions_avx512)
      }
    return cp_limit_kernel(kernel) && ck_limit_instruction_set(instructions)
  }
}
