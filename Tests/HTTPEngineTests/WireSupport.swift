@testable import HTTPEngine

/// A request or response head as the parser saw it, in words that tests can compare.
struct ParsedHead: Equatable, CustomStringConvertible {
    var start: [String]
    var fields: [String]
    var body: String
    var byteCount: Int

    var description: String { "\(start) \(fields) \(body) \(byteCount)" }
}

enum Outcome: Equatable {
    case complete(ParsedHead)
    case incomplete
    case refused(HeadFault)
}

extension HeadParser {
    func requestOutcome(_ text: [UInt8]) -> Outcome {
        let bytes = text.span
        do throws(HeadFault) {
            guard let head = try request(bytes) else { return .incomplete }
            return .complete(
                ParsedHead(
                    start: [bytes.text(head.methodName), bytes.text(head.authority), bytes.text(head.path)],
                    fields: fields.map { bytes.text($0.name) + "=" + bytes.text($0.value) },
                    body: "\(head.body)",
                    byteCount: head.byteCount
                )
            )
        } catch { return .refused(error) }
    }

    func responseOutcome(_ text: [UInt8]) -> Outcome {
        let bytes = text.span
        do throws(HeadFault) {
            guard let head = try response(bytes) else { return .incomplete }
            return .complete(
                ParsedHead(
                    start: [bytes.text(head.statusAndReason)],
                    fields: fields.map { bytes.text($0.name) + "=" + bytes.text($0.value) },
                    body: "\(head.body(answering: .get))",
                    byteCount: head.byteCount
                )
            )
        } catch { return .refused(error) }
    }

    /// What comes of the message when its bytes arrive in two pieces, parsed as a connection would.
    func outcome(
        of text: [UInt8],
        cutAt cut: Int,
        by parse: ([UInt8]) -> Outcome
    ) -> Outcome {
        var accumulator = HeadAccumulator()
        let first = Array(text[..<cut])
        if !first.isEmpty, accumulator.isWorthParsing(first.span, limits: limits) {
            let outcome = parse(first)
            if outcome != .incomplete { return outcome }
        }
        return accumulator.isWorthParsing(text.span, limits: limits) ? parse(text) : .incomplete
    }
}
