import ContentDigest
import HTTPModel
import NativeWire
import ProjectFiles
import ReleaseModel

/// The static files of a project on their way to the server: it is told what there is, and gets what it lacks.
struct AssetUpload: Sendable {
    /// The bytes of files that are sent at once, unless a single one is larger.
    private static let portionBytes = 16 << 20
    /// The files that are sent at once.
    private static let portionFiles = 500
    /// How often what the server still lacks is sent again; it lacks nothing after the first, unless files expire there.
    private static let maximumRounds = 3
    /// The hexadecimal digits of a SHA-256 by which contents are named.
    private static let hashDigits = 32

    private let client: APIClient
    private let path: APIPath
    private let files: StaticFiles
    private let progress: Progress

    init(_ files: StaticFiles, of worker: String, by client: APIClient, progress: Progress) {
        self.files = files
        self.client = client
        self.progress = progress
        path = APIPath(NativeRoutes.assets, ["kind": "workers", "name": worker])
    }

    /// Sends what the server lacks, and returns what the upload of the version names.
    func run() async throws(CommandFailure) -> WireUploadAssets {
        var entries: [WireAssetFile] = []
        var sources: [String: StaticFile] = [:]
        for file in files.files {
            let bytes = try Self.read(file)
            let hash = Self.hash(bytes)
            entries.append(WireAssetFile(path: file.path, hash: hash, size: bytes.count))
            sources[hash] = file
        }
        let manifest = WireAssetManifest(files: entries)
        var session: WireAssetSession = try await progress.during("comparing static files") {
            () async throws(CommandFailure) in
            try await client.send(.post, path, manifest)
        }
        for _ in 0..<Self.maximumRounds where !session.missing.isEmpty {
            session = try await send(session, sources)
        }
        guard session.missing.isEmpty else {
            throw .refused(
                "assets_missing",
                "The server still lacks \(session.missing.count) static files that were sent.",
                nextStep: "Run the command again."
            )
        }
        return WireUploadAssets(session: session.session, rules: WireAssetRules(files.rules))
    }

    private func send(
        _ session: WireAssetSession,
        _ sources: [String: StaticFile]
    ) async throws(CommandFailure) -> WireAssetSession {
        let place = path.below(session.session)
        var latest = session
        var sent = 0
        for portion in portions(session.missing.compactMap { hash in sources[hash].map { (hash, $0) } }) {
            var parts: [UploadForm.Part] = []
            for (hash, file) in portion {
                parts.append(.init(name: hash, type: "application/octet-stream", bytes: try Self.read(file)))
            }
            let form = UploadForm(parts)
            let done = "\(sent) of \(session.missing.count)"
            latest = try await progress.during("uploading static files (\(done))") { () async throws(CommandFailure) in
                try await client.upload(form, to: place)
            }
            sent += portion.count
        }
        return latest
    }

    private func portions(_ files: [(hash: String, file: StaticFile)]) -> [[(hash: String, file: StaticFile)]] {
        var portions: [[(hash: String, file: StaticFile)]] = []
        var bytes = 0
        for entry in files {
            if let last = portions.last, last.count < Self.portionFiles, bytes + entry.file.size <= Self.portionBytes {
                portions[portions.count - 1].append(entry)
                bytes += entry.file.size
            } else {
                portions.append([entry])
                bytes = entry.file.size
            }
        }
        return portions
    }

    private static func read(_ file: StaticFile) throws(CommandFailure) -> [UInt8] {
        do throws(ProjectError) {
            return try file.read()
        } catch {
            throw ProjectLoader.failure(error)
        }
    }

    private static func hash(_ bytes: [UInt8]) -> String {
        guard let digest = Digest(SHA256.hash(bytes)) else { preconditionFailure("SHA-256 has 32 bytes") }
        return String(digest.hex.prefix(hashDigits))
    }
}
