import Foundation

/// A problem document (RFC 9457) as clients read it, with none of the server's own types.
struct Problem: Codable {
    var type: String?
    var title: String?
    var status: Int?
    var detail: String?
    var code: String?
    var nextStep: String?
    var candidates: [String]?
    var requestId: String?

    /// Returns it with sorted keys, a line for each; anything else as it is.
    static func legible(_ text: String) throws -> String {
        guard let problem = try? JSONDecoder().decode(Problem.self, from: Data(text.utf8)), problem.code != nil else {
            return text
        }
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
        return String(decoding: try encoder.encode(problem), as: UTF8.self)
    }
}
