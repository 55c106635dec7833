/// What the server behind the listener asks of its clients: the `USER:PASSWORD` of basic authentication.
///
/// It comes from the environment and goes to the processes that need it by their environment, since every user of a
/// machine may read arguments.
struct PrefectCredential: Sendable {
    /// The variable that holds it, for `sluice serve` and for the control process alike.
    static let variable = "SLUICE_PREFECT_AUTH_STRING"

    let text: String

    /// Makes one that nobody knows.
    static func random() -> PrefectCredential {
        let digits = (0..<32).map { _ in UInt8.random(in: 0...255) }.map {
            ($0 < 16 ? "0" : "") + String($0, radix: 16)
        }
        return PrefectCredential(text: "sluice:\(digits.joined())")
    }

    private init(text: String) {
        self.text = text
    }

    /// Reads it; nil where it is not set, or empty.
    init?(in environment: [String: String]) {
        guard let text = environment[Self.variable], !text.isEmpty else { return nil }
        self.text = text
    }
}
