import HTTPModel
import NativeWire
import ReleaseCore
import ReleaseModel

/// Static files on their way to a version: a session tells what is missing, then come the files.
///
/// None of this changes what is released, so it takes neither `If-Match` nor `Idempotency-Key`: sending anything again
/// does no more than sending it once.
extension ControlAPI {
    /// The bytes of a manifest: as many as the most files with the longest paths may need.
    private static let maximumManifestBytes = AssetLimits.maximumFiles * (AssetLimits.maximumPathBytes + 128)

    /// Begins a session; the workload need not exist yet.
    func beginAssets(_ call: Call) async throws -> Answer {
        let name = try call.workloadName()
        guard name.kind == .worker else { throw Refusal.kindNotUploadable(name) }
        do {
            _ = try Workload.Name(name.name, kind: name.kind)
        } catch {
            throw ReleaseError.invalidName(error, of: name.kind.rawValue)
        }
        let body = try await call.body(upTo: Self.maximumManifestBytes)
        let manifest = try StrictJSON.decode(WireAssetManifest.self, from: body).checked()
        let session = try await assets.begin(manifest, for: name, at: environment.now())
        return try Answer(json: WireAssetSession(session), status: .created)
    }

    /// Takes a form whose parts are contents, each named by its hash.
    func receiveAssets(_ call: Call) async throws -> Answer {
        let name = try call.workloadName()
        let id = try Self.assetSession(call.parameters["session"])
        let begun = try await assets.receive([], in: id, of: call.account, at: environment.now())
        guard begun.workload == name else { throw ReleaseError.assetSessionNotFound(id) }
        let form = try await AssetForm(call, expecting: begun.manifest.sizes, blobs: plane.blobs)
        let session = try await assets.receive(form.assets, in: id, of: call.account, at: environment.now())
        return try Answer(json: WireAssetSession(session))
    }

    static func assetSession(_ text: String) throws -> AssetSession.ID {
        guard let id = AssetSession.ID(text) else {
            throw Refusal(
                .assetSessionNotFound,
                "There is no upload of static files \"\(text)\".",
                next: "Begin one, and name it as it was answered."
            )
        }
        return id
    }
}

extension WireAssetManifest {
    fileprivate func checked() throws -> AssetManifest {
        var entries: [AssetManifest.Entry] = []
        for file in files {
            guard AssetBundle.File.isWellFormed(file.path) else {
                throw ReleaseError.manifestInvalid(.path(file.path))
            }
            guard let hash = AssetHash(file.hash) else {
                throw Refusal(
                    .manifestInvalid,
                    "The hash of \"\(file.path)\" is \"\(file.hash)\".",
                    next: "Send the first \(AssetHash.digitCount) hexadecimal digits of the SHA-256 of its bytes."
                )
            }
            entries.append(AssetManifest.Entry(path: file.path, hash: hash, size: file.size))
        }
        do {
            return try AssetManifest(entries)
        } catch {
            throw ReleaseError.manifestInvalid(error)
        }
    }
}

extension WireAssetSession {
    fileprivate init(_ session: AssetSession) {
        self.init(
            session: session.id.description,
            missing: session.missing.map(\.text),
            expiresAt: Timestamp(session.expiresAt).description
        )
    }
}
