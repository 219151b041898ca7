import Testing

/// The options of a command, and values that each option must refuse.
struct CommandOptions: Sendable, CustomTestStringConvertible {
  /// One option, by its longest name.
  struct Option {
    enum Kind: Equatable {
      /// Takes no value.
      case flag
      /// Takes a value, and refuses these.
      case value(wrong: [String])
    }

    var name: String
    var kind: Kind
  }

  let program: Program
  /// What precedes the options: the command's name and its required arguments.
  let start: [String]
  /// The command's name.
  let name: [String]
  let options: [Option]

  var testDescription: String { ([program.name] + start).joined(separator: " ") }

  /// Reads a table: one option per line, then `flag`, or wrong values, or `text` if every value is right.
  private init(
    _ program: Program, _ start: [String] = [], name: [String]? = nil, _ table: String
  ) {
    self.program = program
    self.start = start
    self.name = name ?? Array(start.prefix(program.name == "bleu" ? 0 : 1))
    options = table.split(separator: "\n").map { line in
      let words = line.split(separator: " ").map(String.init)
      let wrong = Array(words.dropFirst())
      let kind: Option.Kind =
        switch wrong {
        case ["flag"]: .flag
        case ["text"]: .value(wrong: [])
        default: .value(wrong: wrong)
        }
      return Option(name: words[0], kind: kind)
    }
  }

  static let all = [
    run, train, evaluate, tune, score, check, series, gradients,
    inspect, quantize, average, report, listModels,
    renameModel, trainLanguageModel, scoreWithLanguageModel, sampleFromLanguageModel,
    removeModels, bleu,
  ]
}

// MARK: - Groups of options that several commands have

extension CommandOptions {
  private static let pairs = """
    --source text
    --reference text
    --columns 1 0,1 1,0 1,1 1,2,3 a,b

    """

  private static let model = """
    --model text
    --threads 0 1025 two
    --precision float16
    --languages english a-b en-fr-de en- en-jp xx-en

    """

  private static let search = """
    --beam 0 1001 two
    --length-penalty -10.5 10.5 nan x
    --length-penalty-form other
    --coverage-penalty -1 100.5 x
    --no-repeat-ngram -1 1001 x
    --shortlist -1 51 x
    --model-weights x 1,-1 0,0 1,,1
    --max-length-ratio -1 101 x
    --no-repetition-guard flag
    --split-sentences sometimes
    --terms text
    --batch 0 100001 x
    --max-length 0 100001 x

    """

  private static let fusion = """
    --language-model text
    --fusion -0.1 10.5 nan x

    """

  private static let sampling = """
    --sample flag
    --temperature -1 1000.5 x
    --top-k 0 4194305 x
    --top-p -0.1 1.1 x
    --seed -1 x

    """
}

// MARK: - The commands

extension CommandOptions {
  static let run = CommandOptions(
    .translate, ["run"],
    model + search + fusion + sampling + """
      --format docx
      --output text
      --prefix text
      --prefix-column 1 10001 x
      --n-best 0 6 1001 x
      --scores flag
      --doubtful -1001 0.1 x
      --json flag
      --alignments some
      --alignments-output text
      --quiet flag
      """)

  static let evaluate = CommandOptions(
    .translate, ["evaluate", "p.tsv"],
    pairs + model + search + fusion + sampling + """
      --tokenize other
      --lowercase flag
      --json flag
      --output text
      --quiet flag
      """)

  static let tune = CommandOptions(
    .translate, ["tune", "p.tsv"],
    pairs + model + search + fusion + """
      --list 1 1001 x
      --rounds 0 101 x
      --quiet flag
      """)

  static let score = CommandOptions(
    .translate, ["score", "p.tsv"],
    pairs + model + """
      --tokens flag
      --json flag
      --max-length 0 100001 x
      --output text
      --quiet flag
      """)

  static let check = CommandOptions(
    .translate, ["check", "p.tsv"],
    pairs + """
      --languages english a-b en-fr-de en- en-jp xx-en
      --ngrams 0 6 -1 a
      --most 0 a
      --svg text
      --json flag
      --output text
      --quiet flag
      """)

  static let series = CommandOptions(
    .translate, ["series"],
    """
    --column 0 a
    --ahead 0 a 1,,2 1001
    --window 0 a 1001
    --units 0 a 4097
    --epochs 0 a
    --seed -1 a
    --svg text
    --json flag
    --output text
    --quiet flag
    """)

  static let gradients = CommandOptions(
    .translate, ["gradients", "p.tsv"],
    pairs + """
      --cells elman gru,
      --lengths 0 a 1,,2 1001
      --scales 0 a
      --units 0 a 4097
      --updates 0 a
      --learning-rate 0 a
      --clip 0 a
      --seed -1 a
      --threads 0 a
      --html text
      --json flag
      --output text
      --quiet flag
      """)

  static let trainLanguageModel = CommandOptions(
    .translate, ["language-model", "train", "t.txt"], name: ["language-model", "train"],
    """
    --valid text
    --output text
    --tokens bytes
    --tokens-of text
    --vocabulary 299 1000001 a
    --cell gated
    --units 0 8193 a
    --layers 0 17 a
    --partition both
    --batch 0 10001 a
    --steps 0 10001 a
    --dropout -0.1 0.96 nan a
    --learning-rate 0 11 nan a
    --epochs 0 a
    --patience 0 a
    --seed -1 a
    --threads 0 1025 two
    --fresh flag
    --quiet flag
    """)

