import HTTPModel
import NativeWire
import Testing

@testable import CommandLineTool

@Suite("Deployments are found by the number that lists show", .timeLimit(.minutes(1)))
struct DeploymentCommandTests {
    private static func deployment(_ number: Int, rules: String = "") -> String {
        """
        {"id":"0000000\(number)-aaaa","workload":"hello","alias":"production","sequence":\(number),"shares":[\
        {"version":1,"versionId":"v1","percentage":"100"}],"rules":[\(rules)],"origin":"requested","author":"a",\
        "source":"cli","createdAt":"2026-11-21T15:00:00.000Z","inForce":false,"restores":"x","message":"too polite"}
        """
    }

    private static let rule = #"{"match":"all","conditions":[],"shares":[]}"#

    private static func answer(_ request: HTTPRequest) -> HTTPResponse {
        let isList = request.target.path.hasSuffix("/deployments")
        guard isList else {
            return request.method == .get
                ? RecordingServer.json(deployment(4)) : RecordingServer.problem("stop", .conflict)
        }
        return "\(request.target)".contains("cursor=older")
            ? RecordingServer.json(#"{"items":[\#(deployment(4)),\#(deployment(3))],"cursor":"rest"}"#)
            : RecordingServer.json(#"{"items":[\#(deployment(9, rules: rule))],"cursor":"older"}"#)
    }

    @Test("view and rollback take a number, and look no further than they must")
    func numbers() async throws {
        let seen = try await RecordingServer.run { _, request in
            Self.answer(request)
        } _: { fixture in
            #expect(try await fixture.run("deployments", "view", "4", "-n", "hello").code == .success)
            _ = try await fixture.run("rollback", "--to-deployment", "4", "-n", "hello")
            let missing = try await fixture.run("deployments", "view", "5", "-n", "hello")
            #expect(missing.code == .refused)
            #expect(missing.errors.contains("has no deployment 5."))
            #expect(try await fixture.run("deployments", "view", "00000004", "-n", "hello").code == .success)
        }
        let root = "/api/v1/workers/hello"
        #expect(seen.contains { $0.line == "GET \(root)/deployments/00000004-aaaa" })
        #expect(seen.contains { $0.line == "POST \(root)/rollback" && $0.body.contains("00000004-aaaa") })
        #expect(seen.last?.line == "GET \(root)/deployments/00000004")
        #expect(!seen.contains { $0.line.contains("rest") })
    }

    @Test("a list shows ids, rules, and a rollback apart from its message")
    func list() async throws {
        _ = try await RecordingServer.run { _, request in
            Self.answer(request)
        } _: { fixture in
            let text = try await fixture.run("deployments", "list", "-n", "hello").output
            for part in ["00000009", "1@100 +1 rule", "rollback: too polite"] { #expect(text.contains(part)) }
        }
    }
}
