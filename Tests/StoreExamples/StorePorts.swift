package import ReleaseCore
package import ReleaseModel

/// A worker with its production alias and its first version, as one commit leaves them.
package struct PublishedWorker: Sendable {
    package let workload: Workload
    package let alias: Alias
    package let version: Version
    package let revision: Revision
}

/// The ports of one store, and what tests do with them over and over.
package struct StorePorts: Sendable {
    package let releases: any ReleaseStore & RouteSource
    package let blobs: any BlobStore
    package let access: any AccessStore
    /// Has ``KeyRing/example(current:)``.
    package let vault: any SecretVault
    /// Has the same keys.
    package let accessKeys: any AccessKeyStore
    package let assets: any AssetUploadStore
    package let flows: any FlowJournal
    package let runs: any FlowRunLedger

    package init(
        releases: any ReleaseStore & RouteSource,
        blobs: any BlobStore,
        access: any AccessStore,
        vault: any SecretVault,
        accessKeys: any AccessKeyStore,
        assets: any AssetUploadStore,
        flows: any FlowJournal,
        runs: any FlowRunLedger
    ) {
        self.releases = releases
        self.blobs = blobs
        self.access = access
        self.vault = vault
        self.accessKeys = accessKeys
        self.assets = assets
        self.flows = flows
        self.runs = runs
    }

    package func account() async throws -> Account.ID {
        guard let account = try await releases.accounts().first else { throw Missing() }
        return account.id
    }

    /// The store has no account.
    struct Missing: Error {}

    /// Stores some bytes.
    package func upload(_ bytes: [UInt8], account: Account.ID) async throws -> StoredBlob {
        let upload = try await blobs.beginUpload(account: account)
        try await upload.append(bytes)
        return try await upload.finish()
    }

    /// Uploads a worker of one module and stages it; returns its digest.
    package func stage(_ code: String, bindings: [Binding] = [], account: Account.ID) async throws -> Digest {
        let blob = try await upload(Array(code.utf8), account: account)
        let module = try Module(name: "main.js", type: .esm, digest: blob.digest, size: blob.size)
        let component = try Component(
            main: "main.js",
            modules: [module],
            bindings: bindings,
            compatibility: Compatibility(date: "2026-01-01")
        )
        let snapshot = try EncodedSnapshot(Snapshot(kind: .worker, components: [component]))
        try await releases.stage(snapshot, account: account)
        return snapshot.digest
    }

    /// Publishes version 1 of a new worker without deploying it.
    package func publish(_ name: String = "hello", code: String = "export default {}") async throws -> PublishedWorker {
        let account = try await account()
        let workload = try Workload.example(name, account: account)
        let alias = Alias.example(of: workload)
        let version = Version.example(1, of: workload, snapshot: try await stage(code, account: account))
        let revision = try await releases.commit(
            .example(.workloadCreated(workload), .aliasCreated(alias), .versionPublished(version)),
            expecting: Expectations()
        )
        return PublishedWorker(workload: workload, alias: alias, version: version, revision: revision)
    }

    /// Publishes one more version of a worker.
    package func publish(
        _ number: Int,
        of workload: Workload,
        code: String = "export default {}",
        bindings: [Binding] = [],
        tag: String? = nil,
        verbatim: String? = nil
    ) async throws -> Version {
        let snapshot = try await stage(code, bindings: bindings, account: workload.account)
        let version = Version.example(number, of: workload, snapshot: snapshot, tag: tag, verbatim: verbatim)
        _ = try await releases.commit(.example(.versionPublished(version)), expecting: Expectations())
        return version
    }

    /// Points an alias at one version.
    package func deploy(
        _ version: Version,
        on alias: Alias,
        sequence: Int = 1,
        after previous: Deployment.ID? = nil
    ) async throws -> Deployment {
        let deployment = Deployment.example(TrafficSplit(allTo: version.id), on: alias, sequence: sequence)
        _ = try await releases.commit(
            .example(.deploymentMade(deployment)),
            expecting: Expectations(aliases: [alias.id: previous])
        )
        return deployment
    }
}
