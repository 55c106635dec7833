import DialectFunctionCompute
import HTTPModel
import Testing

/// What `FC` signatures cover of a target, as different clients sign it.
@Suite("The scheme FC covers path and query as clients disagree to write them")
struct SignedResourceTests {
    private static let date = "Sat, 21 Nov 2026 07:23:51 GMT"

    struct Example: Sendable, CustomTestStringConvertible {
        let target: String
        let signed: String
        var prefix: String?
        var passes = true
        var testDescription: String { "\(target) signed as \(signed.debugDescription)" }
    }

    static let calls: [Example] = [
        Example(target: "/2016-08-15/services?prefix=a", signed: "/2016-08-15/services"),
        Example(target: "/2016-08-15/h/p%20q", signed: "/2016-08-15/h/p q"),
        Example(target: "/2016-08-15/h/p%20q", signed: "/2016-08-15/h/p%20q"),
        Example(target: "/2016-08-15/h/%C3%A9", signed: "/2016-08-15/h/é"),
        Example(target: "//2016-08-15/services", signed: "/2016-08-15/services"),
        Example(target: "/2016-08-15/services", signed: "/2016-08-15/services/x", passes: false),
        Example(target: "/2016-08-15/services?a=1", signed: "/2016-08-15/services\na=1", passes: false),
        Example(target: "/2016-08-15/services", signed: "/2016-08-15/services\n", passes: false),
    ]

    static let triggers: [Example] = [
        Example(target: "/p/S.Q/F/", signed: "/p/S.Q/F/\n"),
        Example(target: "/p/S/F/a?b=2&b=1&a=z", signed: "/p/S/F/a\na=z\nb=1\nb=2"),
        Example(target: "/p/S/F/a?b=2&b=1&a=z", signed: "/p/S/F/a\nb=2\nb=1\na=z"),
        Example(target: "/p/S/F/a?e=&a=z", signed: "/p/S/F/a\na=z\ne="),
        Example(target: "/p/S/F/a?e&a=z", signed: "/p/S/F/a\na=z\ne"),
        Example(target: "/p/S/F/a?e&a=z", signed: "/p/S/F/a\na=z\ne=", passes: false),
        Example(target: "/p/S/F/a?q=x%20y", signed: "/p/S/F/a\nq=x y"),
        Example(target: "/p/S/F/a?q=x+y", signed: "/p/S/F/a\nq=x y"),
        Example(target: "/p/S/F/a?q=x+y", signed: "/p/S/F/a\nq=x+y"),
        Example(target: "/p/S/F/a?q=x%26y", signed: "/p/S/F/a\nq=x&y"),
        Example(target: "/p/S/F/a?q=x%26y", signed: "/p/S/F/a\nq=x\ny"),
        Example(target: "/p/S/F/a?x=1", signed: "/p/S/F/a?x=1\n"),
        Example(target: "/p/S/F/a%20b/c?z=1&a=2%203", signed: "/a b/c?z=1&a=2 3\n", prefix: "/p/S/F"),
        Example(target: "/p/S/F//a", signed: "/a\n", prefix: "/p/S/F"),
        Example(target: "/p/S/F", signed: "/\n", prefix: "/p/S/F"),
        Example(target: "/p/S/F/a", signed: "/p/S/F/a\n", prefix: "/p/S/F"),
        Example(target: "/p/S/Fa/b", signed: "/a/b\n", prefix: "/p/S/F", passes: false),
        // A query that is not covered could be another's.
        Example(target: "/p/S/F/a?x=1", signed: "/p/S/F/a", passes: false),
        Example(target: "/p/S/F/a?x=1", signed: "/p/S/F/a\n", passes: false),
        Example(target: "/p/S/F/a?n=1&z=q", signed: "/p/S/F/a\nz=q", passes: false),
        // Nor could a line break in a value stand for another item.
        Example(target: "/p/S/F/a?x=1%0Ay=2", signed: "/p/S/F/a\nx=1\ny=2", passes: false),
        Example(target: "/p/S/F/a%0Ax=1", signed: "/p/S/F/a\nx=1", passes: false),
    ]

    @Test("a call's path, escaped or not, without the query", arguments: calls)
    func call(example: Example) async throws {
        try await check(example, for: .call)
    }

    @Test("a trigger's path with its query, sorted or not, or left in the path", arguments: triggers)
    func trigger(example: Example) async throws {
        try await check(example, for: .trigger(prefix: example.prefix ?? ""))
    }

    @Test("all fields of the scheme, in lower case and sorted, also empty ones")
    func fields() async throws {
        let text = "POST\n\n\n\(Self.date)\nx-fc-account-id:1\nx-fc-empty:\nx-fc-log-type:Tail\n/2016-08-15/x"
        let fields = ["X-Fc-Log-Type: Tail", "X-FC-Account-Id: 1", "x-fc-empty:", "date: \(Self.date)"]
        let signed = try HTTPRequest.received(
            "POST /2016-08-15/x",
            fields + ["authorization: \(Signing.functionCompute(text))"]
        )
        let verifier = try Signing.verifier(at: Self.date)
        #expect(await verifier.refusal(of: signed) == nil)
        var more = signed
        more.fields.append("X-Fc-Invocation-Type", "Async")
        #expect(await verifier.refusal(of: more) == .signatureNotMatch)
    }

    @Test("X-Fc-Date in the place of Date, on its line or not", arguments: ["", date])
    func dateApart(line: String) async throws {
        let text = "GET\n\n\n\(line)\nx-fc-date:\(Self.date)\n/2016-08-15/x"
        let request = try HTTPRequest.received(
            "GET /2016-08-15/x",
            ["x-fc-date: \(Self.date)", "authorization: \(Signing.functionCompute(text))"]
        )
        #expect(await (try Signing.verifier(at: Self.date)).refusal(of: request) == nil)
    }

    private func check(_ example: Example, for purpose: SignedRequest.Purpose) async throws {
        let text = "GET\n\n\n\(Self.date)\n\(example.signed)"
        let request = try HTTPRequest.received(
            "GET \(example.target)",
            ["date: \(Self.date)", "authorization: \(Signing.functionCompute(text))"]
        )
        let refusal = await (try Signing.verifier(at: Self.date)).refusal(of: request, for: purpose)
        #expect(refusal == (example.passes ? nil : .signatureNotMatch))
    }
}
