/// An operand of a command, whatever the type of its value: a word that stands for itself, not for an option.
protocol CommandOperand: Sendable {
    /// As help writes it: `VERSION`.
    var name: String { get }
    /// One sentence ending in a period.
    var summary: String { get }
    var arity: OperandArity { get }
    /// What the value must be one of; empty where anything goes.
    var choices: [String] { get }

    /// Returns what is wrong with a value, to follow the operand's name and to end the sentence; `nil` when it can be read.
    func complaint(about text: String) -> String?
}

extension CommandOperand {
    /// The summary with what there is to choose from.
    var description: String {
        choices.isEmpty ? summary : "\(summary) One of \(choices.joined(separator: ", "))."
    }

    /// As help writes it: `VERSION`, `[VERSION]`, `VERSION…`, `[VERSION…]`.
    var usage: String {
        switch arity {
        case .required: name
        case .optional: "[\(name)]"
        case .repeated(minimum: 0): "[\(name)…]"
        case .repeated: "\(name)…"
        }
    }
}
