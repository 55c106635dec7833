import HTTPModel
import ReleaseCore
import ReleaseModel

/// Uploads of static files that make no sense, or are not complete.
extension Refusal {
    static func manifestInvalid(_ invalid: InvalidManifest) -> Refusal {
        let detail =
            switch invalid {
            case .tooManyFiles(let count, let limit): "The manifest has \(count) files; a version may have \(limit)."
            case .path(let path): "The path \"\(path)\" is empty or too long."
            case .pathRepeated(let path): "The path \"\(path)\" is in the manifest twice."
            case .fileSize(let path, let size, let limit):
                "The file \"\(path)\" is said to have \(size) bytes; it may have 0 to \(limit)."
            case .hashAmbiguous(let hash): "Files with the hash \(hash) are said to differ in size."
            case .hashUnknown(let hash): "No file of the manifest has the hash \(hash)."
            case .sizeWrong(let hash, let size, let expected):
                "What came for the hash \(hash) has \(size) bytes; the manifest says \(expected)."
            case .contentType(let hash): "The content type of what came for the hash \(hash) is no media type."
            }
        return Refusal(.manifestInvalid, detail, next: "Begin again with a manifest of the files as they are.")
    }

    static func assetUnexpected(_ name: String) -> Refusal {
        Refusal(
            .manifestInvalid,
            "The part \"\(name)\" is not the hash of a file of the manifest, or was sent twice.",
            next: "Name every part by the hash of its content in the manifest."
        )
    }

    static func assetDigestMismatch(_ hash: AssetHash, computed: Digest) -> Refusal {
        Refusal(
            .digestMismatch,
            "What came for the hash \(hash) has the SHA-256 \(computed).",
            next: "Send it again; it was changed after the manifest was made, or damaged on the way."
        )
    }

    /// Files and rules that no version can have.
    init(_ invalid: InvalidAssets) {
        let detail =
            switch invalid {
            case .filePath(let path): "\"\(path)\" is no path from the root."
            case .fileRepeated(let path): "\"\(path)\" is there twice."
            case .tooManyFiles(let count, let limit): "There are \(count) static files; a version may have \(limit)."
            case .fileSize(let path, let size, let limit): "\"\(path)\" has \(size) bytes; it may have \(limit)."
            case .contentType(let path): "The content type of \"\(path)\" is no media type."
            case .tooManyWorkerFirstPaths(let count, let limit):
                "workerFirstPaths has \(count) paths; the limit is \(limit)."
            case .workerFirstPath(let path):
                "\"\(path)\" in workerFirstPaths does not begin with / or !/, or is longer than "
                    + "\(AssetRules.maximumWorkerFirstPathLength) bytes."
            case .onlyNegativeWorkerFirstPaths: "workerFirstPaths has exceptions only, and no path without \"!\"."
            case .ruleFileTooLarge(let size, let limit):
                "_headers or _redirects has \(size) bytes; the limit is \(limit)."
            }
        self.init(.assetsInvalid, detail, next: "Correct the files or their rules, and upload again.")
    }

    static func assetSessionNotFound(_ id: AssetSession.ID) -> Refusal {
        Refusal(
            .assetSessionNotFound,
            "There is no upload of static files \(id), or it is over.",
            next: "Begin a new one; what was uploaded before need not be sent again."
        )
    }

    static func assetsMissing(_ count: Int, of id: AssetSession.ID) -> Refusal {
        Refusal(
            .assetsMissing,
            "The upload of static files \(id) lacks \(count) contents.",
            next: "Upload them, or begin a new upload to see which they are."
        )
    }
}
