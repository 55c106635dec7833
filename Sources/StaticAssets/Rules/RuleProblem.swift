/// A line of `_headers` or `_redirects` that is ignored, and why.
///
/// A value, not an error: the other lines hold, and whoever took the upload decides whether to refuse or to warn.
public struct RuleProblem: Sendable, Hashable {
    /// The most problems that are told of one file; it is broken then, and more would not help.
    public static let maximumPerFile = 100

    public let file: RuleFile
    /// Counted from 1.
    public let line: Int
    public let reason: Reason

    public init(file: RuleFile, line: Int, reason: Reason) {
        self.file = file
        self.line = line
        self.reason = reason
    }

    public enum Reason: Sendable, Hashable {
        /// In bytes.
        case lineTooLong(limit: Int)
        /// The rule and all behind it are ignored.
        case tooManyRules(limit: Int)
        case pattern(RulePatternError)
        /// Neither a path from the root nor an `https://` URL.
        case notAnAddress(String)
        case portInHost(String)
        /// A source or the target of a rewrite that names a host.
        case hostNotAllowed(String)
        /// A redirect has a source, a target and perhaps a status.
        case wordCount(Int)
        case status(String)
        /// The target leads back to the source, by way of the handling of HTML.
        case endless
        /// An earlier rule has the same source.
        case sourceRepeated(String)
        /// A field that no path stands above.
        case fieldWithoutPath
        /// A path that no field stands below.
        case pathWithoutFields(String)
        case fieldWithoutColon
        case fieldName(String)
        /// Empty, or with a control character.
        case fieldValue(String)
        /// A field that frames the message is the server's own.
        case fieldNotAllowed(String)
    }
}

/// A file of rules, by the name under which it is uploaded.
public enum RuleFile: String, Sendable, Hashable {
    case headers = "_headers"
    case redirects = "_redirects"
}

extension RuleProblem: CustomStringConvertible {
    public var description: String { "\(file.rawValue):\(line): \(reason)" }
}

extension RuleProblem.Reason: CustomStringConvertible {
    public var description: String {
        switch self {
        case .lineTooLong(let limit): "the line is longer than \(limit) bytes"
        case .tooManyRules(let limit): "there are more than \(limit) rules of this kind"
        case .pattern(let error): error.description
        case .notAnAddress(let text): "\(text) begins neither with a slash nor with https://"
        case .portInHost(let text): "\(text) names a port; rules hold for every port"
        case .hostNotAllowed(let text): "\(text) names a host, but only a path can stand here"
        case .wordCount(let count):
            "a redirect has a source, a target and perhaps a status, but here are \(count) words"
        case .status(let text): "\(text) is none of the statuses 200, 301, 302, 303, 307 and 308"
        case .endless: "the target is redirected to the source again"
        case .sourceRepeated(let text): "a rule above is for \(text) already"
        case .fieldWithoutPath: "no path stands above this field"
        case .pathWithoutFields(let text): "no field stands below \(text)"
        case .fieldWithoutColon: "a field is a name, a colon and a value"
        case .fieldName(let name): "\(name) cannot be the name of a field"
        case .fieldValue(let name): "the value of \(name) is empty or has a control character"
        case .fieldNotAllowed(let name): "\(name) is set by the server only"
        }
    }
}

extension RulePatternError: CustomStringConvertible {
    public var description: String {
        switch self {
        case .severalSplats: "only one * is allowed"
        case .placeholderRepeated(let name): ":\(name) stands twice in one pattern"
        case .placeholdersTouch(let name): "nothing parts :\(name) from the placeholder in front of it"
        case .tooManyPlaceholders(let limit): "there are more than \(limit) placeholders"
        }
    }
}
