import HTTPEngine
import Synchronization
import TestSurroundings
import Testing

@testable import RuntimeSupervision

/// A started function, what it has said, and the way to call it.
final class TestFunction: Sendable {
    let instance: FunctionInstance
    private let client: EngineClient
    private let reading: Task<Void, Never>
    private let said: Heard

    final class Heard: Sendable {
        let events = Mutex<[FunctionEvent]>([])
    }

    init(instance: FunctionInstance, client: EngineClient) {
        self.instance = instance
        self.client = client
        let said = Heard()
        self.said = said
        reading = Task {
            for await event in instance.events { said.events.withLock { $0.append(event) } }
        }
    }

    deinit {
        instance.kill()
    }

    /// Invokes it with an event.
    func invoke(
        _ event: String = "",
        id: String = "req-1",
        headers: [String: String] = [:]
    ) async throws -> EngineClient.Response {
        var all = ["x-fc-request-id": id, "x-fc-control-path": "/invoke", "x-fc-qualifier": "canary"]
        all.merge(headers) { _, own in own }
        return try await client.send("POST", "/invoke", headers: all, body: event, path: instance.endpoint)
    }

    /// Calls it over HTTP.
    func call(
        _ method: String = "GET",
        _ target: String = "/",
        id: String = "req-1",
        headers: [String: String] = [:],
        body: String = ""
    ) async throws -> EngineClient.Response {
        var all = ["x-fc-request-id": id, "x-fc-control-path": "/http-invoke", "x-fc-client-ip": "203.0.113.7"]
        all.merge(headers) { _, own in own }
        return try await client.send(method, target, headers: all, body: body, path: instance.endpoint)
    }

    /// What it has said until now.
    func lines() async -> [FunctionEvent] {
        await instance.flush()
        return said.events.withLock { $0 }
    }

    /// The lines that were said under a request.
    func lines(of id: String?) async throws -> [String] {
        await lines().compactMap { event in
            guard case .log(let line, id, _) = event else { return nil }
            return line
        }
    }

    /// How its process ended, once it has.
    func ending() async throws -> ProcessEnding {
        var found: ProcessEnding?
        try await eventually {
            for case .ended(let ending) in said.events.withLock({ $0 }) { found = ending }
            return found != nil
        }
        return found ?? .exited(code: -1)
    }
}
