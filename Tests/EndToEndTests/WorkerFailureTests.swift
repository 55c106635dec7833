import HTTPModel
import NativeWire
import Testing

extension EndToEndTests {
    @Suite("What a worker does wrong is told, to the caller and to the operator")
    struct WorkerFailureTests {
        @Test("a worker that throws gives 500 with version and request id; the stack goes to tail and log")
        func thrownError() async throws {
            try await SluiceServer.running { server in
                _ = try await server.api.upload(.probe(), to: "probe", deploy: true)
                let tail = try await server.start(cli: ["tail", "--json", "--name", "probe"])
                defer { tail.kill() }
                // The first line may be said before the tail listens; another one follows at every look.
                let answer = try await Deadline(in: .seconds(10)).poll("the tail shows the exception") {
                    let answer = try await server.ask("/throw", of: "probe", fields: [.accept: "application/json"])
                    return try tail.output.text.contains("deliberate failure") ? answer : nil
                }
                #expect(answer.status.code == 500)
                #expect(answer.text.contains("\"version\""), "\(answer.text)")
                let requestID = try #require(answer.text.firstMatch(of: /"requestId": *"([^"]+)"/)?.1)
                let event = try await Deadline(in: .seconds(5)).poll("the tail shows this request") {
                    try tail.output.text.split(separator: "\n").first { $0.contains(requestID) }
                }
                #expect(event.contains("\"kind\":\"exception\""), "\(event)")
                #expect(event.contains("TypeError: deliberate failure"))
                #expect(event.contains("index.js:"), "the stack names the place: \(event)")
                try await Deadline(in: .seconds(5)).wait("the log has the stack") {
                    server.logs.split(separator: "\n").contains { $0.contains(requestID) && $0.contains("index.js:") }
                }
                let page = try await server.ask("/throw", of: "probe", fields: [.accept: "text/html"])
                #expect(page.status.code == 500)
                #expect(page.fields[.contentType]?.hasPrefix("text/html") == true)
                #expect(!page.text.contains("index.js:"), "callers are not shown the stack")
            }
        }

        @Test("refuses code that cannot start, with the engine's words, and changes nothing")
        func syntaxError() async throws {
            try await SluiceServer.running { server in
                _ = try await server.api.upload(.probe(), to: "probe", deploy: true)
                let before = try await server.api.status().revision
                let broken = WorkerCode(source: "export default { fetch( { return 1 } };")
                let problem = await #expect(throws: WireProblem.self) {
                    _ = try await server.api.upload(broken, to: "probe", deploy: true)
                }
                #expect(problem?.code == "load_failed")
                #expect(problem?.detail.contains("SyntaxError") == true, "\(problem?.detail ?? "")")
                #expect(problem?.detail.contains("index.js") == true, "\(problem?.detail ?? "")")
                #expect(try await server.api.status().revision == before)
                #expect(try await server.api.versions(of: "probe").map(\.number) == [1])
                #expect(try await server.ask("/version", of: "probe").text == "1")
                let next = try await server.api.upload(.probe("two"), to: "probe", deploy: true)
                #expect(next.version.number == 2)
            }
        }
    }
}
