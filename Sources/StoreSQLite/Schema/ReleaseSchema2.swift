import SQLiteAccess

extension Schema {
    /// Triggers, sealed secrets, uploads of static files, what dialects read back of versions, and deployments that
    /// lists leave out.
    static let release2 = """
        ALTER TABLE version ADD COLUMN verbatim TEXT;
        ALTER TABLE version ADD COLUMN exports TEXT;
        ALTER TABLE deployment ADD COLUMN hidden_at INTEGER;

        -- What content consists of (1 code, 2 static files); versions repeat it for the routes, which do not read content.
        ALTER TABLE snapshot ADD COLUMN parts INTEGER NOT NULL DEFAULT 1;
        ALTER TABLE version ADD COLUMN parts INTEGER NOT NULL DEFAULT 1;
        DROP INDEX version_live;
        CREATE INDEX version_live ON version (workload, number, id, snapshot, parts, deleted_at)
            WHERE deleted_at IS NULL;

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
        CREATE INDEX secret_fingerprint ON secret (account, fingerprint);

        CREATE TABLE snapshot_secret (
            account BLOB NOT NULL,
            fingerprint BLOB NOT NULL,
            snapshot BLOB NOT NULL,
            PRIMARY KEY (account, fingerprint, snapshot),
            FOREIGN KEY (account, snapshot) REFERENCES snapshot (account, digest) ON DELETE CASCADE
        ) STRICT, WITHOUT ROWID;
        CREATE INDEX snapshot_secret_snapshot ON snapshot_secret (account, snapshot);

        -- Which blob holds what a client calls by a hash of its own.
        CREATE TABLE asset_hash (
            id INTEGER PRIMARY KEY,
            account BLOB NOT NULL REFERENCES account,
            hash TEXT NOT NULL,
            blob BLOB NOT NULL,
            size INTEGER NOT NULL,
            content_type TEXT,
            UNIQUE (account, hash)
        ) STRICT;
        CREATE TABLE asset_session (
            id BLOB PRIMARY KEY,
            account BLOB NOT NULL REFERENCES account,
            kind TEXT NOT NULL,
            -- A name, since the workload may be made by what uses the session.
            workload TEXT NOT NULL,
            manifest BLOB NOT NULL,
            expires_at INTEGER NOT NULL,
            completed_at INTEGER
        ) STRICT;
        CREATE INDEX asset_session_expiry ON asset_session (expires_at);
        CREATE INDEX asset_session_account ON asset_session (account, expires_at);
        """
}
