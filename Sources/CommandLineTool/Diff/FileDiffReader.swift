import NativeWire

/// Fetches both sides of a file that differs, and compares them.
struct FileDiffReader: Sendable {
    let client: APIClient
    let worker: WorkerSelection
    let from: Int
    let to: Int

    func diff(of change: WireFileChange) async throws(CommandFailure) -> FileDiff {
        let old = try await side(change.from, version: from)
        let new = try await side(change.to, version: to)
        return FileDiff(name: change.name, old: old, new: new)
    }

    private func side(_ module: WireModule?, version: Int) async throws(CommandFailure) -> FileDiff.Side {
        guard let module else { return .absent }
        guard module.size <= FileDiff.maximumSize else { return .tooLarge(module.size) }
        let path = worker.path(NativeRoutes.versionFile, ["version": String(version), "file": module.name])
        guard let bytes = try await client.bytes(path, upTo: FileDiff.maximumSize) else {
            return .tooLarge(module.size)
        }
        return .bytes(bytes)
    }
}
