import SQLiteAccess

extension Schema {
    /// What services and their functions need, access keys, and settings of accounts.
    static let release3 = [services3, accessKeys3, accountSettings3].joined(separator: "\n")

    /// Drafts, settings of parts of a workload, triggers that lead to drafts and carry documents, descriptions of
    /// aliases.
    private static let services3 = """
        CREATE TABLE draft (
            workload BLOB PRIMARY KEY REFERENCES workload,
            snapshot BLOB NOT NULL,
            parts INTEGER NOT NULL,
            verbatim TEXT,
            saved_at INTEGER NOT NULL
        ) STRICT, WITHOUT ROWID;
        CREATE INDEX draft_snapshot ON draft (snapshot);

        ALTER TABLE alias ADD COLUMN description TEXT NOT NULL DEFAULT '';
        ALTER TABLE alias ADD COLUMN created_at INTEGER NOT NULL DEFAULT 0;
        UPDATE alias SET created_at = coalesce(
            (SELECT min(created_at) FROM deployment WHERE deployment.alias = alias.id),
            (SELECT created_at FROM workload WHERE workload.id = alias.workload)
        );

        ALTER TABLE setting RENAME TO setting_2;
        CREATE TABLE setting (
            workload BLOB NOT NULL REFERENCES workload,
            name TEXT NOT NULL,
            -- What of the workload it is about; empty for all of it.
            target TEXT NOT NULL,
            component TEXT NOT NULL,
            value TEXT NOT NULL,
            revision INTEGER NOT NULL,
            PRIMARY KEY (workload, name, target, component)
        ) STRICT, WITHOUT ROWID;
        INSERT INTO setting SELECT workload, name, '', '', value, revision FROM setting_2;
        DROP TABLE setting_2;

        DROP INDEX trigger_taken;
        DROP INDEX trigger_text;
        ALTER TABLE trigger_source RENAME TO trigger_source_2;
        CREATE TABLE trigger_source (
            id BLOB PRIMARY KEY,
            workload BLOB NOT NULL REFERENCES workload,
            kind TEXT NOT NULL,
            text TEXT NOT NULL,
            -- An alias's name, or a version's id; without both it leads to the draft.
            alias TEXT,
            version BLOB,
            component TEXT NOT NULL,
            document TEXT,
            created_at INTEGER NOT NULL,
            UNIQUE (workload, kind, text),
            CHECK (alias IS NULL OR version IS NULL)
        ) STRICT;
        INSERT INTO trigger_source (id, workload, kind, text, alias, version, component, created_at)
            SELECT id, workload, kind, text, alias, version, component, created_at FROM trigger_source_2;
        DROP TABLE trigger_source_2;
        -- Hosts, labels of hosts and routes are one registry across accounts.
        CREATE UNIQUE INDEX trigger_taken ON trigger_source (kind, text) WHERE kind IN ('host', 'route', 'http', 'domain-path');
        CREATE INDEX trigger_text ON trigger_source (kind, text);
        """
}
