import HTTPModel
import NativeWire

/// Which versions shall have how much of the traffic, as somebody typed it.
struct DeployForm: Sendable {
    /// What the names of the fields begin with; the version's number follows.
    static let sharePrefix = "share-"

    struct Share: Sendable, Hashable {
        let version: Int
        /// Empty for a version that is not part of the split.
        let percentage: String
    }

    let stamp: FormStamp
    let shares: [Share]
    let message: String?

    init(_ form: FormBody) throws(WireProblem) {
        stamp = try FormStamp(form)
        shares = form.fields.items.compactMap { item in
            guard item.name.hasPrefix(Self.sharePrefix), let number = Int(item.name.dropFirst(Self.sharePrefix.count))
            else { return nil }
            return Share(version: number, percentage: FormBody.trimmed(item.value))
        }
        message = form.text("message")
    }

    var request: WireDeploymentRequest {
        let asked = shares.filter { !$0.percentage.isEmpty }
        return WireDeploymentRequest(
            shares: asked.map { .init(version: String($0.version), percentage: $0.percentage) },
            message: message
        )
    }

    /// Tells edited forms apart.
    var key: String {
        let asked = shares.map { "\($0.version)=\($0.percentage)" }.joined(separator: "&")
        return stamp.key(for: "\(asked)&\(message ?? "")")
    }
}
