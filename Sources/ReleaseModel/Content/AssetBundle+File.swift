extension AssetBundle {
    /// One static file, by the digest of its bytes.
    public struct File: Sendable, Hashable {
        /// The largest file in bytes: 25 MiB.
        public static let maximumSize = 25 << 20
        /// The longest path in bytes.
        public static let maximumPathLength = 1_024
        /// The longest content type in bytes.
        public static let maximumContentTypeLength = 256

        /// From the root of the bundle, with a leading slash, as file systems spell it: nothing in it is escaped.
        public let path: String
        public let digest: Digest
        /// In bytes.
        public let size: Int
        /// As the upload stated it; `nil` leaves it to the extension of the path.
        public let contentType: String?

        public init(path: String, digest: Digest, size: Int, contentType: String? = nil) throws(InvalidAssets) {
            guard Self.isWellFormed(path) else { throw .filePath(path) }
            guard (0...Self.maximumSize).contains(size) else {
                throw .fileSize(path: path, size: size, limit: Self.maximumSize)
            }
            if let contentType, !Self.isContentType(contentType) { throw .contentType(path: path) }
            self.path = path
            self.digest = digest
            self.size = size
            self.contentType = contentType
        }

        /// An absolute path that cannot leave the bundle and that a request can spell: no empty, `.` or `..` segment,
        /// no control character.
        ///
        /// An escaped dot is none: `/%2E%2E` is a file of that name, which a request spells `/%252E%252E`.
        public static func isWellFormed(_ path: String) -> Bool {
            guard path.utf8.first == UInt8(ascii: "/"), path.utf8.count <= maximumPathLength,
                path.utf8.allSatisfy({ $0 >= 0x20 && $0 != 0x7F })
            else { return false }
            let segments = path.utf8.dropFirst().split(separator: UInt8(ascii: "/"), omittingEmptySubsequences: false)
            return segments.allSatisfy { segment in
                !segment.isEmpty && !segment.elementsEqual(".".utf8) && !segment.elementsEqual("..".utf8)
            }
        }

        /// What can stand in a header field as it is.
        private static func isContentType(_ text: String) -> Bool {
            !text.isEmpty && text.utf8.count <= maximumContentTypeLength
                && text.utf8.allSatisfy { (0x20...0x7E).contains($0) }
        }
    }
}
