/// An option of a command, whatever the type of its value.
protocol CommandOption: Sendable {
    var form: OptionForm { get }

    /// Returns what is wrong with a value, to follow the option's name and to end the sentence; `nil` when it can be read.
    func complaint(about text: String) -> String?
}
