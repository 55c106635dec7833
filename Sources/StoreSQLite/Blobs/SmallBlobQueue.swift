import FoundationEssentials
import ReleaseCore
import SQLiteAccess

/// Gathers small blobs that finish at about the same time into one transaction.
///
/// Whoever comes while nothing is being written writes at once. Who comes during a write waits for its end; the first
/// of the waiting then writes for as many of the others as fit one transaction. So one upload alone pays one
/// synchronisation of the disk, and a hundred together pay little more.
actor SmallBlobQueue {
    private let writer: Database
    private let location: StoreLocation
    private let reserve: DiskReserve
    private let now: @Sendable () -> Date
    private var isWriting = false
    private var waiting: [Waiter] = []

    init(writer: Database, location: StoreLocation, reserve: DiskReserve, now: @escaping @Sendable () -> Date) {
        self.writer = writer
        self.location = location
        self.reserve = reserve
        self.now = now
    }

    /// Returns once the blob is durable.
    func store(_ blob: SmallBlob) async throws(ReleaseError) {
        if isWriting {
            guard waiting.count < BlobLimits.maximumWaiting else {
                throw .storeUnavailable(operation: "upload", cause: "\(waiting.count) uploads wait for the disk")
            }
            let turn = await withCheckedContinuation { waiting.append(Waiter(blob: blob, continuation: $0)) }
            if case .written(let result) = turn { return try result.get() }
        }
        isWriting = true
        let company = takeCompany(of: blob)
        let result = await write([blob] + company.map(\.blob))
        for waiter in company { waiter.continuation.resume(returning: .written(result)) }
        passOn()
        try result.get()
    }

    private struct Waiter {
        let blob: SmallBlob
        let continuation: CheckedContinuation<Turn, Never>
    }

    /// What becomes of one that waited.
    private enum Turn {
        case written(Result<Void, ReleaseError>)
        case lead
    }

    /// Takes those of the waiting that fit into one transaction with a blob.
    private func takeCompany(of blob: SmallBlob) -> [Waiter] {
        var room = BlobLimits.chunkSize - blob.compressed.count
        let company = waiting.prefix { waiter in
            room -= waiter.blob.compressed.count
            return room >= 0
        }
        waiting.removeFirst(company.count)
        return Array(company)
    }

    private func passOn() {
        if waiting.isEmpty {
            isWriting = false
        } else {
            waiting.removeFirst().continuation.resume(returning: .lead)
        }
    }

    private func write(_ blobs: [SmallBlob]) async -> Result<Void, ReleaseError> {
        let time = now()
        let reserve = reserve
        let home = location.home
        do throws(ReleaseError) {
            try await writer.write("store blobs") { (connection) throws(StoreFailure) in
                try reserve.require(in: home)
                for blob in blobs { try connection.insert(blob, at: time) }
            }
            return .success(())
        } catch {
            return .failure(error)
        }
    }
}
