import HTTPModel
import ReleaseCore
import ReleaseModel

/// Static files that cannot become part of a version.
extension CloudflareError {
    static func manifestInvalid(_ reason: String) -> CloudflareError {
        CloudflareError(.badRequest, 10_304, "The asset manifest is invalid: \(reason).")
    }

    static let assetTokenUnknown = CloudflareError(
        .notFound,
        10_343,
        "The asset manifest was not found: assets.jwt is not the token of a completed upload of this account. "
            + "Upload the assets again."
    )

    static func assetsMissing(binding: String) -> CloudflareError {
        CloudflareError(
            .badRequest,
            10_305,
            "Cannot use an assets binding (\(binding)) without uploading assets: name a directory of assets, or remove "
                + "the binding."
        )
    }

    init(_ invalid: InvalidManifest) {
        self =
            switch invalid {
            case .tooManyFiles(let count, let limit): .manifestInvalid("\(count) files; the limit is \(limit)")
            case .path(let path): .manifestInvalid("the path \"\(path)\" is empty or too long")
            case .pathRepeated(let path): .manifestInvalid("\"\(path)\" is there twice")
            case .fileSize(let path, let size, let limit):
                .manifestInvalid("\"\(path)\" has \(size) bytes; the limit is \(limit)")
            case .hashAmbiguous(let hash): .manifestInvalid("files with the hash \(hash) differ in size")
            case .hashUnknown(let hash): .manifestInvalid("it has no hash \(hash), or that was sent twice")
            case .sizeWrong(let hash, let size, let expected):
                .manifestInvalid("what came for \(hash) has \(size) bytes or more instead of \(expected)")
            case .contentType(let hash): .manifestInvalid("the content type of \(hash) is no media type")
            }
    }

    init(_ invalid: InvalidAssets) {
        self =
            switch invalid {
            case .filePath(let path): .manifestInvalid("\"\(path)\" is no path from the root")
            case .fileRepeated(let path): .manifestInvalid("\"\(path)\" is there twice")
            case .tooManyFiles(let count, let limit): .manifestInvalid("\(count) files; the limit is \(limit)")
            case .fileSize(let path, let size, let limit):
                .manifestInvalid("\"\(path)\" has \(size) bytes; the limit is \(limit)")
            case .contentType(let path): .manifestInvalid("the content type of \"\(path)\" is no media type")
            case .tooManyWorkerFirstPaths(let count, let limit):
                .validation("assets.config.run_worker_first has \(count) paths; the limit is \(limit).")
            case .workerFirstPath(let path):
                .validation(
                    "\"\(path)\" in assets.config.run_worker_first does not begin with / or !/, or is longer than "
                        + "\(AssetRules.maximumWorkerFirstPathLength) bytes."
                )
            case .onlyNegativeWorkerFirstPaths:
                .validation("assets.config.run_worker_first has exceptions only: name a path without \"!\".")
            case .ruleFileTooLarge(let size, let limit):
                .validation("_headers or _redirects has \(size) bytes; the limit is \(limit).")
            }
    }
}
