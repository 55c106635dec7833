/// An option without a value: it is there or not.
struct Flag: CommandOption {
    let form: OptionForm

    init(_ name: String, short: Character? = nil, _ summary: String) {
        form = OptionForm(
            name: name,
            short: short,
            placeholder: nil,
            summary: summary,
            choices: [],
            variable: nil,
            standard: nil,
            isRepeatable: true
        )
    }

    func complaint(about text: String) -> String? { "takes no value." }
}
