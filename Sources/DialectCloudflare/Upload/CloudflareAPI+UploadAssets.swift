import HTTPModel
import ReleaseCore
import ReleaseModel
import StaticAssets

extension CloudflareAPI {
    /// The most lines of rules that one refusal tells of.
    private static let maximumProblemsTold = 10

    /// The static files of a new version: those of a completed session, or, if asked, those of the version before.
    ///
    /// Files kept without a word about rules keep their rules as well.
    func assets(of metadata: UploadMetadata, _ call: Call) async throws -> AssetBundle? {
        let keeps = metadata.document["keep_assets"]?.bool == true
        let kept = keeps ? try await newestAssets(of: call.worker) : nil
        guard let document = metadata.document["assets"] else { return kept }
        let files: [AssetBundle.File]
        if let token = document["jwt"]?.string {
            files = try await uploadedFiles(token, call)
        } else if let kept {
            files = kept.files
        } else {
            throw CloudflareError.validation("assets.jwt is missing: it is what the upload of the files answered.")
        }
        let config = document["config"]
        let rules = try config == nil && kept != nil ? kept?.rules : AssetRules(config ?? [:])
        let bundle = try AssetBundle(files: files, rules: rules ?? AssetRules())
        try Self.checkRules(of: bundle)
        return bundle
    }

    private func uploadedFiles(_ token: String, _ call: Call) async throws -> [AssetBundle.File] {
        guard let token = AssetToken(token, authenticate: environment.authenticate), token.account == call.account
        else {
            throw CloudflareError.assetTokenUnknown
        }
        let uploaded = try await assets.complete(token.session, for: call.worker, at: environment.now())
        return try uploaded.map { try $0.file() }
    }

    private func newestAssets(of name: WorkloadName) async throws -> AssetBundle? {
        guard let worker = try await plane.store.workload(name), let newest = try await newestVersion(of: worker) else {
            return nil
        }
        return try await plane.content(of: newest, in: worker).components.first?.assets
    }

    /// Refuses rules of which a line would be ignored: whoever wrote it meant something by it.
    private static func checkRules(of bundle: AssetBundle) throws {
        let problems = bundle.rules.problems
        guard let first = problems.first else { return }
        let lines = problems.prefix(maximumProblemsTold).map { "Line \($0.line) of \($0.file.rawValue): \($0.reason)." }
        let text = "Invalid \(first.file.rawValue) configuration:\n" + lines.joined(separator: "\n")
        let untold = problems.count - lines.count
        throw CloudflareError.validation(untold > 0 ? text + "\nand \(untold) more." : text)
    }
}
