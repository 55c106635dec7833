import SQLiteAccess

extension Schema {
    /// Triggers, sealed secrets, what dialects read back of versions, and deployments that lists leave out.
    static let release2 = """
        ALTER TABLE version ADD COLUMN verbatim TEXT;
        ALTER TABLE version ADD COLUMN exports TEXT;
        ALTER TABLE deployment ADD COLUMN hidden_at INTEGER;

        CREATE TABLE trigger_source (
            id BLOB PRIMARY KEY,
            workload BLOB NOT NULL REFERENCES workload,
            kind TEXT NOT NULL,
            text TEXT NOT NULL,
            -- An alias's name, or a version's id.
            alias TEXT,
            version BLOB,
            component TEXT NOT NULL,
            created_at INTEGER NOT NULL,
            UNIQUE (workload, kind, text),
            CHECK ((alias IS NULL) <> (version IS NULL))
        ) STRICT;
        -- Hosts and routes are one registry across accounts.
        CREATE UNIQUE INDEX trigger_taken ON trigger_source (kind, text) WHERE kind IN ('host', 'route');
        CREATE INDEX trigger_text ON trigger_source (kind, text);

        -- Texts of secrets, sealed; versions hold the fingerprints alone.
        CREATE TABLE secret (
            account BLOB NOT NULL REFERENCES account,
            kind TEXT NOT NULL,
            workload TEXT NOT NULL,
            name TEXT NOT NULL,
            fingerprint BLOB NOT NULL,
            key TEXT NOT NULL,
            sealed BLOB NOT NULL,
            sealed_at INTEGER NOT NULL,
            PRIMARY KEY (account, kind, workload, name, fingerprint)
        ) STRICT, WITHOUT ROWID;
        """
}
