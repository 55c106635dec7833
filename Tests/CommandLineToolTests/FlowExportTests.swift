import Foundation
import HTTPModel
import NativeWire
import TestSurroundings
import Testing

@testable import CommandLineTool

@Suite("An export has the whole history of a flow", .timeLimit(.minutes(1)))
struct FlowExportTests {
    private static let name = FlowExamples.name

    private static func answer(_ request: HTTPRequest) -> HTTPResponse {
        let (path, query) = (request.target.path, request.target.query)
        if path.hasSuffix("/versions") {
            return RecordingServer.json(
                query["cursor"] == nil
                    ? #"{"items":[\#(FlowExamples.version(3)),\#(FlowExamples.version(2))],"cursor":"older"}"#
                    : #"{"items":[\#(FlowExamples.version(1))]}"#
            )
        }
        if path.hasSuffix("/deployments") {
            let newest = FlowExamples.deployment(2, version: 1)
            return RecordingServer.json(#"{"items":[\#(newest),\#(FlowExamples.deployment(1, version: 3))]}"#)
        }
        guard let id = path.split(separator: "/").last?.split(separator: "-").last, let number = Int(id) else {
            return RecordingServer.json(
                #"{"id":"f","kind":"flow","name":"\#(name)","createdAt":"","aliases":[],"revision":9}"#
            )
        }
        return RecordingServer.json(FlowExamples.detail(FlowExamples.version(number)))
    }

    @Test("all versions with their content and all deployments are in it, oldest first")
    func whole() async throws {
        _ = try await RecordingServer.run { _, request in
            Self.answer(request)
        } _: { fixture in
            let printed = try await fixture.run("flows", "export", Self.name)
            try #require(printed.code == .success, "\(printed)")
            let document = try #require(
                try JSONSerialization.jsonObject(with: printed.bytes) as? [String: Any]
            )
            #expect(document["format"] as? String == "sluice-flow-history-1")
            let versions = try #require(document["versions"] as? [[String: Any]])
            #expect(versions.compactMap { ($0["version"] as? [String: Any])?["number"] as? Int } == [1, 2, 3])
            let contents = versions.compactMap { ($0["content"] as? [String: Any])?["flow"] as? [String: Any] }
            #expect(contents.allSatisfy { ($0["properties"] as? [Any])?.count == 2 } && contents.count == 3)
            let deployments = try #require(document["deployments"] as? [[String: Any]])
            #expect(deployments.compactMap { $0["sequence"] as? Int } == [1, 2])
        }
    }

    @Test("a file is new, only for its owner, and the same document")
    func file() async throws {
        let seen = try await RecordingServer.run { _, request in
            Self.answer(request)
        } _: { fixture in
            let written = try await fixture.run("flows", "export", Self.name, "--output", "h.json")
            #expect(written.code == .success && written.output.contains("3 versions, 2 deployments"))
            let path = "\(fixture.folder.path)/h.json"
            let mode = try FileManager.default.attributesOfItem(atPath: path)[.posixPermissions] as? Int
            #expect(mode == 0o600)
            #expect(try fixture.folder.text(of: "h.json").contains(#""number" : 3"#))
            let again = try await fixture.run("flows", "export", Self.name, "--output", "h.json")
            #expect(again.code == .files && again.errors.contains("file_exists"))
        }
        #expect(seen.count { $0.line == "GET \(FlowExamples.root)" } == 1, "the second one sent nothing")
    }

    @Test("an export that fails leaves no file behind")
    func failure() async throws {
        _ = try await RecordingServer.run { _, request in
            request.target.path.hasSuffix("id-2") ? RecordingServer.problem("stop", .conflict) : Self.answer(request)
        } _: { fixture in
            let failed = try await fixture.run("flows", "export", Self.name, "-o", "h.json")
            #expect(failed.code == .refused)
            #expect(!FileManager.default.fileExists(atPath: "\(fixture.folder.path)/h.json"))
        }
    }
}
