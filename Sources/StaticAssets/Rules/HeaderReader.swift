import HTTPModel

/// Reads the lines of a `_headers` file one by one.
struct HeaderReader {
    private(set) var rules: [HeaderRule] = []
    var problems: [RuleProblem] { lines.problems }

    private var lines: RuleLines
    /// The rule whose fields are being read, and where its path stands.
    private var open: (rule: HeaderRule, path: RuleLines.Line)?

    /// What a rule can neither set nor remove: it tells where the message ends, and how the connection goes on.
    private static let reserved: Set<HTTPFieldName> = [
        .contentLength, .transferEncoding, .connection, .contentRange, "Keep-Alive", "Proxy-Connection", "TE",
        "Trailer", "Upgrade",
    ]

    init(_ text: String) {
        lines = RuleLines(text, of: .headers)
    }

    mutating func readAll() {
        for line in lines.lines {
            if Self.looksLikeAddress(line.text) {
                close()
                guard rules.count < HeaderRules.maximumCount else {
                    return lines.report(.tooManyRules(limit: HeaderRules.maximumCount), at: line.number)
                }
                begin(line)
            } else {
                do throws(Refusal) {
                    try readField(line.text)
                } catch {
                    lines.report(error.reason, at: line.number)
                }
            }
        }
        close()
    }

    private struct Refusal: Error {
        let reason: RuleProblem.Reason
        init(_ reason: RuleProblem.Reason) { self.reason = reason }
    }

    private mutating func begin(_ line: RuleLines.Line) {
        do throws(Refusal) {
            open = (HeaderRule(source: try Self.source(line.text)), line)
        } catch {
            lines.report(error.reason, at: line.number)
        }
    }

    private mutating func close() {
        guard let (rule, path) = open else { return }
        open = nil
        if rule.isEmpty {
            lines.report(.pathWithoutFields(String(path.text)), at: path.number)
        } else {
            rules.append(rule)
        }
    }

    private mutating func readField(_ line: Substring) throws(Refusal) {
        guard let colon = line.utf8.firstIndex(of: UInt8(ascii: ":")) else {
            guard line.utf8.starts(with: "! ".utf8) else { throw Refusal(.fieldWithoutColon) }
            let name = try Self.name(Substring(line.utf8.dropFirst(2)).trimmingBlanks)
            guard open?.rule.removals.append(name) != nil else { throw Refusal(.fieldWithoutPath) }
            return
        }
        let name = try Self.name(line[..<colon].trimmingBlanks)
        let value = Substring(line.utf8[colon...].dropFirst()).trimmingBlanks
        guard !value.isEmpty, (try? HTTPFieldValue(String(value))) != nil else {
            throw Refusal(.fieldValue(name.spelling))
        }
        guard open?.rule.values.append((name, RuleTemplate(value))) != nil else { throw Refusal(.fieldWithoutPath) }
    }

    private static func name(_ text: Substring) throws(Refusal) -> HTTPFieldName {
        guard let name = try? HTTPFieldName(String(text)) else { throw Refusal(.fieldName(String(text))) }
        guard !reserved.contains(name) else { throw Refusal(.fieldNotAllowed(name.spelling)) }
        return name
    }

    private static func source(_ line: Substring) throws(Refusal) -> RulePattern {
        guard let address = RuleAddress(line) else { throw Refusal(.notAnAddress(String(line))) }
        guard !address.hasPort else { throw Refusal(.portInHost(String(line))) }
        do throws(RulePatternError) {
            return try RulePattern(host: address.host, path: address.path)
        } catch {
            throw Refusal(.pattern(error))
        }
    }

    /// Whether a line begins a rule: with a slash, or with a scheme, be it one that is then refused.
    private static func looksLikeAddress(_ line: Substring) -> Bool {
        let word = line.words.first ?? ""
        let colon = word.utf8.firstIndex(of: UInt8(ascii: ":")) ?? word.endIndex
        return word.utf8.first == UInt8(ascii: "/")
            || colon > word.startIndex && word.utf8[colon...].starts(with: "://".utf8)
    }
}
