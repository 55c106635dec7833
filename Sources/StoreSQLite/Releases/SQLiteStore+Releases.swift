public import ReleaseCore
public import ReleaseModel
import SQLiteAccess

extension SQLiteStore: ReleaseStore, RouteSource {
    public func stage(_ snapshot: EncodedSnapshot, account: Account.ID) async throws(ReleaseError) {
        let time = now()
        try await writer.write("stage") { (connection) throws(StoreFailure) in
            try connection.stage(snapshot, account: account, at: time)
        }
        // From here on a collection sees the references; one that came before may have taken a blob.
        let needed = snapshot.snapshot.blobs
        let stored = try await blobs.stored(needed, account: account)
        if let missing = needed.subtracting(stored).min(by: { $0.hex < $1.hex }) { throw .blobMissing(missing) }
    }

    public func commit(_ change: ReleaseChange, expecting: Expectations) async throws(ReleaseError) -> Revision {
        let commit = Commit(change: change, expectations: expecting)
        return try await writer.write("commit") { (connection) throws(StoreFailure) in
            try commit.write(to: connection)
        }
    }

    public func head() async throws(ReleaseError) -> StoreHead {
        try await reader.run("head") { (connection) throws(StoreFailure) in try connection.head() }
    }

    public func content(of revision: Revision) async throws(ReleaseError) -> RevisionContent {
        let bodies = try await reader.run("events") { (connection) throws(StoreFailure) in
            try connection.events(of: revision)
        }
        return try RevisionContent(events: bodies)
    }

    public func routes(changedAfter revision: Revision?) async throws(ReleaseError) -> RoutingDelta {
        try await scanner.read("routes") { (connection) throws(StoreFailure) in
            try connection.routes(changedAfter: revision)
        }
    }

    public func snapshot(_ digest: Digest, account: Account.ID) async throws(ReleaseError) -> EncodedSnapshot? {
        try await reader.run("snapshot") { (connection) throws(StoreFailure) in
            try connection.snapshot(digest, account: account)
        }
    }
}
