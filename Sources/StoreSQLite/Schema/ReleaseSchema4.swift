import SQLiteAccess

extension Schema {
    /// What is being done to flows, and which version their runs were started with.
    static let release4 = """
        -- One row per flow at most: it is the lock, too.
        CREATE TABLE flow_intent (
            id BLOB PRIMARY KEY,
            account BLOB NOT NULL REFERENCES account,
            name TEXT NOT NULL,
            -- What is done, as JSON.
            action TEXT NOT NULL,
            author TEXT NOT NULL,
            source TEXT NOT NULL,
            message TEXT,
            provenance TEXT,
            verbatim TEXT,
            opened_at INTEGER NOT NULL,
            UNIQUE (account, name)
        ) STRICT;

        CREATE TABLE flow_pickup (
            run BLOB PRIMARY KEY,
            workload BLOB NOT NULL,
            version BLOB NOT NULL,
            at INTEGER NOT NULL
        ) STRICT, WITHOUT ROWID;
        CREATE INDEX flow_pickup_version ON flow_pickup (version, at);
        CREATE INDEX flow_pickup_age ON flow_pickup (at);
        """
}
