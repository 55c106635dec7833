import FoundationEssentials
import HTTPModel
import ReleaseCore
import ReleaseModel
import StoreSQLite

extension APIUnderTest {
    /// Makes the service `greetings`, or saves its draft anew: one function in Python, and one that nothing here runs.
    func saveService(code: String) async throws {
        let name = WorkloadName(account: account.id, kind: .service, name: "greetings")
        let upload = try await store.blobs.beginUpload(account: account.id)
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
            _ = try await plane.createWorkload(name, draft: content, record: record)
        } else {
            _ = try await plane.saveDraft(content, of: name, record: record)
        }
    }

    /// Publishes so many versions of `greetings`, each with code of its own.
    func publishServices(_ count: Int) async throws {
        for number in 1...count {
            try await saveService(code: "code \(number)")
            _ = try await change(.post, "/api/v1/services/greetings/draft/publish")
        }
    }
}
