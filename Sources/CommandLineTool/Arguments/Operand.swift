/// An operand with a value of one type.
struct Operand<Value: Sendable>: CommandOperand {
    let name: String
    let summary: String
    let arity: OperandArity
    let reader: ValueReader<Value>

    init(_ name: String, _ reader: ValueReader<Value>, arity: OperandArity = .required, _ summary: String) {
        self.name = name
        self.arity = arity
        self.reader = reader
        self.summary = summary
    }

    var choices: [String] { reader.choices }

    func complaint(about text: String) -> String? { reader.complaint(about: text) }
}
