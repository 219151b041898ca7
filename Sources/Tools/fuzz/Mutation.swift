import Seq2Seq

/// Bytes changed at random, as damage or malice would.
struct Mutation {
  var generator: SeededGenerator
  /// The bytes, such as a file's header, that are changed most often.
  let focus: Range<Int>

  /// The sound file with one or several changes.
  mutating func apply(to sound: [UInt8]) -> [UInt8] {
    var bytes = sound
    for _ in 0...generator.next(below: 4) where !bytes.isEmpty { change(&bytes) }
    return bytes
  }

  private mutating func change(_ bytes: inout [UInt8]) {
    var range = generator.next(below: 4) > 0 ? focus.clamped(to: bytes.indices) : bytes.indices
    if range.isEmpty { range = bytes.indices }
    let place = range.lowerBound + generator.next(below: range.count)
    switch generator.next(below: 12) {
    case 0: bytes.removeLast(1 + generator.next(below: bytes.count))
    case 1: bytes += [UInt8](repeating: 0, count: 1 + generator.next(below: 16))
    case 2: bytes.insert(contentsOf: bytes[place..<min(place + 9, bytes.count)], at: place)
    case 3: bytes.removeSubrange(place..<min(place + 1 + generator.next(below: 9), bytes.count))
    case 4: replaceNumber(near: place, &bytes)
    case 5, 6, 7: bytes[place] ^= 1 << UInt8(generator.next(below: 8))
    default: bytes[place] = UInt8(generator.next(below: 256))
    }
  }

  /// Replaces the first digits from `place` on by a number that is wrong for most sizes.
  private mutating func replaceNumber(near place: Int, _ bytes: inout [UInt8]) {
    let isDigit: (UInt8) -> Bool = { (0x30...0x39).contains($0) }
    guard let start = bytes[place...].firstIndex(where: isDigit) else { return }
    let end = bytes[start...].firstIndex { !isDigit($0) } ?? bytes.count
    let numbers = ["0", "1", "-1", "4294967296", "9223372036854775807", "99999999999999999999"]
    let number = numbers[generator.next(below: numbers.count)]
    bytes.replaceSubrange(start..<end, with: number.utf8)
  }
}
