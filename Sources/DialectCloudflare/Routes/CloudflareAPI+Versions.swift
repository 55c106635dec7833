import FoundationEssentials
import HTTPModel
import ReleaseCore
import ReleaseModel

/// Versions: uploads that are not deployed, lists, and single ones.
extension CloudflareAPI {
    /// How many of the newest versions may be deployed.
    static let deployableVersions = 100

    static func addVersionRoutes(_ table: inout EndpointTable) {
        table.worker(.get, "/versions", Endpoint(.read, CloudflareAPI.listVersions))
        table.worker(.post, "/versions", Endpoint(.upload, CloudflareAPI.uploadVersion))
        table.worker(.get, "/versions/{version}", Endpoint(.read, CloudflareAPI.readVersion))
    }

    @Sendable
    private func listVersions(_ call: Call) async throws -> Answer {
        let worker = try await worker(call)
        let isDeployable = call.flag("deployable")
        let page = ListPage(call.query, standardSize: isDeployable ? Self.deployableVersions : 10, maximumSize: 100)
        let all =
            isDeployable
            ? try await plane.store.versions(of: worker.id, matching: .live, limit: Self.deployableVersions)
            : try await plane.store.versions(of: worker.id, matching: .live, limit: page.limit)
        let presenter = presenter(worker)
        let items = page.of(all).map(presenter.item)
        return .result(
            ["items": .array(items)],
            info: page.info(count: items.count, total: try await versionCount(of: worker, known: all.count, page))
        )
    }

    /// The highest number is how many there were; what was deleted is too rare to be worth a count.
    private func versionCount(of worker: Workload, known: Int, _ page: ListPage) async throws -> Int {
        known < page.limit ? known : try await plane.store.highestNumber(under: WorkloadName(worker))
    }

    @Sendable
    private func readVersion(_ call: Call) async throws -> Answer {
        let worker = try await worker(call)
        let version = try await version(call.parameters["version"], of: worker)
        return .result(try await whole(version, of: worker))
    }

    @Sendable
    private func uploadVersion(_ call: Call) async throws -> Answer {
        let worker = try await worker(call)
        let form = try await ScriptForm(call, blobs: plane.blobs, limit: configuration.uploadLimit)
        let metadata = try UploadMetadata(form.metadata)
        guard !metadata.hasMigrations else { throw CloudflareError.migrationInVersion }
        guard !metadata.isClassic else { throw CloudflareError.classicVersion }
        let published = try await onLatest(call) { call in
            let upload = try await upload(
                metadata,
                parts: form.parts,
                call,
                record: DialectRecord(annotations: metadata.annotations, trigger: "version_upload")
            )
            return try await plane.publish(upload, release: .later(creates: false)).value
        }
        return .result(try await whole(published.version, of: worker))
    }
}

extension ListPage {
    /// How many items there are up to the end of the page, and one more to learn whether there are more.
    var limit: Int {
        let (limit, overflows) = offset.addingReportingOverflow(size + 1)
        return overflows ? Int.max : limit
    }
}
