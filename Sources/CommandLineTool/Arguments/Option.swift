/// An option with a value of one type.
struct Option<Value: Sendable>: CommandOption {
    let form: OptionForm
    let reader: ValueReader<Value>

    init(
        _ name: String,
        short: Character? = nil,
        _ placeholder: String,
        _ reader: ValueReader<Value>,
        variable: String? = nil,
        standard: String? = nil,
        isRepeatable: Bool = false,
        _ summary: String
    ) {
        self.reader = reader
        form = OptionForm(
            name: name,
            short: short,
            placeholder: placeholder,
            summary: summary,
            choices: reader.choices,
            variable: variable,
            standard: standard,
            isRepeatable: isRepeatable
        )
    }

    func complaint(about text: String) -> String? { reader.complaint(about: text) }
}
