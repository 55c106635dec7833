public import SQLiteAccess

/// What versions bind to and no rollback touches: the storage of one server, in one SQLite file.
///
/// The control and the data process have the file open at once. SQLite lets one of them write at a time; the other
/// waits up to ``Connection/busyTimeoutMilliseconds`` and then fails with
/// ``ResourceError/storageUnavailable(operation:cause:)``. Within a process writes go through one connection in the
/// order of their arrival, and reads through two others, one for single values and one for lists, so that a long list
/// never delays a short answer. A write is durable before it is acknowledged, and every read that begins later sees it,
/// in either process.
public struct ResourceStore: Sendable {
    /// The file.
    public let path: String
    /// The namespaces of keys and values.
    public let kv: KVStore
    let writer: ResourceFile
    let reader: ResourceFile
    let scanner: ResourceFile

    /// Opens the file, making or migrating what is needed; the folder must be there.
    ///
    /// Puts are refused while less than the reserve is free.
    public static func open(
        _ path: String,
        reserve: DiskReserve = .standard
    ) async throws(ResourceError) -> ResourceStore {
        let writer = ResourceFile(label: "writer")
        try await writer.open(path, access: .readWrite, schema: .resources)
        let reader = ResourceFile(label: "reader")
        try await reader.open(path, access: .readOnly, schema: .resources)
        let scanner = ResourceFile(label: "scanner")
        try await scanner.open(path, access: .readOnly, schema: .resources)
        let folder = path.lastIndex(of: "/").map { String(path[..<$0]) } ?? "."
        return ResourceStore(
            path: path,
            kv: KVStore(folder: folder, reserve: reserve, writer: writer, reader: reader, scanner: scanner),
            writer: writer,
            reader: reader,
            scanner: scanner
        )
    }

    /// Closes the file; whatever is asked afterwards is refused.
    public func close() async {
        await scanner.close()
        await reader.close()
        await writer.close()
    }
}
