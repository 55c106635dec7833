/// How an option is written, and what help says of it.
struct OptionForm: Sendable {
    /// Without the hyphens: `to-deployment`.
    let name: String
    let short: Character?
    /// What stands for the value in help; `nil` for a flag, which has none.
    let placeholder: String?
    /// One sentence ending in a period.
    let summary: String
    /// What the value must be one of; empty where anything goes.
    let choices: [String]
    /// The environment variable that is read where the option is absent.
    let variable: String?
    /// What holds where the option is absent, in words.
    let standard: String?
    let isRepeatable: Bool

    /// As people write it: `--to-deployment`.
    var spelling: String { "--\(name)" }

    /// As help writes it: `-m, --message TEXT`.
    var usage: String {
        let long = placeholder.map { "\(spelling) \($0)" } ?? spelling
        return short.map { "-\($0), \(long)" } ?? "    \(long)"
    }
}
