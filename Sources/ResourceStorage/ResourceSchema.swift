public import SQLiteAccess

extension ResourceStore {
    /// The schema of the file, for whoever archives it.
    public static let schema = Schema.resources
    /// The names of all its tables.
    public static let tables = ["kv_namespace", "kv_pair"]
}

extension Schema {
    /// The tables of `resources.db`.
    ///
    /// Identities are blobs; times are milliseconds since 1970, but expirations whole seconds, as clients give them.
    static let resources = Schema(steps: [resources1])

    private static let resources1 = """
        CREATE TABLE kv_namespace (
            number INTEGER PRIMARY KEY,
            id BLOB NOT NULL UNIQUE,
            account BLOB NOT NULL,
            title TEXT NOT NULL,
            created_at INTEGER NOT NULL,
            -- Nobody sees a deleted namespace; its row stays until its pairs are swept away.
            deleted_at INTEGER
        ) STRICT;
        CREATE UNIQUE INDEX kv_namespace_title ON kv_namespace (account, title) WHERE deleted_at IS NULL;
        CREATE INDEX kv_namespace_deleted ON kv_namespace (number) WHERE deleted_at IS NOT NULL;

        CREATE TABLE kv_pair (
            id INTEGER PRIMARY KEY,
            namespace INTEGER NOT NULL REFERENCES kv_namespace,
            -- UTF-8, as a blob: keys are ordered by their bytes, and so are prefixes and cursors.
            key BLOB NOT NULL,
            expires_at INTEGER,
            -- JSON.
            metadata TEXT,
            -- The last column, so that a list never reads the pages of large values.
            value BLOB NOT NULL,
            UNIQUE (namespace, key)
        ) STRICT;
        CREATE INDEX kv_pair_expiry ON kv_pair (expires_at) WHERE expires_at IS NOT NULL;
        """
}
