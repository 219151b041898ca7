import ArgumentParser

/// What someone may have meant by the name of a command or an option that does not exist here.
///
/// Names that other programs use for the same thing come before names that are only spelled alike.
enum OtherNames {
  /// The command that a word was meant for; nil if that is unclear.
  static func command(_ word: String, among commands: [String]) -> String? {
    let word = word.lowercased()
    return meanings(of: word, in: commandNames).first(where: commands.contains)
      ?? commands.first { word.utf8.count > 2 && $0.hasPrefix(word) }
      ?? commands.first { isMisspelled(word, $0) }
  }

  /// The message of an error, in which a suggestion for an unknown option makes sense.
  static func corrected(_ message: String, of arguments: [String]) -> String {
    let start = "Unknown option '"
    guard message.hasPrefix(start),
      let end = message.dropFirst(start.count).firstIndex(of: "'")
    else { return message }
    let name = spelled(String(message[..<end].dropFirst(start.count)))
    let complaint = String(message[...end])
    let commands = TranslateCommand.configuration.subcommands
    let named = commands.first { $0.configuration.commandName == arguments.dropFirst().first }
    let own = options(of: named ?? RunCommand.self)
    let meant = [name] + meanings(of: name, in: optionNames)
    if let option = meant.first(where: own.contains) ?? likeliest(name, among: own) {
      return "\(complaint). Did you mean '\(option)'?"
    }
    for command in commands {
      guard let option = meant.first(where: options(of: command).contains) else { continue }
      let command = command.configuration.commandName ?? ""
      return "\(complaint). Did you mean '\(option)' of `translate \(command)`?"
    }
    return complaint
  }

  private static func likeliest(_ name: String, among options: [String]) -> String? {
    options.first { name.utf8.count > 4 && $0.hasPrefix(name) }
      ?? options.first { isMisspelled(name, $0) }
  }

  /// As names of options are spelled here: in small letters with dashes.
  private static func spelled(_ name: String) -> String {
    let bare = name.drop { $0 == "-" }.lowercased().map { $0 == "_" ? "-" : $0 }
    return "--\(String(bare))"
  }

  /// The long names of a command's options.
  private static func options(of command: any ParsableCommand.Type) -> [String] {
    let lines = TranslateCommand.helpMessage(for: command).split(separator: "\n")
    return lines.filter { $0.hasPrefix("  -") }.flatMap { line in
      line.split { " ,/".contains($0) }.prefix { $0.hasPrefix("-") || $0.hasPrefix("<") }
        .filter { $0.hasPrefix("--") }.map(String.init)
    }
  }

  /// Whether a word is another with a letter or two added, left out, changed or exchanged.
  private static func isMisspelled(_ word: String, _ other: String) -> Bool {
    let letters = other.drop { $0 == "-" }.utf8.count
    let most = letters > 5 ? 2 : letters > 3 ? 1 : 0
    return editDistance(Array(word.utf8), Array(other.utf8)) <= most
  }

  /// The number of letters added, left out, changed or exchanged with their neighbours (optimal string alignment).
  private static func editDistance(_ a: [UInt8], _ b: [UInt8]) -> Int {
    var rows = [Array(0...b.count)]
    for i in a.indices {
      var row = [i + 1]
      for j in b.indices {
        var least = min(rows[i][j + 1] + 1, row[j] + 1, rows[i][j] + (a[i] == b[j] ? 0 : 1))
        if i > 0, j > 0, a[i] == b[j - 1], a[i - 1] == b[j] {
          least = min(least, rows[i - 1][j - 1] + 1)
        }
        row.append(least)
      }
      rows.append(row)
    }
    return rows[a.count][b.count]
  }

  // MARK: - Names that other programs use

  /// Our names for what other programs call `name`, from a table with one name of ours and others per line.
  private static func meanings(of name: String, in table: String) -> [String] {
    table.split(separator: "\n").compactMap { line in
      let words = line.split(separator: " ")
      return words.dropFirst().contains { $0 == name } ? words.first.map(String.init) : nil
    }
  }

  private static let commandNames = """
    run translate decode predict infer
    train fit learn
    evaluate test bleu
    tune mert optimise optimize
    score rescore force-decode
    check validate lint
    inspect info show describe
    quantize quantise compress convert
    average avg merge
    serve server web api
    models list ls
    """

  private static let optionNames = """
    --learning-rate --lr
    --beam --beam-size --num-beams
    --n-best --num-return-sequences
    --batch-sentences --batch-size --mini-batch
    --batch-tokens --max-tokens --mini-batch-words
    --batch --batch-size --mini-batch
    --accumulate --accum-count --update-freq --gradient-accumulation-steps
    --decoder --hidden --hidden-size --rnn-size --dim-rnn
    --encoder --enc-rnn-size
    --encoder-layers --layers --enc-layers --enc-depth
    --decoder-layers --dec-layers --dec-depth
    --embedding --emb-size --embed-size --word-vec-size --dim-emb --embedding-dim
    --cell --rnn-type --cell-type --enc-cell
    --vocabulary --vocab --vocab-size --dim-vocabs
    --epochs --max-epochs --max-epoch --after-epochs --num-epochs
    --updates --max-updates --max-update --steps --max-steps --train-steps --after-batches
    --patience --early-stopping
    --validate-every --valid-freq --valid-steps --validation-freq --eval-every
    --optimizer --optim
    --clip --clip-norm --max-grad-norm --grad-clip
    --languages --lang --language --source-lang --target-lang
    --source --src --source-file
    --target --tgt --trg --ref
    --valid --validation --dev --valid-set --valid-sets
    --output --out --save-model --save-dir --model-dir --output-dir
    --resume --continue --train-from --load
    --fresh --restart --overwrite --force
    --terms --glossary --constraints --dictionary
    --length-penalty --lenpen --alpha --normalize
    --no-repeat-ngram --no-repeat-ngram-size --block-ngram-repeat
    --alignments --alignment --report-align --return-alignments
    --scores --with-scores --score --return-scores
    --sample --sampling --random-sampling --do-sample
    --top-k --sampling-topk --random-sampling-topk
    --temperature --sampling-temperature --random-sampling-temp
    --threads --workers --num-threads --cpu-threads
    --subwords --segmentation --tokenizer
    --weight-decay --l2
    --seed --random-seed
    --quiet --silent
    """
}
