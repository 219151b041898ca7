import CKernels
import Testing

/// The instruction sets that the kernels are compiled for.
///
/// Every kernel test runs once for each set that the processor has. The choice is made for the
/// calling thread alone, so that tests may run side by side.
enum InstructionSet: CaseIterable, CustomTestStringConvertible {
  case baseline
  case avx2
  case avx512

  var kernels: ck_instruction_set {
    switch self {
    case .baseline: ck_instructions_baseline
    case .avx2: ck_instructions_avx2
    case .avx512: ck_instructions_avx512
    }
  }

  var testDescription: String { String(cString: ck_instruction_set_name(kernels)) }

  /// Runs a body with this set, then returns to the one before.
  func use<R>(_ body: () throws -> R) rethrows -> R {
    let before = ck_instruction_set_in_use()
    precondition(ck_use_instruction_set(kernels))
    defer { _ = ck_use_instruction_set(before) }
    return try body()
  }

  static let available: [InstructionSet] = {
    let before = ck_instruction_set_in_use()
    defer { _ = ck_use_instruction_set(before) }
    return allCases.filter { ck_use_instruction_set($0.kernels) }
  }()
}

/// Sizes around the widths of vectors and unrolled loops.
let oddSizes = [1, 2, 3, 15, 16, 17, 31, 33, 63, 64, 65, 127, 511, 512, 513]

@Suite struct InstructionSetKernelTests {
  @Test func theBestAvailableSetIsInUse() {
    #expect(ck_instruction_set_in_use() == InstructionSet.available.last?.kernels)
  }

  @Test(arguments: InstructionSet.available)
  func aSetIsInUseOnlyWhileAskedFor(_ set: InstructionSet) {
    let before = ck_instruction_set_in_use()
    set.use { #expect(ck_instruction_set_in_use() == set.kernels) }
    #expect(ck_instruction_set_in_use() == before)
  }
}
