/// How often an operand occurs.
enum OperandArity: Sendable, Hashable {
    case required
    case optional
    /// Takes all words that are left; only the last operand of a command may be repeated.
    case repeated(minimum: Int)

    var minimum: Int {
        switch self {
        case .required: 1
        case .optional: 0
        case .repeated(let minimum): minimum
        }
    }

    var maximum: Int {
        switch self {
        case .required, .optional: 1
        case .repeated: ArgumentParser.maximumWords
        }
    }
}
