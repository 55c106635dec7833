import HTTPModel
import NativeWire

/// Which version shall go.
struct DeletionForm: Sendable {
    /// The policy that leaves what refers to the version behind.
    static let dangling = "dangle"

    let stamp: FormStamp
    let version: Int
    /// Whether it shall go although something refers to it.
    let leavesDangling: Bool

    init(_ form: FormBody) throws(WireProblem) {
        stamp = try FormStamp(form)
        guard let version = form.text("version").flatMap(Int.init) else {
            throw .formMalformed("It names no version.")
        }
        self.version = version
        leavesDangling = form.text("policy") == Self.dangling
    }

    var query: HTTPQuery {
        HTTPQuery(leavesDangling ? [HTTPQuery.Item("policy", Self.dangling)] : [])
    }

    /// Tells the two forms apart.
    var key: String { stamp.key(for: "\(version)&\(leavesDangling)") }
}
