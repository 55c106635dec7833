import ContentDigest
import FoundationEssentials
import ReleaseModel
import RuntimeSupervision
import Testing

/// A file of a worker.
struct File: Sendable {
    let name: String
    let type: ModuleType
    let bytes: [UInt8]

    init(_ name: String, _ text: String, type: ModuleType = .esm) {
        self.init(name, bytes: Array(text.utf8), type: type)
    }

    init(_ name: String, bytes: [UInt8], type: ModuleType) {
        self.name = name
        self.type = type
        self.bytes = bytes
    }
}

extension LaunchSpecification {
    /// Version 3 of the worker `hello`; the first file is its main module.
    static func example(
        _ files: [File],
        bindings: [Binding] = [],
        flags: [String] = [],
        secrets: [String: String] = [:]
    ) throws -> LaunchSpecification {
        var blobs: [Digest: [UInt8]] = [:]
        var modules: [Module] = []
        for file in files {
            guard let digest = Digest(SHA256.hash(file.bytes)) else { continue }
            blobs[digest] = file.bytes
            modules.append(try Module(name: file.name, type: file.type, digest: digest, size: file.bytes.count))
        }
        return try LaunchSpecification(
            workloadName: "hello",
            versionID: Version.ID(UUID()),
            versionNumber: 3,
            tag: "v1.3",
            createdAt: Date(timeIntervalSince1970: 1_800_000_000),
            component: Component(
                main: files.first?.name ?? "",
                modules: modules,
                bindings: bindings,
                compatibility: Compatibility(date: "2026-01-01", flags: flags),
                // Some file or other: who binds files must have some.
                assets: try bindings.contains { $0.value == .assets } ? .example() : nil
            ),
            blobs: blobs,
            secrets: secrets
        )
    }

    /// A worker of one module.
    static func example(_ source: String, flags: [String] = []) throws -> LaunchSpecification {
        try example([File("index.js", source)], flags: flags)
    }

    /// A worker that answers every request with that JavaScript expression, as JSON.
    static func answering(
        _ expression: String,
        bindings: [Binding] = [],
        flags: [String] = [],
        secrets: [String: String] = [:]
    ) throws -> LaunchSpecification {
        let source =
            "export default { async fetch(request, env, ctx) { return Response.json(await (\(expression))); } };"
        return try example([File("index.js", source)], bindings: bindings, flags: flags, secrets: secrets)
    }
}

extension InstanceKey {
    static func example() -> InstanceKey {
        InstanceKey(workload: Workload.ID(UUID()), version: Version.ID(UUID()))
    }
}

extension AssetBundle {
    /// One empty file.
    fileprivate static func example() throws -> AssetBundle {
        let digest = try #require(Digest([UInt8](repeating: 1, count: Digest.byteCount)))
        let file = try File(path: "/index.html", digest: digest, size: 0)
        return try AssetBundle(files: [file], rules: try AssetRules())
    }
}
