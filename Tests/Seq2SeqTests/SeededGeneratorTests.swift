import Seq2Seq
import Testing
