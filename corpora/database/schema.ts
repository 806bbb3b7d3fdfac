/**
 * The tables of a project file, and how one version of it becomes the next.
 *
 * One file holds one corpus and any number of runs. The assignments are the truth of a run: every
 * count can be rebuilt from them, so `derived` holds only what makes inspecting quick, and may be
 * missing.
 */

/** "gibn": written into the SQLite header, so that other files are told from ours. */
export const applicationId = 0x67_69_62_6e;

/** Set before the first table is made: large pages write and read long blobs faster. */
export const pageSize = 16_384;

/** `migrations[v]` takes a file from version v to version v + 1. */
export const migrations: readonly string[] = [
  `
  -- One row. Numbers, settings and the report of the import, as JSON.
  CREATE TABLE corpus (
    id INTEGER PRIMARY KEY CHECK (id = 0),
    fingerprint TEXT NOT NULL,           -- SHA-256 of tokens, vocabulary and document order
    num_documents INTEGER NOT NULL,
    num_words INTEGER NOT NULL,
    num_tokens INTEGER NOT NULL,
    settings TEXT NOT NULL,
    report TEXT NOT NULL,
    created TEXT NOT NULL
  );
  -- Documents never change their number; an empty one stays, with no tokens. How many tokens a
  -- document has stands in token_chunks.lengths alone, so that the words can be prepared again
  -- without touching the documents.
  CREATE TABLE documents (
    id INTEGER PRIMARY KEY,              -- 0 to D - 1
    name TEXT NOT NULL,
    label TEXT,
    metadata TEXT,                       -- JSON object or null
    parent INTEGER REFERENCES parents (id),  -- the long document that this is a piece of
    part INTEGER                         -- which piece, from 0
  );
  -- Long documents that were cut into pieces; the pieces' texts, joined, are the whole text.
  CREATE TABLE parents (
    id INTEGER PRIMARY KEY,
    name TEXT NOT NULL,
    first_document INTEGER NOT NULL,     -- its pieces are consecutive documents
    num_parts INTEGER NOT NULL
  );
  -- Original text; no row for counts, or where texts were not kept.
  CREATE TABLE texts (document INTEGER PRIMARY KEY REFERENCES documents (id), text TEXT NOT NULL);
  -- Runs of consecutive documents, up to about a megabyte of word ids each.
  CREATE TABLE token_chunks (
    chunk INTEGER PRIMARY KEY,           -- 0, 1, 2, ...
    first_document INTEGER NOT NULL,
    num_documents INTEGER NOT NULL,
    num_tokens INTEGER NOT NULL,
    lengths BLOB NOT NULL,               -- uint32 per document
    words BLOB NOT NULL,                 -- uint32 word id per token
    spans BLOB                           -- place of each token in its text; null for counts
  );
  CREATE TABLE words (
    id INTEGER PRIMARY KEY,              -- 0 to V - 1
    word TEXT NOT NULL UNIQUE,           -- what a person sees (with stemming: the commonest form)
    stem TEXT,                           -- what was counted, where it differs
    num_documents INTEGER NOT NULL,      -- documents that contain it
    num_tokens INTEGER NOT NULL
  );
  CREATE TABLE runs (
    id INTEGER PRIMARY KEY,
    name TEXT NOT NULL UNIQUE,
    fingerprint TEXT NOT NULL,           -- of the corpus it was trained on
    settings TEXT NOT NULL,              -- JSON: what decides the run
    state TEXT NOT NULL,                 -- running, stopped, done
    num_sweeps INTEGER NOT NULL,         -- the total that was asked for
    created TEXT NOT NULL
  );
  CREATE TABLE measurements (
    run INTEGER NOT NULL REFERENCES runs (id) ON DELETE CASCADE,
    sweep INTEGER NOT NULL,
    log_likelihood_per_token REAL NOT NULL,
    tokens_per_second REAL,
    seconds REAL NOT NULL,               -- of training since the run began
    PRIMARY KEY (run, sweep)
  ) WITHOUT ROWID;
  CREATE TABLE checkpoints (
    id INTEGER PRIMARY KEY,
    run INTEGER NOT NULL REFERENCES runs (id) ON DELETE CASCADE,
    sweep INTEGER NOT NULL,              -- complete sweeps
    step INTEGER NOT NULL,               -- steps of the next one
    hyperparameters TEXT NOT NULL,       -- JSON: alpha (one per topic), beta
    seconds REAL NOT NULL,               -- of training since the run began
    checksum TEXT NOT NULL,              -- SHA-256 over the checksums of the chunks and the rest
    created TEXT NOT NULL
  );
  CREATE TABLE assignment_chunks (
    checkpoint INTEGER NOT NULL REFERENCES checkpoints (id) ON DELETE CASCADE,
    chunk INTEGER NOT NULL,              -- the token chunk whose tokens these topics belong to
    topics BLOB NOT NULL,                -- gzip of uint8 (K <= 256) or uint16 per token
    checksum TEXT NOT NULL,              -- SHA-256 of the bytes in the blob
    PRIMARY KEY (checkpoint, chunk)
  );
  -- What makes inspecting quick; can be rebuilt from the assignments.
  CREATE TABLE derived (
    checkpoint INTEGER NOT NULL REFERENCES checkpoints (id) ON DELETE CASCADE,
    name TEXT NOT NULL,
    part INTEGER NOT NULL,
    data BLOB NOT NULL,
    PRIMARY KEY (checkpoint, name, part)
  );
  -- The process that trains in this file now: see training-lock.ts. One row or none.
  CREATE TABLE holder (
    id INTEGER PRIMARY KEY CHECK (id = 0),
    process INTEGER NOT NULL,
    host TEXT NOT NULL,
    since TEXT NOT NULL
  );
  CREATE TABLE topic_notes (
    run INTEGER NOT NULL REFERENCES runs (id) ON DELETE CASCADE,
    topic INTEGER NOT NULL,
    label TEXT,
    hidden INTEGER NOT NULL DEFAULT 0,
    PRIMARY KEY (run, topic)
  ) WITHOUT ROWID;
  `,
  `
  -- CRC-32 of the other columns of the row, in their order (see row-checksums.ts); null where the
  -- row was written by a version that had none. Documents and texts have one for each 256 rows.
  ALTER TABLE corpus ADD COLUMN checksum INTEGER;
  ALTER TABLE parents ADD COLUMN checksum INTEGER;
  ALTER TABLE token_chunks ADD COLUMN checksum INTEGER;
  ALTER TABLE words ADD COLUMN checksum INTEGER;
  ALTER TABLE runs ADD COLUMN checksum INTEGER;
  ALTER TABLE measurements ADD COLUMN checksum INTEGER;
  ALTER TABLE topic_notes ADD COLUMN checksum INTEGER;
  CREATE TABLE portion_checksums (
    name TEXT NOT NULL,                  -- documents, texts
    portion INTEGER NOT NULL,            -- rows 256 p to 256 p + 255
    checksum INTEGER NOT NULL,
    PRIMARY KEY (name, portion)
  ) WITHOUT ROWID;
  `,
  `
  -- CRC-32 of name, part and data; a table without one is worked out again. Of a checkpoint: of the
  -- columns before it. (portion_checksums also has "lengths", one for each chunk of tokens, and
  -- "text", one for each long text.)
  ALTER TABLE derived ADD COLUMN checksum INTEGER;
  ALTER TABLE checkpoints ADD COLUMN row_checksum INTEGER;
  -- Processes that look at a checkpoint: a training keeps it for them. See checkpoint-lookers.ts.
  CREATE TABLE lookers (
    process INTEGER NOT NULL,
    host TEXT NOT NULL,
    since TEXT NOT NULL,
    checkpoint INTEGER NOT NULL REFERENCES checkpoints (id) ON DELETE CASCADE
  );
  `,
  `
  -- Topics that are shown as one, under the name that they share.
  CREATE TABLE topic_groups (
    run INTEGER NOT NULL REFERENCES runs (id) ON DELETE CASCADE,
    topic INTEGER NOT NULL,
    name TEXT NOT NULL,
    checksum INTEGER,
    PRIMARY KEY (run, topic)
  ) WITHOUT ROWID;
  -- Where the notes about a topic come from, when nobody has written or confirmed them here.
  CREATE TABLE carried_notes (
    run INTEGER NOT NULL REFERENCES runs (id) ON DELETE CASCADE,
    topic INTEGER NOT NULL,
    from_run TEXT NOT NULL,
    from_topic INTEGER NOT NULL,
    similarity REAL NOT NULL,            -- of the two topics' words, 0 to 1
    checksum INTEGER,
    PRIMARY KEY (run, topic)
  ) WITHOUT ROWID;
  `,
];
