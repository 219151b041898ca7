import Seq2Seq

/// What to type after an error: the library says what is wrong, and does not know the options.
enum Advice {
  /// The advice to print after the message of an error, or nil.
  static func text(for error: any Error) -> String? {
    switch error {
    case let error as TrainingError: training(error)
    case let error as ModelError: model(error)
    case let error as SearchError: search(error)
    case let error as CorpusError: corpus(error)
    case let error as LanguageModelError: languageModel(error)
    case let error as MistakenWord: error.advice
    case is TrainingProcesses.NotBuilt: "build it with `make build MPI=1`"
    case is ServeCommand.NotBuilt: "build it with `make server`"
    case is TranslatedDocument.Unreadable: "--format text translates it line by line"
    default: nil
    }
  }

  private static func languageModel(_ error: LanguageModelError) -> String? {
    switch error {
    case .exists, .foreignFile: "choose another --output, or give --fresh to replace a model"
    case .otherTraining: "give the same ones to resume, --fresh to start anew, or another --output"
    case .damagedCheckpoint: "--fresh starts anew"
    case .diverged: "try a lower --learning-rate"
    case .tooShort, .overlongLine: nil
    }
  }

  private static func training(_ error: TrainingError) -> String? {
    switch error {
    case .model(let error): model(error)
    case .corpus(let error): corpus(error)
    case .onlyOverlongPairs: "raise it with --max-length, or cut the text into sentences"
    case .notEnoughMemory(let shortage): memory(shortage.remedy)
    case .notEnoughDisk: "free some space, or give --pairs-in memory"
    case .foreignModel: "choose another --output, or give --fresh to replace it"
    case .nothingToResume: "leave out --resume to start one"
    case .otherTraining(let path, .corpus):
      """
      give the same ones to resume, --fresh to start anew, or another --output, with \
      --from \(path.prefix(through: path.lastIndex(of: "/") ?? path.startIndex).dropLast()) to begin with that model
      """
    case .otherLanguages: "name another model, or give --columns 2,1 to swap the sides"
    case .nothingToLearn: "name fewer parts with --freeze"
    case .otherTraining, .otherSynthesis:
      "give the same ones to resume, --fresh to start anew, or another --output"
    case .otherProcess: "give all of them the same program, options and files"
    case .lostModel: "put it back, or give --fresh to start anew"
    case .damagedCheckpoint: "--fresh starts anew"
    case .diverged: "try a lower --learning-rate"
    default: nil
    }
  }

  private static func memory(_ remedy: MemoryShortage.Remedy) -> String {
    switch remedy {
    case .batch(.sentences(let count)): "it fits with --batch-sentences \(count)"
    case .batch(.tokens(let count)): "it fits with --batch-tokens \(count)"
    case .smallerModel:
      "make the model smaller with --encoder, --decoder, --embedding or --vocabulary"
    }
  }

  private static func corpus(_ error: CorpusError) -> String? {
    switch error {
    case .file(let error):
      if case .notText(kind: "a zip archive", _) = error.reason {
        "two files, one for each language, are given with --source and --target"
      } else {
        nil
      }
    case .languagesUnclear: "give --languages, such as --languages en-fr"
    case .languagesDiffer: "give --languages, or --columns 2,1 for files in the other direction"
    default: nil
    }
  }

  private static func model(_ error: ModelError) -> String? {
    switch error {
    case .noModel: "train one with `translate train pairs.tsv`, or name one with --model"
    case .noModelBetween: "train one, or leave out --languages"
    case .otherLanguages: "leave out --languages, or name another --model"
    case .otherTokens(_, let other):
      "train one with `translate language-model train text.txt --tokens-of \(other)`"
    case .notFound: "`translate models` lists those that there are"
    default: nil
    }
  }

  private static func search(_ error: SearchError) -> String? {
    switch error {
    case .noAttention: "train one with --attention additive"
    case .unfitModelWeights: "give --model-weights a number for each --model"
    case .noShortlist, .noLanguageModel: nil
    }
  }
}
