import ReleaseCore
import ReleaseModel

/// A service `shop` of one function.
extension Bench {
    var shop: WorkloadName { WorkloadName(account: account, kind: .service, name: "shop") }

    /// A service of one function, whose package is stored.
    func function(_ code: String) async throws -> Snapshot {
        let upload = try await plane.blobs.beginUpload(account: account)
        try await upload.append(Array(code.utf8))
        let blob = try await upload.finish()
        return try Self.function(digest: blob.digest, size: blob.size)
    }

    static func function(digest: Digest, size: Int) throws -> Snapshot {
        let function = try Component(
            name: "pay",
            main: nil,
            modules: [try Module(name: Component.packageName, type: .data, digest: digest, size: size)],
            bindings: [],
            compatibility: Compatibility(),
            execution: try Execution(runtime: "python3", handler: "index.handler", timeout: 3, memory: 128)
        )
        return try Snapshot(kind: .service, components: [function])
    }

    @discardableResult
    func service(_ code: String, verbatim: String? = nil) async throws -> Receipt<Draft> {
        let content = DraftContent(snapshot: try await function(code), verbatim: verbatim)
        return try await plane.createWorkload(shop, draft: content, record: .example())
    }

    @discardableResult
    func save(
        _ code: String,
        of service: String = "shop",
        verbatim: String? = nil,
        seen: Revision? = nil
    ) async throws -> Receipt<Draft> {
        let content = DraftContent(snapshot: try await function(code), verbatim: verbatim)
        let name = WorkloadName(account: account, kind: .service, name: service)
        return try await plane.saveDraft(content, of: name, record: .example(seen: seen))
    }

    @discardableResult
    func publish(_ message: String? = nil, seen: Revision? = nil) async throws -> Receipt<Version> {
        try await plane.publishDraft(of: shop, record: .example(message, seen: seen))
    }

    func delete(_ number: Int, policy: DeletionPolicy = .dangle) async throws {
        _ = try await plane.deleteVersion(.number(number), of: shop, policy: policy, record: .example())
    }
}
