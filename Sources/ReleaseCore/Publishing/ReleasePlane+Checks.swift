import ReleaseModel

extension ReleasePlane {
    /// Refuses names that name nothing, and texts that are too long to be shown in a list.
    func check(_ upload: Upload, release: Upload.Release) throws(ReleaseError) {
        do {
            _ = try Workload.Name(upload.workload.name, kind: upload.workload.kind)
        } catch {
            throw .invalidName(error, of: upload.workload.kind.rawValue)
        }
        if upload.tag?.isEmpty == true {
            throw .invalidName(InvalidName(name: "", problem: .empty), of: "tag")
        }
        try checkLength(upload.tag, field: "tag", limit: Version.maximumTagLength)
        try checkMessage(upload.attribution.message)
        if case .now(let message, let verbatim) = release {
            try checkMessage(message)
            try checkVerbatim(verbatim)
        }
        try checkVerbatim(upload.verbatim)
        for (setting, value) in upload.settings { try Self.check(setting, value) }
        for (setting, value) in upload.initialSettings { try Self.check(setting, value) }
    }

    func checkMessage(_ message: String?) throws(ReleaseError) {
        try checkLength(message, field: "message", limit: Version.maximumMessageLength)
    }

    func checkVerbatim(_ verbatim: String?) throws(ReleaseError) {
        guard let count = verbatim?.utf8.count, count > Version.maximumVerbatimBytes else { return }
        throw .textTooLong(field: "verbatim", count: count, limit: Version.maximumVerbatimBytes)
    }

    func checkLength(_ text: String?, field: String, limit: Int) throws(ReleaseError) {
        // Scalars, since one `Character` may be of any length.
        guard let count = text?.unicodeScalars.count, count > limit else { return }
        throw .textTooLong(field: field, count: count, limit: limit)
    }

    /// Refuses content whose blobs are not stored.
    func checkBlobs(of snapshot: Snapshot, account: Account.ID) async throws(ReleaseError) {
        let missing = snapshot.blobs.subtracting(try await store(has: snapshot.blobs, account: account))
        if let first = missing.min(by: { $0.hex < $1.hex }) { throw .blobMissing(first) }
    }

    private func store(has digests: Set<Digest>, account: Account.ID) async throws(ReleaseError) -> Set<Digest> {
        try await blobs.stored(digests, account: account)
    }

    /// Starts the code once; returns what it offers, or `nil` when there is none or no data plane to try it.
    func tryLoading(_ snapshot: EncodedSnapshot, of name: WorkloadName) async throws(ReleaseError) -> Exports? {
        guard snapshot.snapshot.parts.contains(.code) else { return nil }
        switch await environment.tryLoading(snapshot, name) {
        case .success(let exports): return exports
        case .failure(let failure): throw .loadFailed(failure, of: name)
        case nil: return nil
        }
    }
}
