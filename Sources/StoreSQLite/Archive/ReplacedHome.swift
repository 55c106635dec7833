import ReleaseCore
import ReleaseModel
import SQLiteAccess

/// What a restore carries forward from the store that it replaces.
struct ReplacedHome: Sendable {
    /// The highest epoch and revision that the store has had.
    private(set) var epoch = 0
    private(set) var revision = Revision.zero
    /// Whether the archive was made from this very store, so that its counters tell all that was issued since.
    private(set) var isArchived = false
    private(set) var numberFloor = 0
    private(set) var counters: [Counter] = []
    private(set) var revocations: [Revocation] = []
    private(set) var keyRevocations: [KeyRevocation] = []

    /// The highest number issued under a name.
    struct Counter: StoredRow {
        static let table = "counter"
        static let columns = "account, kind, name, highest"

        let account: Account.ID
        let kind: String
        let name: String
        let highest: Int

        init(_ row: inout Row) throws(StoreFailure) {
            account = try row.identifier()
            kind = try row.text()
            name = try row.text()
            highest = try row.integer()
        }
    }

    /// When a token was revoked.
    struct Revocation: StoredRow {
        static let table = "token"
        static let columns = "id, revoked_at"

        let token: AccessToken.ID
        let at: Int

        init(_ row: inout Row) throws(StoreFailure) {
            token = try row.identifier()
            at = try row.integer()
        }
    }

    /// When an access key was revoked.
    struct KeyRevocation: StoredRow {
        static let table = AccessKeyRow.table
        static let columns = "id, revoked_at"

        let key: String
        let at: Int

        init(_ row: inout Row) throws(StoreFailure) {
            key = try row.text()
            at = try row.integer()
        }
    }

    /// Reads a home in which an archive with this head is about to be restored.
    ///
    /// A store that cannot be read to the end tells nothing that could be relied on: this is then as empty as for a
    /// home without one.
    static func read(_ location: StoreLocation, archived: StoreHead) async -> ReplacedHome {
        guard FileSystem.exists(location.releases) else { return ReplacedHome() }
        let database = Database(label: "replaced")
        do {
            try await database.open(location.releases, access: .readOnly, schema: .release)
            let home = try await database.read("read replaced store") { (connection) throws(StoreFailure) in
                try ReplacedHome(connection, archived: archived)
            }
            await database.close()
            return home
        } catch {
            await database.close()
            return ReplacedHome()
        }
    }

    private init() {}

    private init(_ connection: borrowing Connection, archived: StoreHead) throws(StoreFailure) {
        let head = try connection.head()
        epoch = head.epoch
        revision = head.revision
        isArchived = try connection.hasPassed(archived)
        guard isArchived else { return }
        numberFloor = try connection.integer("SELECT max(number_floor) FROM epoch") ?? 0
        counters = try connection.all("")
        revocations = try connection.all("WHERE revoked_at IS NOT NULL")
        keyRevocations = try connection.all("WHERE revoked_at IS NOT NULL")
    }
}

extension Connection {
    /// Whether the log once stood at this head.
    fileprivate func hasPassed(_ head: StoreHead) throws(StoreFailure) -> Bool {
        let found = try integer(
            "SELECT 1 FROM revision WHERE number = ?1 AND chain = ?2",
            head.revision,
            head.chain
        )
        return found != nil
    }
}