  static let scoreWithLanguageModel = CommandOptions(
    .translate, ["language-model", "score", "m"], name: ["language-model", "score"],
    """
    --threads 0 1025 two
    --output text
    --quiet flag
    """)

  static let sampleFromLanguageModel = CommandOptions(
    .translate, ["language-model", "sample", "m"], name: ["language-model", "sample"],
    """
    --prefix text
    --count 0 1000001 a
    --max-length 0 1000001 a
    --temperature -1 1001 nan a
    --top-k 0 a
    --top-p -0.1 1.1 nan a
    --seed -1 a
    --threads 0 1025 two
    --output text
    --quiet flag
    """)

  static let inspect = CommandOptions(
    .translate, ["inspect"],
    """
    --tokenize flag
    --side left
    --json flag
    --attention text
    --svg text
    --output text
    --quiet flag
    """)

  static let report = CommandOptions(
    .translate, ["report", "m"],
    """
    --pairs text
    --corpus text
    --output text
    --json flag
    --threads 0 1025 two
    --quiet flag
    """)

  static let quantize = CommandOptions(
    .translate, ["quantize", "m"], "--output text\n--quiet flag")

  static let average = CommandOptions(
    .translate, ["average", "a", "b", "--output", "c"], "--output text\n--quiet flag")

  static let listModels = CommandOptions(
    .translate, ["models", "list"], name: ["models", "list"],
    "--json flag\n--output text\n--quiet flag")

  static let renameModel = CommandOptions(
    .translate, ["models", "rename", "a", "b"], name: ["models", "rename"], "--quiet flag")

  static let removeModels = CommandOptions(
    .translate, ["models", "remove", "a"], name: ["models", "remove"], "--quiet flag")

  static let train = CommandOptions(
    .translate, ["train", "p.tsv"],
    pairs + """
      --valid text
      --valid-source text
      --valid-target text
      --languages english a-b en-fr-de en- en-jp xx-en
      --output text
      --from text
      --freeze tail
      --target-text text
      --source-text text
      --backward text
      --text-search nothing
      --teachers text
      --teacher-choice worst
      --teacher-beam 0 1001 x
      --teacher-weight 0 1001 nan x
      --subwords letters
      --case upper
      --spans tags
      --vocabulary 3 4194305 x
      --joint-vocabulary flag
      --bpe-dropout -0.1 0.96 x
      --min-frequency 0 1073741825 x
      --max-length 0 10001 x
      --keep-all flag
      --embedding 0 16385 1.5
      --encoder 0 16385 x
      --decoder 0 16385 x
      --cell sru
      --encoder-layers 0 65 x
      --decoder-layers 0 65 x
      --unidirectional flag
      --residual flag
      --layer-norm flag
      --context first
      --attention some
      --readout other
      --readout-without-context flag
      --tie-embeddings flag
      --batch-sentences 0 100001 x
      --batch-tokens 0 10000001 x
      --accumulate 0 100001 x
      --optimizer other
      --momentum -0.1 1 x
      --learning-rate 0 101 nan x
      --warmup -1 1073741825 x
      --schedule other
      --clip 0 1e10 x
      --clip-value 0 1e10 x
      --truncate-bptt 0 1073741825 x
      --weight-decay -0.1 1.1 x
      --ema -0.1 1 x
      --dropout -0.1 1.5 x
      --embedding-dropout -0.1 0.96 x
      --layer-dropout -0.1 0.96 x
      --readout-dropout -0.1 0.96 x
      --recurrent-dropout -0.1 1 x
      --word-dropout -0.1 0.96 x
      --label-smoothing -0.1 0.96 x
      --r-drop -1 1001 x
      --output-sample 0 4194305 x
      --no-output-correction flag
      --epochs 0 1073741825 x
      --updates 0 1099511627777 x
      --validate-every 0 1099511627777 x
      --patience 0 1073741825 x
      --criterion other
      --precision int8 float16
      --gradient-precision int8 float16
      --seed -1 x
      --threads 0 1025 x
      --pairs-in tape
      --keep-pairs flag
      --resume flag
      --fresh flag
      --quiet flag
      """)

  static let bleu = CommandOptions(
    .bleu, ["r.txt"],
    """
    --input text
    --num-refs 0 10001 x
    --metrics other
    --sentence-level flag
    --tokenize other
    --language-pair en
    --smooth-method other
    --smooth-value 1 x
    --lowercase flag
    --force flag
    --chrf-char-order -1 x
    --chrf-word-order -1 x
    --chrf-beta 0 1001 x
    --chrf-whitespace flag
    --chrf-lowercase flag
    --chrf-eps-smoothing flag
    --ter-normalized flag
    --ter-no-punct flag
    --ter-asian-support flag
    --ter-case-sensitive flag
    --confidence flag
    --confidence-n 0 x
    --paired-bs flag
    --paired-bs-n 0 x
    --paired-ar flag
    --paired-ar-n 0 x
    --seed -1 x
    --format xml
    --score-only flag
    --width -1 101 x
    --short flag
    --quiet flag
    """)
}
