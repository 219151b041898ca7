/// What a model file may say beside its weights.
///
/// Text becomes tables, which take many times its size. So what is in it is counted before it is read, and a model that
/// would take much more memory than its weights explain is refused.
enum ModelFileLimits {
  /// The most bytes of texts that do not grow with the model.
  private static let mostBytes = ["configuration": 10_000, "notes": 100_000]
  private static let mostBytesOfForms = 200_000
  /// Bytes of memory for each entry of a tokenizer, such as one side of a merge, while it is read.
  private static let bytesOfAnEntry = 100
  /// Tokenizers may take as much memory as the weights, and so much more.
  private static let allowance = 8_000_000

  /// Throws if texts of a file are too long, or its tokenizers too large.
  static func check(_ file: SafeTensorsFile) throws(ModelError) {
    for (key, most) in mostBytes where (file.metadata[key]?.utf8.count ?? 0) > most {
      throw .damaged(
        path: file.path, problem: "its \(key) is longer than any real one: more than \(most) bytes")
    }
    for key in ["source_forms", "spans"]
    where (file.metadata[key]?.utf8.count ?? 0) > mostBytesOfForms {
      throw .damaged(
        path: file.path,
        problem: "its \(key) are longer than any real ones: more than \(mostBytesOfForms) bytes")
    }
    let entries = ["source_tokenizer", "target_tokenizer", "tokenizer"].reduce(0) { sum, key in
      sum + (file.metadata[key] ?? "").utf8.count { $0 == UInt8(ascii: ",") }
    }
    let bytes = file.tensors.reduce(0) { $0 + $1.byteCount }
    guard entries * bytesOfAnEntry <= bytes + allowance else {
      throw .damaged(
        path: file.path,
        problem: "its tokenizers have \(entries) entries, too many for \(bytes) bytes of weights")
    }
  }

  /// What is wrong with a model to be trained, which could not be read again; nil if nothing is.
  static func problem(vocabularies: Int, parameters: Int) -> String? {
    // A merge has two entries, and a weight four bytes.
    guard 2 * vocabularies * bytesOfAnEntry > 4 * parameters + allowance else { return nil }
    return
      "vocabularies of \(vocabularies) tokens in all are too large for a model of only \(parameters) parameters"
  }
}
