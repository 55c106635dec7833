import SQLiteAccess

extension Schema {
    /// The part of schema 3 that holds what is set of accounts.
    static let accountSettings3 = """
        CREATE TABLE account_setting (
            account BLOB NOT NULL REFERENCES account,
            name TEXT NOT NULL,
            state TEXT NOT NULL,
            PRIMARY KEY (account, name)
        ) STRICT, WITHOUT ROWID;
        """
}
