import ReleaseCore
import ReleaseModel
import SQLiteAccess

/// A secret as it is stored.
struct SecretRow: StoredRow {
    static let table = "secret"
    static let columns = "fingerprint, account, kind, workload, name, key, sealed"

    let fingerprint: Digest
    let place: SecretPlace
    let sealed: SealedText

    init(_ row: inout Row) throws(StoreFailure) {
        fingerprint = try row.digest()
        let account: Account.ID = try row.identifier()
        guard let kind = Workload.Kind(rawValue: try row.text()) else { throw row.corrupt }
        let workload = WorkloadName(account: account, kind: kind, name: try row.text())
        place = SecretPlace(try row.text(), of: workload)
        sealed = SealedText(key: try row.text(), bytes: try row.bytes())
    }

    /// Opens the text, and makes sure that it is the one of this fingerprint and no other that was sealed at its place.
    func text(_ keys: KeyRing) throws(ReleaseError) -> String {
        let text: String
        do throws(KeyRing.Refusal) {
            text = try keys.open(sealed, at: place)
        } catch {
            switch error {
            case .keyMissing: throw .secretUnreadable(place)
            case .forged: throw .storeCorrupt(what: place.description, cause: "it was not sealed here")
            }
        }
        guard keys.fingerprint(of: text, at: place) == fingerprint else {
            throw .storeCorrupt(what: place.description, cause: "its text has another fingerprint")
        }
        return text
    }
}
