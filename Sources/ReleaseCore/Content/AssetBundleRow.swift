import ReleaseModel

/// The stored form of a component's static files.
struct AssetBundleRow: Codable {
    let files: [FileRow]
    let htmlHandling: String
    let notFoundHandling: String
    /// `never`, `always` or `paths`.
    let workerFirst: String
    let workerFirstPaths: [String]?
    let headers: String?
    let redirects: String?

    struct FileRow: Codable {
        let path: String
        let digest: String
        let size: Int
        let type: String?
    }

    init(_ bundle: AssetBundle) {
        files = bundle.files.map { file in
            FileRow(path: file.path, digest: file.digest.hex, size: file.size, type: file.contentType)
        }
        let rules = bundle.rules
        htmlHandling = rules.htmlHandling.rawValue
        notFoundHandling = rules.notFoundHandling.rawValue
        (workerFirst, workerFirstPaths) =
            switch rules.workerFirst {
            case .never: ("never", nil)
            case .always: ("always", nil)
            case .paths(let paths): ("paths", paths)
            }
        headers = rules.headers
        redirects = rules.redirects
    }

    func bundle() throws -> AssetBundle {
        guard let htmlHandling = AssetRules.HTMLHandling(rawValue: htmlHandling),
            let notFoundHandling = AssetRules.NotFoundHandling(rawValue: notFoundHandling)
        else { throw RowMismatch() }
        return try AssetBundle(
            files: files.map { try $0.file() },
            rules: AssetRules(
                htmlHandling: htmlHandling,
                notFoundHandling: notFoundHandling,
                workerFirst: storedWorkerFirst(),
                headers: headers,
                redirects: redirects
            )
        )
    }

    private func storedWorkerFirst() throws -> AssetRules.WorkerFirst {
        switch (workerFirst, workerFirstPaths) {
        case ("never", nil): return .never
        case ("always", nil): return .always
        case ("paths", let paths?): return .paths(paths)
        default: throw RowMismatch()
        }
    }
}

extension AssetBundleRow.FileRow {
    fileprivate func file() throws -> AssetBundle.File {
        guard let digest = Digest(hex: digest) else { throw RowMismatch() }
        return try AssetBundle.File(path: path, digest: digest, size: size, contentType: type)
    }
}
