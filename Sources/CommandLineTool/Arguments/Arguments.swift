/// The options and operands that one command was given; all of them can be read, since the parser has tried.
struct Arguments: Sendable {
    /// By the option's name, in the order given.
    private let options: [String: [String]]
    /// By the operand's name, in the order given.
    private let operands: [String: [String]]

    /// Options of wrangler's that mean nothing here, as they were written.
    let ignored: [String]

    init(options: [String: [String]], operands: [String: [String]], ignored: [String] = []) {
        self.ignored = ignored
        self.options = options
        self.operands = operands
    }

    subscript(flag: Flag) -> Bool {
        options[flag.form.name] != nil
    }

    subscript<Value>(option: Option<Value>) -> Value? {
        options[option.form.name]?.last.flatMap(option.reader.read)
    }

    subscript<Value>(option: Option<Value>, default standard: Value) -> Value {
        self[option] ?? standard
    }

    subscript<Value>(operand: Operand<Value>) -> Value? {
        operands[operand.name]?.first.flatMap(operand.reader.read)
    }

    /// Returns every value of a repeatable option, in the order given.
    func all<Value>(_ option: Option<Value>) -> [Value] {
        (options[option.form.name] ?? []).compactMap(option.reader.read)
    }

    /// Returns every value of a repeated operand, in the order given.
    func all<Value>(_ operand: Operand<Value>) -> [Value] {
        (operands[operand.name] ?? []).compactMap(operand.reader.read)
    }

    /// Returns the value of an operand that the command cannot do without.
    func required<Value>(_ operand: Operand<Value>) -> Value {
        guard let value = self[operand] else {
            preconditionFailure("\(operand.name) is no required operand of this command")
        }
        return value
    }
}

extension Arguments {
    /// Before a command line is understood.
    static let none = Arguments(options: [:], operands: [:])
}
