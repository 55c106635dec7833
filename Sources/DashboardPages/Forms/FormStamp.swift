import FoundationEssentials
import NativeWire
import ReleaseCore
import ReleaseModel

/// What a form was made from, carried along in hidden fields.
///
/// A change is made only while the workload is as it was when the form was made, and once however often the form is
/// sent.
struct FormStamp: Sendable, Hashable {
    /// The random bytes that tell one form from another.
    static let keyByteCount = 16
    /// The hexadecimal digits of a form's content that are part of its key.
    private static let contentDigits = 16

    /// The workload's last change.
    let revision: Int
    let key: String
    /// The number of the deployment that was in force on the alias that the form is about; 0 before the first.
    let deployment: Int
    /// The number of the newest version.
    let version: Int

    init(_ workload: WireWorkload, about alias: WireAlias?, randomBytes: (Int) -> [UInt8]) {
        revision = workload.revision
        key = Data(randomBytes(Self.keyByteCount)).base64EncodedString()
        deployment = alias?.deployment?.sequence ?? 0
        version = workload.newestVersion ?? 0
    }

    init(_ form: FormBody) throws(WireProblem) {
        guard let revision = form["revision"].flatMap(Int.init), let key = form["key"], !key.isEmpty else {
            throw .revisionMissing
        }
        self.revision = revision
        self.key = key
        deployment = form["deployment-seen"].flatMap(Int.init) ?? 0
        version = form["version-seen"].flatMap(Int.init) ?? 0
    }

    /// The key of a request: the same for the same content of the same form, and another once the content is edited.
    func key(for content: String) -> String {
        "\(key)-\(Digest(sha256: Array(content.utf8)).hex.prefix(Self.contentDigits))"
    }

    @HTMLBuilder var fields: HTML {
        Tag.input(.type("hidden"), .name("revision"), .value(String(revision)))
        Tag.input(.type("hidden"), .name("key"), .value(key))
        Tag.input(.type("hidden"), .name("deployment-seen"), .value(String(deployment)))
        Tag.input(.type("hidden"), .name("version-seen"), .value(String(version)))
    }
}
