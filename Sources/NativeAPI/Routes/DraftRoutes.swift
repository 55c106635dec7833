import HTTPModel
import NativeWire
import ReleaseCore
import ReleaseModel

/// A service's draft: what it is, and making a version of it.
extension ControlAPI {
    func readDraft(_ call: Call) async throws -> Answer {
        let presenter = try await presenter(for: call)
        let draft = try await plane.draft(of: presenter.workload)
        let snapshot = try await plane.content(of: draft, in: presenter.workload)
        let shown = WireDraft(
            snapshot: draft.snapshot.hex,
            savedAt: Timestamp(draft.savedAt).description,
            version: try await plane.version(with: draft, of: presenter.workload)?.number,
            functions: await functions(of: snapshot)
        )
        return try Answer(json: shown, eTag: presenter.lastChange)
    }

    func publishDraft(_ call: Call, body: [UInt8]) async throws -> Answer {
        let request = try StrictJSON.decode(WirePublishRequest.self, from: body.isEmpty ? Self.emptyObject : body)
        let name = try call.workloadName()
        let receipt = try await plane.publishDraft(
            of: name,
            record: try record(call, message: request.message, provenance: request.provenance)
        )
        let presenter = try await presenter(for: try await plane.workload(name))
        let result = WirePublishResult(version: presenter.wire(receipt.value), commit: receipt.wireCommit())
        return try Answer(json: result, status: .created, revision: receipt.revision, eTag: receipt.revision)
    }

    /// What a version or a draft consists of.
    func content(of snapshot: Snapshot, _ version: Version? = nil) async -> WireContent? {
        if snapshot.kind == .flow { return flowContent(of: snapshot, version) }
        guard snapshot.kind == .service else { return snapshot.components.first.map(WireContent.init) }
        return WireContent(
            main: nil,
            compatibilityDate: nil,
            compatibilityFlags: [],
            bindings: [],
            modules: [],
            functions: await functions(of: snapshot)
        )
    }

    private func functions(of snapshot: Snapshot) async -> [WireFunction] {
        let status = await dataPlane.status()?.functions
        return snapshot.components.compactMap { component in
            component.execution.map { execution in
                WireFunction(component, execution, engine: engine(for: execution.runtime, by: status))
            }
        }
    }

    /// What really runs a runtime, with its release as far as the data process knows it.
    private func engine(for runtime: String, by status: WireFunctionStatus?) -> String? {
        guard let status else { return configuration.functionEngines[runtime] }
        guard let engine = status.engine(for: runtime), engine.missing == nil else { return nil }
        return engine.release ?? engine.name
    }
}

extension WireFunction {
    fileprivate init(_ component: Component, _ execution: Execution, engine: String?) {
        self.init(
            name: component.name,
            runtime: execution.runtime,
            engine: engine,
            handler: execution.handler,
            memory: execution.memory,
            timeout: execution.timeout,
            concurrency: execution.concurrency,
            codeSize: component.package?.size ?? 0,
            bindings: component.bindings.map(WireBinding.init)
        )
    }
}
