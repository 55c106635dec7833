import ReleaseCore

/// The stored form of a manifest, format 1.
enum AssetManifestRecord {
    private static let format = 1

    static func encode(_ manifest: AssetManifest) -> [UInt8] {
        var writer = ByteWriter()
        writer.put(format)
        writer.put(manifest.entries) { writer, entry in
            writer.put(entry.path)
            writer.put(entry.hash.text)
            writer.put(entry.size)
        }
        return writer.bytes
    }

    /// Throws for bytes that break any rule of a manifest.
    static func decode(_ bytes: [UInt8]) throws(ByteReader.Malformed) -> AssetManifest {
        var reader = ByteReader(bytes)
        guard try reader.number() == format else { throw ByteReader.Malformed() }
        let entries = try reader.list { (reader) throws(ByteReader.Malformed) in
            let path = try reader.text()
            guard let hash = AssetHash(try reader.text()) else { throw ByteReader.Malformed() }
            return AssetManifest.Entry(path: path, hash: hash, size: try reader.number())
        }
        guard reader.isAtEnd else { throw ByteReader.Malformed() }
        do {
            return try AssetManifest(entries)
        } catch {
            throw ByteReader.Malformed()
        }
    }
}
