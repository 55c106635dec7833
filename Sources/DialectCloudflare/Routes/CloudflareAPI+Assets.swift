import FoundationEssentials
import HTTPModel
import ReleaseCore
import ReleaseModel

/// Uploads of static files: a session that tells what is missing, and then the files, under the session's own token.
extension CloudflareAPI {
    /// The bytes of files that a client is asked to send at once, unless a single one is larger.
    private static let bucketBytes = 40 << 20
    /// The files that a client is asked to send at once.
    private static let bucketFiles = 500
    /// The bytes of a manifest: as many as the most files with the longest paths may need.
    private static let maximumManifestBytes = AssetLimits.maximumFiles * (AssetLimits.maximumPathBytes + 128)

    static func addAssetRoutes(_ table: inout EndpointTable) {
        table.worker(.post, "/assets-upload-session", Endpoint(.upload, CloudflareAPI.beginAssets))
        table.account(.post, "/workers/assets/upload", .assetUpload { api, call in try await api.receiveAssets(call) })
    }

    /// Lets in whoever shows the token of a session of the account that the path names.
    func assetCall(_ request: HTTPRequest, _ parameters: RouteParameters) throws -> AssetCall {
        guard let text = try Credentials.bearer(of: request) else {
            throw CloudflareError.authenticationFailed("the request has no credentials")
        }
        guard let token = AssetToken(text, authenticate: environment.authenticate) else {
            throw CloudflareError.authenticationFailed("the token is none of an upload of assets")
        }
        guard Account.ID(digits: parameters["account"]) == token.account else {
            throw CloudflareError.accountForbidden(parameters["account"])
        }
        return AssetCall(request: request, session: token.session, account: token.account)
    }

    /// The worker need not exist yet.
    @Sendable
    private func beginAssets(_ call: Call) async throws -> Answer {
        try checkName(call.worker.name)
        let document = try JSONValue(parsing: try await call.request.body.collect(upTo: Self.maximumManifestBytes))
        let manifest = try Self.manifest(document["manifest"])
        let session = try await assets.begin(manifest, for: call.worker, at: environment.now())
        let buckets = Self.buckets(session).map { JSONValue($0.map(\.text)) }
        return .result(["jwt": .string(token(of: session)), "buckets": .array(buckets)])
    }

    /// Answers the token for the upload of the version once nothing is missing.
    private func receiveAssets(_ call: AssetCall) async throws -> Answer {
        let begun = try await assets.receive([], in: call.session, of: call.account, at: environment.now())
        let form = try await AssetForm(call, expecting: begun.manifest.sizes, blobs: plane.blobs)
        let session = try await assets.receive(form.assets, in: call.session, of: call.account, at: environment.now())
        guard session.missing.isEmpty else { return .result([:], status: .accepted) }
        return .result(["jwt": .string(token(of: session))], status: .created)
    }

    private func token(of session: AssetSession) -> String {
        AssetToken(session).text(authenticate: environment.authenticate)
    }

    private static func manifest(_ document: JSONValue?) throws -> AssetManifest {
        guard let members = document?.object else {
            throw CloudflareError.manifestInvalid("it is no object of paths")
        }
        var entries: [AssetManifest.Entry] = []
        for (path, member) in members {
            guard AssetBundle.File.isWellFormed(path) else {
                throw CloudflareError.manifestInvalid("\"\(path)\" is no path from the root")
            }
            guard let hash = member["hash"]?.string.flatMap(AssetHash.init), let size = member["size"]?.integer else {
                throw CloudflareError.manifestInvalid(
                    "\"\(path)\" needs a hash of \(AssetHash.digitCount) hexadecimal digits and a size in bytes"
                )
            }
            entries.append(AssetManifest.Entry(path: path, hash: hash, size: size))
        }
        do {
            return try AssetManifest(entries)
        } catch {
            throw ReleaseError.manifestInvalid(error)
        }
    }

    /// What is missing, in portions that clients send side by side.
    private static func buckets(_ session: AssetSession) -> [[AssetHash]] {
        let sizes = session.manifest.sizes
        var buckets: [[AssetHash]] = []
        var bytes = 0
        for hash in session.missing {
            let size = sizes[hash] ?? 0
            if let last = buckets.last, last.count < bucketFiles, bytes + size <= bucketBytes {
                buckets[buckets.count - 1].append(hash)
                bytes += size
            } else {
                buckets.append([hash])
                bytes = size
            }
        }
        return buckets
    }
}
