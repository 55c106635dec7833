import FoundationEssentials
import HTTPModel
import ReleaseCore
import ReleaseModel
import ResourceStorage

extension CloudflareAPI {
    /// Makes an upload of what a client sent, over what the newest version has.
    func upload(
        _ metadata: UploadMetadata,
        parts: [ScriptForm.Part],
        _ call: Call,
        record: DialectRecord,
        settings: [Setting.Name: String] = [:]
    ) async throws -> Upload {
        let bindings = try await bindingReader(call).bindings(
            metadata.document["bindings"]?.array ?? [],
            keeps: (metadata.document["keep_bindings"]?.array ?? []).compactMap(\.string),
            isStrict: call.query["bindings_inherit"] == "strict"
        )
        let content = try Self.snapshot(
            main: metadata.main,
            modules: try ModuleReader.modules(parts, of: metadata),
            bindings: bindings,
            compatibility: try metadata.compatibility(),
            assets: try await assets(of: metadata, call),
            configuration: try await configuration(of: metadata, call)
        )
        return Upload(
            workload: call.worker,
            content: content,
            attribution: call.attribution(message: metadata.message),
            tag: try metadata.tag(),
            verbatim: record.verbatim,
            alias: try metadata.alias(),
            settings: settings,
            initialSettings: [.host: "off", .previews: "off"],
            requiresHandlers: true,
            seen: call.seen
        )
    }

    /// The configuration of a version: what its upload says, and the migrations that were applied before.
    func configuration(of metadata: UploadMetadata, _ call: Call) async throws -> [String: String] {
        var configuration = metadata.configuration
        guard configuration[UploadMetadata.migrationTag] == nil,
            let worker = try await plane.store.workload(call.worker),
            let newest = try await newestVersion(of: worker)
        else { return configuration }
        let kept = try await plane.content(of: newest, in: worker).configuration[UploadMetadata.migrationTag]
        configuration[UploadMetadata.migrationTag] = kept
        return configuration
    }

    static func snapshot(
        main: String?,
        modules: [Module],
        bindings: [Binding],
        compatibility: Compatibility,
        assets: AssetBundle?,
        configuration: [String: String]
    ) throws -> Snapshot {
        do {
            let component = try Component(
                main: main,
                modules: modules,
                bindings: bindings,
                compatibility: compatibility,
                assets: assets
            )
            return try Snapshot(kind: .worker, components: [component], configuration: configuration)
        } catch {
            throw ReleaseError.contentInvalid(error)
        }
    }

    func bindingReader(_ call: Call) -> BindingReader {
        BindingReader(
            worker: call.worker,
            resolver: bindings,
            previous: { try await previousBindings(of: call.worker, version: $0) }
        )
    }

    private func previousBindings(of name: WorkloadName, version text: String?) async throws -> [Binding] {
        guard let worker = try await plane.store.workload(name) else { return [] }
        let version: Version?
        if let text {
            version = try await self.version(text, of: worker)
        } else {
            version = try await newestVersion(of: worker)
        }
        guard let version else { return [] }
        return try await plane.content(of: version, in: worker).components.flatMap(\.bindings)
    }
}
