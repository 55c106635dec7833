import SQLiteAccess

extension Schema {
    /// The tables of `sluice.db`: the release facts, their log, and what authorises callers.
    ///
    /// Identities and digests are blobs, times milliseconds since 1970. Rows of deleted things stay, with the four
    /// `deleted_…` columns set; unique indexes on names cover only what is not deleted.
    static let release = Schema(steps: [release1, release2, release3, release4])

    private static let release1 = """
        CREATE TABLE account (
            id BLOB PRIMARY KEY,
            name TEXT NOT NULL UNIQUE
        ) STRICT, WITHOUT ROWID;

        -- Where the log stands: one row, updated last in every commit, so that revisions have no gaps.
        CREATE TABLE head (
            id INTEGER PRIMARY KEY CHECK (id = 1),
            epoch INTEGER NOT NULL,
            revision INTEGER NOT NULL,
            chain BLOB NOT NULL
        ) STRICT;

        -- One row per restore, and one for the beginning. The first revision of an epoch may leave a gap behind it.
        CREATE TABLE epoch (
            number INTEGER PRIMARY KEY,
            first_revision INTEGER NOT NULL,
            began_at INTEGER NOT NULL,
            -- Names without a counter count from here, because numbers may have been issued that were lost.
            number_floor INTEGER NOT NULL
        ) STRICT;

        CREATE TABLE revision (
            number INTEGER PRIMARY KEY,
            chain BLOB NOT NULL,
            at INTEGER NOT NULL
        ) STRICT;

        CREATE TABLE event (
            revision INTEGER NOT NULL REFERENCES revision,
            position INTEGER NOT NULL,
            kind TEXT NOT NULL,
            workload BLOB NOT NULL,
            digest BLOB NOT NULL,
            -- NULL once the content was erased; the chain needs the digest alone.
            body BLOB,
            PRIMARY KEY (revision, position)
        ) STRICT, WITHOUT ROWID;

        -- The highest version number issued under a name; it outlives the workload.
        CREATE TABLE counter (
            account BLOB NOT NULL REFERENCES account,
            kind TEXT NOT NULL,
            name TEXT NOT NULL,
            highest INTEGER NOT NULL,
            PRIMARY KEY (account, kind, name)
        ) STRICT, WITHOUT ROWID;

        CREATE TABLE workload (
            id BLOB PRIMARY KEY,
            account BLOB NOT NULL REFERENCES account,
            kind TEXT NOT NULL,
            name TEXT NOT NULL,
            created_at INTEGER NOT NULL,
            changed_revision INTEGER NOT NULL,
            deleted_at INTEGER,
            deleted_by TEXT,
            deleted_from TEXT,
            deleted_message TEXT
        ) STRICT, WITHOUT ROWID;
        CREATE UNIQUE INDEX workload_name ON workload (account, name, kind) WHERE deleted_at IS NULL;
        -- Hosts are one registry across accounts.
        CREATE UNIQUE INDEX workload_host ON workload (name) WHERE kind = 'worker' AND deleted_at IS NULL;
        CREATE INDEX workload_changed ON workload (changed_revision);

        CREATE TABLE snapshot (
            account BLOB NOT NULL REFERENCES account,
            digest BLOB NOT NULL,
            body BLOB NOT NULL,
            staged_at INTEGER NOT NULL,
            PRIMARY KEY (account, digest)
        ) STRICT;
        CREATE TABLE snapshot_blob (
            account BLOB NOT NULL,
            blob BLOB NOT NULL,
            snapshot BLOB NOT NULL,
            PRIMARY KEY (account, blob, snapshot),
            FOREIGN KEY (account, snapshot) REFERENCES snapshot (account, digest) ON DELETE CASCADE
        ) STRICT, WITHOUT ROWID;
        CREATE INDEX snapshot_blob_snapshot ON snapshot_blob (account, snapshot);

        CREATE TABLE version (
            id BLOB PRIMARY KEY,
            workload BLOB NOT NULL REFERENCES workload,
            number INTEGER NOT NULL,
            -- Not a reference: the content of a deleted version is erased, its digest stays.
            snapshot BLOB NOT NULL,
            author TEXT NOT NULL,
            source TEXT NOT NULL,
            message TEXT,
            tag TEXT,
            provenance TEXT,
            created_at INTEGER NOT NULL,
            deleted_at INTEGER,
            deleted_by TEXT,
            deleted_from TEXT,
            deleted_message TEXT,
            UNIQUE (workload, number)
        ) STRICT;
        -- All that routes need of versions, so that a million are read from here alone; without `deleted_at` among its
        -- columns SQLite would look into every row for the condition.
        CREATE INDEX version_live ON version (workload, number, id, snapshot, deleted_at) WHERE deleted_at IS NULL;
        CREATE INDEX version_snapshot ON version (snapshot);
        CREATE INDEX version_tag ON version (workload, tag) WHERE tag IS NOT NULL;

        CREATE TABLE alias (
            id BLOB PRIMARY KEY,
            workload BLOB NOT NULL REFERENCES workload,
            name TEXT NOT NULL,
            deployment BLOB REFERENCES deployment,
            affinity TEXT,
            deleted_at INTEGER,
            deleted_by TEXT,
            deleted_from TEXT,
            deleted_message TEXT
        ) STRICT, WITHOUT ROWID;
        CREATE UNIQUE INDEX alias_name ON alias (workload, name) WHERE deleted_at IS NULL;

        CREATE TABLE deployment (
            id BLOB PRIMARY KEY,
            workload BLOB NOT NULL REFERENCES workload,
            alias BLOB NOT NULL REFERENCES alias,
            sequence INTEGER NOT NULL,
            routing BLOB NOT NULL,
            origin TEXT NOT NULL,
            restores BLOB REFERENCES deployment,
            author TEXT NOT NULL,
            source TEXT NOT NULL,
            message TEXT,
            provenance TEXT,
            verbatim TEXT,
            created_at INTEGER NOT NULL,
            UNIQUE (alias, sequence)
        ) STRICT;

        CREATE TABLE setting (
            workload BLOB NOT NULL REFERENCES workload,
            name TEXT NOT NULL,
            value TEXT NOT NULL,
            revision INTEGER NOT NULL,
            PRIMARY KEY (workload, name)
        ) STRICT, WITHOUT ROWID;

        CREATE TABLE token (
            sequence INTEGER PRIMARY KEY,
            id BLOB NOT NULL UNIQUE,
            account BLOB NOT NULL REFERENCES account,
            owner TEXT NOT NULL,
            scopes TEXT NOT NULL,
            hash BLOB NOT NULL UNIQUE,
            created_at INTEGER NOT NULL,
            expires_at INTEGER,
            revoked_at INTEGER
        ) STRICT;
        CREATE INDEX token_account ON token (account, sequence);

        CREATE TABLE idempotency (
            principal BLOB NOT NULL,
            route TEXT NOT NULL,
            key TEXT NOT NULL,
            body_digest BLOB NOT NULL,
            reserved_at INTEGER NOT NULL,
            -- The change that carried it out; written with it, in one transaction.
            revision INTEGER,
            -- NULL while the request is being carried out, 0 where it was, but its answer was lost.
            status INTEGER,
            content_type TEXT,
            body BLOB,
            PRIMARY KEY (principal, route, key)
        ) STRICT;
        CREATE INDEX idempotency_age ON idempotency (reserved_at);
        """
}
