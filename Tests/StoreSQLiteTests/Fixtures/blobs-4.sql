PRAGMA foreign_keys=OFF;
BEGIN TRANSACTION;
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
INSERT INTO blob VALUES(1,X'89020cbc252643348a5817599fdb5b34',X'a7937b64b8caa58f03721bb6bacf5c78cb235febe0e70b1b84cd99541461a08e',5,1800000000000);
INSERT INTO blob VALUES(2,X'89020cbc252643348a5817599fdb5b34',X'16367aacb67a4a017c8da8ab95682ccb390863780f7114dda0a0e0c55644c7c4',6,1800000000000);
CREATE TABLE chunk (
    blob INTEGER NOT NULL REFERENCES blob ON DELETE CASCADE,
    position INTEGER NOT NULL,
    bytes BLOB NOT NULL,
    PRIMARY KEY (blob, position)
) STRICT;
INSERT INTO chunk VALUES(1,0,X'28b52ffd20052900006669727374');
INSERT INTO chunk VALUES(2,0,X'28b52ffd20063100007365636f6e64');
CREATE INDEX blob_unfinished ON blob (id) WHERE digest IS NULL;
COMMIT;
PRAGMA user_version = 1;
