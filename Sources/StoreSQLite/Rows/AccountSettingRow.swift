import ReleaseCore
import SQLiteAccess

/// What is set of an account, as it is stored.
struct AccountSettingRow: StoredRow {
    static let table = "account_setting"
    static let columns = "state"

    let state: AccountSetting.State

    init(_ row: inout Row) throws(StoreFailure) {
        guard let state = AccountSetting.State(rawValue: try row.text()) else { throw row.corrupt }
        self.state = state
    }
}
