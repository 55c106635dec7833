package import ReleaseCore
import ReleaseModel

extension ReleasePlane {
    /// Makes a service, or saves its draft anew: one function in Python, and one that nothing here runs.
    package func saveExampleService(_ name: WorkloadName, code: String) async throws {
        let upload = try await blobs.beginUpload(account: name.account)
        try await upload.append(Array(code.utf8))
        let blob = try await upload.finish()
        let package = try Module(name: Component.packageName, type: .data, digest: blob.digest, size: blob.size)
        let functions = try [("greet", "python3.10"), ("old", "java8")].map { name, runtime in
            try Component(
                name: name,
                main: nil,
                modules: [package],
                bindings: [try Binding(name: "GREETING", value: .plainText("hi"))],
                compatibility: try Compatibility(),
                execution: try Execution(runtime: runtime, handler: "index.handler", timeout: 3, memory: 128)
            )
        }
        let content = DraftContent(snapshot: try Snapshot(kind: .service, components: functions))
        let record = Record(attribution: Attribution(author: "ada", source: .sdk))
        if try await store.workload(name) == nil {
            _ = try await createWorkload(name, draft: content, record: record)
        } else {
            _ = try await saveDraft(content, of: name, record: record)
        }
    }
}
