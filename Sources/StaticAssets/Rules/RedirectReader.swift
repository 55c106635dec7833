import HTTPModel
import ReleaseModel

/// Reads the lines of a `_redirects` file one by one.
struct RedirectReader {
    private(set) var fixed: [String: RedirectRule] = [:]
    private(set) var ordered: [RedirectRule] = []
    var problems: [RuleProblem] { lines.problems }

    private var lines: RuleLines
    private let htmlHandling: AssetRules.HTMLHandling
    private var sources: Set<String> = []

    init(_ text: String, htmlHandling: AssetRules.HTMLHandling) {
        lines = RuleLines(text, of: .redirects)
        self.htmlHandling = htmlHandling
    }

    mutating func readAll() {
        for line in lines.lines {
            do throws(Refusal) {
                try add(rule(line.text))
            } catch {
                lines.report(error.reason, at: line.number)
                if case .tooManyRules(limit: RedirectRules.maximumDynamic) = error.reason { return }
            }
        }
    }

    private struct Refusal: Error {
        let reason: RuleProblem.Reason
        init(_ reason: RuleProblem.Reason) { self.reason = reason }
    }

    private mutating func add(_ rule: RedirectRule) throws(Refusal) {
        let isFixed = rule.source.isLiteral && ordered.isEmpty
        let limit = isFixed ? RedirectRules.maximumStatic : RedirectRules.maximumDynamic
        guard (isFixed ? fixed.count : ordered.count) < limit else { throw Refusal(.tooManyRules(limit: limit)) }
        guard sources.insert(rule.source.text).inserted else { throw Refusal(.sourceRepeated(rule.source.text)) }
        if isFixed {
            fixed[rule.source.text] = rule
        } else {
            ordered.append(rule)
        }
    }

    private func rule(_ line: Substring) throws(Refusal) -> RedirectRule {
        // A comment may follow target or status; a `#` in either belongs to it.
        let all = line.words
        let words = all.prefix(2) + all.dropFirst(2).prefix { $0.utf8.first != UInt8(ascii: "#") }
        guard (2...3).contains(words.count) else { throw Refusal(.wordCount(words.count)) }
        let source = try source(words[0])
        guard let target = RuleAddress(words[1]) else { throw Refusal(.notAnAddress(String(words[1]))) }
        let effect = try words.count == 3 ? effect(words[2]) : .redirect(.found)
        if target.host == nil {
            guard !isEndless(from: words[0], to: target.path) else { throw Refusal(.endless) }
        } else if effect == .rewrite {
            throw Refusal(.hostNotAllowed(String(words[1])))
        }
        return RedirectRule(source: source, target: RuleTemplate(words[1]), effect: effect)
    }

    private func source(_ word: Substring) throws(Refusal) -> RulePattern {
        // Of the service: a source without its slash is taken to begin with one.
        let address = RuleAddress(word) ?? RuleAddress("/" + word)
        guard let address, address.host == nil else { throw Refusal(.hostNotAllowed(String(word))) }
        do throws(RulePatternError) {
            return try RulePattern(path: address.path)
        } catch {
            throw Refusal(.pattern(error))
        }
    }

    private func effect(_ word: Substring) throws(Refusal) -> RedirectRule.Effect {
        switch word {
        case "200": .rewrite
        case "301": .redirect(.movedPermanently)
        case "302": .redirect(.found)
        case "303": .redirect(.seeOther)
        case "307": .redirect(.temporaryRedirect)
        case "308": .redirect(.permanentRedirect)
        default: throw Refusal(.status(String(word)))
        }
    }

    /// Whether the handling of HTML leads the target back to the source.
    ///
    /// The pages of `/index` and `/index.html` are at `/`. A rule that sends everything (`/*`) there is refused under
    /// any handling, as the service does.
    private func isEndless(from source: Substring, to target: String) -> Bool {
        guard target.removing(suffix: "/index") != nil || target.removing(suffix: "/index.html") != nil else {
            return false
        }
        let path = String(source.withoutQueryAndFragment)
        return path.removing(suffix: "/*") != nil || path.removing(suffix: "/") != nil && htmlHandling != .none
    }
}
