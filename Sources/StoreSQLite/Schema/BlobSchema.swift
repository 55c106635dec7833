import SQLiteAccess

extension Schema {
    /// The tables of `blobs.db`: the bytes of modules by account and digest.
    static let blobs = Schema(steps: [blobs1])

    private static let blobs1 = """
        CREATE TABLE blob (
            id INTEGER PRIMARY KEY,
            account BLOB NOT NULL,
            -- NULL while the blob is on its way in.
            digest BLOB,
            size INTEGER NOT NULL,
            -- When it came in or was last asked for by an upload, in milliseconds since 1970.
            wanted_at INTEGER NOT NULL,
            UNIQUE (account, digest)
        ) STRICT;
        CREATE INDEX blob_unfinished ON blob (id) WHERE digest IS NULL;

        -- Each chunk is one zstd frame; all but a blob's last hold 1 MiB of its bytes.
        CREATE TABLE chunk (
            blob INTEGER NOT NULL REFERENCES blob ON DELETE CASCADE,
            position INTEGER NOT NULL,
            bytes BLOB NOT NULL,
            PRIMARY KEY (blob, position)
        ) STRICT;
        """
}
