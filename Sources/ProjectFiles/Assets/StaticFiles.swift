public import ReleaseModel

/// The static files of a project: all that lies in their folder, less what `.assetsignore` leaves out.
public struct StaticFiles: Sendable, Hashable {
    /// Sorted by path.
    public let files: [StaticFile]
    /// With the texts of `_headers` and `_redirects`.
    public let rules: AssetRules

    /// The files and folders that the search passes at most.
    static let searchLimit = 100_000

    /// Names, at the top of the folder, of files that say something about the others and are not served.
    static let headers = "_headers"
    static let redirects = "_redirects"
    static let ignore = ".assetsignore"

    /// Finds the files; `nil` for a project that has none.
    public init?(of project: WorkerProject) throws(ProjectError) {
        guard let settings = project.assets else { return nil }
        let search = try AssetSearch(settings, project: FilePath.folder(of: project.configurationFile))
        files = try search.files()
        rules = try settings.rules(
            headers: try Self.text(Self.headers, in: settings),
            redirects: try Self.text(Self.redirects, in: settings)
        )
    }

    /// In bytes.
    public var size: Int { files.reduce(0) { $0 + $1.size } }

    /// Returns the text of a file at the top of the folder; `nil` when there is none.
    static func text(_ name: String, in settings: AssetSettings) throws(ProjectError) -> String? {
        let path = FilePath.join(settings.folder, name)
        let bytes: [UInt8]
        do throws(RegularFile.Failure) {
            bytes = try RegularFile.read(path, limit: AssetRules.maximumRuleFileSize)
        } catch .notFound {
            return nil
        } catch {
            throw ProjectError(
                .assetUnreadable,
                at: SourcePlace(file: path),
                reason: "\(name) cannot be read: \(error.reason)",
                advice: "Check it and its permissions"
            )
        }
        guard let text = String(validating: bytes, as: UTF8.self) else {
            throw ProjectError(
                .assetUnreadable,
                at: SourcePlace(file: path),
                reason: "\(name) is not text in UTF-8",
                advice: "Save it as UTF-8"
            )
        }
        return text
    }
}

extension AssetSettings {
    fileprivate func rules(headers: String?, redirects: String?) throws(ProjectError) -> AssetRules {
        do throws(InvalidAssets) {
            return try AssetRules(
                htmlHandling: rules.htmlHandling,
                notFoundHandling: rules.notFoundHandling,
                workerFirst: rules.workerFirst,
                headers: headers,
                redirects: redirects
            )
        } catch {
            throw ProjectError(
                .assetTooLarge,
                at: place,
                reason: "_headers or _redirects is larger than \(AssetRules.maximumRuleFileSize) bytes",
                advice: "Join rules by * and placeholders"
            )
        }
    }
}
