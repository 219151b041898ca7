/// The layout of a safetensors file to be written.
struct SafeTensorsLayout {
  typealias Problem = SafeTensorsHeader.Problem
  typealias Tensor = SafeTensorsWriter.Tensor

  /// The tensors' bytes begin at a multiple of this: a cache line, and any element's alignment.
  private static let alignment = 64

  /// The tensors in file order.
  let tensors: [Tensor]
  /// The size of each tensor in bytes.
  let byteCounts: [Int]
  /// The beginning of the file, up to the first tensor's bytes.
  let header: [UInt8]

  init(_ tensors: [Tensor], metadata: [String: String]) throws(Problem) {
    try Self.checkNames(tensors)
    self.tensors = tensors.sorted {
      $0.element.byteCount != $1.element.byteCount
        ? $0.element.byteCount > $1.element.byteCount
        : $0.name.utf8.lexicographicallyPrecedes($1.name.utf8)
    }
    var byteCounts: [Int] = []
    var members: [String] = []
    if !metadata.isEmpty { members.append(Self.json(metadata)) }
    var offset = 0
    for tensor in self.tensors {
      guard let byteCount = tensor.element.byteCount(of: tensor.shape),
        byteCount <= Int.max - offset, tensor.shape.count <= SafeTensorsHeader.maximumRank
      else { throw Problem("the tensor \(tensor.name.quoted) has an impossible shape") }
      byteCounts.append(byteCount)
      members.append(Self.json(tensor, range: offset..<offset + byteCount))
      offset += byteCount
    }
    self.byteCounts = byteCounts
    header = try Self.frame("{\(members.joined(separator: ","))}")
  }

  private static func checkNames(_ tensors: [Tensor]) throws(Problem) {
    guard tensors.count <= SafeTensorsHeader.maximumTensorCount else {
      throw Problem("more than \(SafeTensorsHeader.maximumTensorCount) tensors")
    }
    // By bytes: Swift treats canonically equivalent strings as equal, the format does not.
    var names: Set<[UInt8]> = [Array("__metadata__".utf8)]
    for tensor in tensors where !names.insert(Array(tensor.name.utf8)).inserted {
      throw Problem("the name \(tensor.name.quoted) is taken already")
    }
  }

  /// Puts the length before the JSON text and spaces after it.
  private static func frame(_ json: String) throws(Problem) -> [UInt8] {
    var length = SafeTensorsHeader.lengthByteCount + json.utf8.count
    length += (alignment - length % alignment) % alignment
    length -= SafeTensorsHeader.lengthByteCount
    guard length <= SafeTensorsHeader.mostBytes else {
      throw Problem("names and metadata are longer than a header may be")
    }
    var bytes = (0..<SafeTensorsHeader.lengthByteCount).map {
      UInt8(truncatingIfNeeded: length >> (8 * $0))
    }
    bytes += json.utf8
    bytes += Array(repeating: UInt8(ascii: " "), count: length - json.utf8.count)
    return bytes
  }

  // MARK: - JSON

  private static func json(_ tensor: Tensor, range: Range<Int>) -> String {
    let shape = tensor.shape.map(String.init).joined(separator: ",")
    let offsets = "\(range.lowerBound),\(range.upperBound)"
    return "\(json(tensor.name)):{\"dtype\":\"\(tensor.element.rawValue)\","
      + "\"shape\":[\(shape)],\"data_offsets\":[\(offsets)]}"
  }

  private static func json(_ metadata: [String: String]) -> String {
    let members = metadata.sorted { $0.key.utf8.lexicographicallyPrecedes($1.key.utf8) }
      .map { "\(json($0.key)):\(json($0.value))" }
    return "\"__metadata__\":{\(members.joined(separator: ","))}"
  }

  private static func json(_ text: String) -> String {
    var escaped: [UInt8] = [UInt8(ascii: "\"")]
    for byte in text.utf8 {
      switch byte {
      case UInt8(ascii: "\""), UInt8(ascii: "\\"): escaped += [UInt8(ascii: "\\"), byte]
      case ..<0x20: escaped += "\\u00\(byte < 0x10 ? "0" : "")\(String(byte, radix: 16))".utf8
      default: escaped.append(byte)
      }
    }
    escaped.append(UInt8(ascii: "\""))
    return String(decoding: escaped, as: UTF8.self)
  }
}
