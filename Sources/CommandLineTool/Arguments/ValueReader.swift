/// Reads the value of an option or operand, and says what it expects.
struct ValueReader<Value: Sendable>: Sendable {
    /// What follows "takes": `a whole number from 1 to 100`.
    let expectation: String
    /// What the value must be one of; empty where anything goes.
    let choices: [String]
    /// `nil` when the text cannot be read.
    let read: @Sendable (String) -> Value?

    init(_ expectation: String, choices: [String] = [], read: @escaping @Sendable (String) -> Value?) {
        self.expectation = expectation
        self.choices = choices
        self.read = read
    }

    func complaint(about text: String) -> String? {
        guard read(text) == nil else { return nil }
        return "takes \(expectation), not \"\(text)\"" + NearestName.ending(for: text, among: choices)
    }
}
