import SQLiteAccess

extension Schema {
    /// The part of schema 3 that holds access keys.
    static let accessKeys3 = """
        CREATE TABLE access_key (
            sequence INTEGER PRIMARY KEY,
            id TEXT NOT NULL UNIQUE,
            account BLOB NOT NULL REFERENCES account,
            owner TEXT NOT NULL,
            scopes TEXT NOT NULL,
            -- Which key of the ring sealed the secret, and the sealed secret.
            key TEXT NOT NULL,
            sealed BLOB NOT NULL,
            created_at INTEGER NOT NULL,
            revoked_at INTEGER
        ) STRICT;
        CREATE INDEX access_key_account ON access_key (account, sequence);
        """
}
