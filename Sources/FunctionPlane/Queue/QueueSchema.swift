public import SQLiteAccess

extension InvocationStore {
    /// The schema of the file, for whoever archives it.
    public static let schema = Schema.functions
    /// The names of all its tables.
    public static let tables = ["invocation", "invocation_event", "timer"]
}

extension Schema {
    /// The tables of `functions.db`.
    ///
    /// Identities are blobs; times are milliseconds since 1970; states are ``InvocationStatus``.
    static let functions = Schema(steps: [functions1])

    private static let functions1 = """
        CREATE TABLE invocation (
            number INTEGER PRIMARY KEY,
            account BLOB NOT NULL,
            workload BLOB NOT NULL,
            service TEXT NOT NULL,
            function TEXT NOT NULL,
            qualifier TEXT NOT NULL,
            -- What was drawn when it was accepted; NULL for the head.
            version BLOB,
            request_id TEXT NOT NULL,
            -- Of those that can be looked at and stopped; they stay for a while after their end.
            invocation_id TEXT,
            status INTEGER NOT NULL,
            attempts INTEGER NOT NULL,
            retries INTEGER NOT NULL,
            -- How many calls have led to one another, this one included.
            depth INTEGER NOT NULL,
            accepted_at INTEGER NOT NULL,
            due_at INTEGER NOT NULL,
            expires_at INTEGER NOT NULL,
            ended_at INTEGER,
            duration INTEGER,
            on_success TEXT,
            on_failure TEXT,
            instance TEXT,
            error TEXT,
            result BLOB,
            size INTEGER NOT NULL,
            -- The last column, so that a list never reads the pages of large values.
            payload BLOB NOT NULL
        ) STRICT;
        CREATE INDEX invocation_due ON invocation (due_at) WHERE status IN (0, 2);
        CREATE INDEX invocation_ended ON invocation (ended_at) WHERE ended_at IS NOT NULL;
        CREATE UNIQUE INDEX invocation_name ON invocation (workload, function, invocation_id)
            WHERE invocation_id IS NOT NULL;

        CREATE TABLE invocation_event (
            invocation INTEGER NOT NULL REFERENCES invocation ON DELETE CASCADE,
            number INTEGER NOT NULL,
            status INTEGER NOT NULL,
            at INTEGER NOT NULL,
            detail TEXT NOT NULL,
            PRIMARY KEY (invocation, number)
        ) STRICT, WITHOUT ROWID;

        CREATE TABLE timer (
            trigger BLOB PRIMARY KEY,
            fired_at INTEGER NOT NULL
        ) STRICT, WITHOUT ROWID;
        """
}
