import HTTPModel
import ReleaseCore

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
