/** A step of `MIGRATIONS` (see `schema.ts`): releases, what is live, test sets, runs and their results. */
export const RELEASES_AND_TESTS = `
  CREATE TABLE releases (
    project_id TEXT NOT NULL REFERENCES projects(id) ON DELETE CASCADE,
    number INTEGER NOT NULL,
    owner_id TEXT NOT NULL,
    author_id TEXT NOT NULL,
    config_id TEXT NOT NULL,
    fingerprint TEXT NOT NULL,
    created_at INTEGER NOT NULL,
    note TEXT NOT NULL,
    content TEXT NOT NULL,
    PRIMARY KEY (project_id, number)
  ) STRICT;
  -- The newest entry says what is live.
  CREATE TABLE publications (
    project_id TEXT NOT NULL REFERENCES projects(id) ON DELETE CASCADE,
    seq INTEGER NOT NULL,
    owner_id TEXT NOT NULL,
    kind TEXT NOT NULL,
    release INTEGER,
    previous INTEGER,
    author_id TEXT NOT NULL,
    reason TEXT,
    run_id TEXT,
    created_at INTEGER NOT NULL,
    PRIMARY KEY (project_id, seq)
  ) STRICT, WITHOUT ROWID;
  CREATE TABLE release_segments (
    segment_id TEXT NOT NULL,
    project_id TEXT NOT NULL,
    number INTEGER NOT NULL,
    PRIMARY KEY (segment_id, project_id, number),
    FOREIGN KEY (project_id, number) REFERENCES releases(project_id, number) ON DELETE CASCADE
  ) STRICT, WITHOUT ROWID;
  -- Segments of releases whose file has left the draft, or was read anew.
  CREATE TABLE kept_segments (
    id TEXT PRIMARY KEY,
    owner_id TEXT NOT NULL,
    project_id TEXT NOT NULL REFERENCES projects(id) ON DELETE CASCADE,
    file_id TEXT NOT NULL,
    filename TEXT NOT NULL,
    mime_type TEXT NOT NULL,
    format INTEGER NOT NULL,
    passages INTEGER NOT NULL,
    total_length INTEGER NOT NULL,
    buckets INTEGER NOT NULL,
    vector_model TEXT,
    vector_dimensions INTEGER,
    bytes INTEGER NOT NULL
  ) STRICT, WITHOUT ROWID;
  CREATE INDEX kept_segments_of_project ON kept_segments(project_id);
  CREATE TABLE kept_blobs (
    segment_id TEXT NOT NULL REFERENCES kept_segments(id) ON DELETE CASCADE,
    kind TEXT NOT NULL,
    n INTEGER NOT NULL,
    data BLOB NOT NULL,
    PRIMARY KEY (segment_id, kind, n)
  ) STRICT;

  CREATE TABLE test_sets (
    id TEXT PRIMARY KEY,
    owner_id TEXT NOT NULL,
    project_id TEXT NOT NULL REFERENCES projects(id) ON DELETE CASCADE,
    name TEXT NOT NULL,
    gate TEXT,
    nightly INTEGER NOT NULL,
    created_at INTEGER NOT NULL,
    updated_at INTEGER NOT NULL
  ) STRICT;
  CREATE INDEX test_sets_of_project ON test_sets(project_id, created_at, id);
  CREATE INDEX test_sets_nightly ON test_sets(id) WHERE nightly = 1;
  CREATE TABLE cases (
    id TEXT PRIMARY KEY,
    owner_id TEXT NOT NULL,
    project_id TEXT NOT NULL,
    set_id TEXT NOT NULL REFERENCES test_sets(id) ON DELETE CASCADE,
    revision INTEGER NOT NULL,
    created_at INTEGER NOT NULL,
    updated_at INTEGER NOT NULL,
    content TEXT NOT NULL
  ) STRICT;
  CREATE INDEX cases_of_set ON cases(set_id, created_at, id);
  CREATE INDEX cases_of_project ON cases(project_id, created_at, id);
  CREATE TABLE case_revisions (
    case_id TEXT NOT NULL,
    revision INTEGER NOT NULL,
    owner_id TEXT NOT NULL,
    project_id TEXT NOT NULL REFERENCES projects(id) ON DELETE CASCADE,
    content TEXT NOT NULL,
    PRIMARY KEY (case_id, revision)
  ) STRICT;
  CREATE INDEX case_revisions_of_project ON case_revisions(project_id);

  CREATE TABLE eval_runs (
    id TEXT PRIMARY KEY,
    owner_id TEXT NOT NULL,
    project_id TEXT NOT NULL REFERENCES projects(id) ON DELETE CASCADE,
    set_id TEXT NOT NULL,
    author_id TEXT NOT NULL,
    status TEXT NOT NULL,
    stop_reason TEXT,
    done INTEGER NOT NULL,
    total INTEGER NOT NULL,
    errors INTEGER NOT NULL,
    cost REAL NOT NULL,
    priced INTEGER NOT NULL,
    limit_cost REAL NOT NULL,
    prompt_tokens INTEGER NOT NULL,
    completion_tokens INTEGER NOT NULL,
    created_at INTEGER NOT NULL,
    finished_at INTEGER,
    outcome TEXT,
    spec TEXT NOT NULL
  ) STRICT;
  CREATE INDEX eval_runs_newest ON eval_runs(project_id, created_at DESC, id DESC);
  CREATE INDEX eval_runs_active ON eval_runs(created_at) WHERE status IN ('queued', 'running');
  -- One repeat of one case on all sides: what one holder works on.
  CREATE TABLE eval_units (
    run_id TEXT NOT NULL REFERENCES eval_runs(id) ON DELETE CASCADE,
    n INTEGER NOT NULL,
    done INTEGER NOT NULL,
    lease TEXT,
    lease_until INTEGER NOT NULL,
    PRIMARY KEY (run_id, n)
  ) STRICT, WITHOUT ROWID;
  CREATE INDEX eval_units_held ON eval_units(lease) WHERE lease IS NOT NULL;
  CREATE INDEX eval_units_open ON eval_units(run_id, n) WHERE done = 0;
  CREATE TABLE eval_results (
    id TEXT PRIMARY KEY,
    run_id TEXT NOT NULL REFERENCES eval_runs(id) ON DELETE CASCADE,
    owner_id TEXT NOT NULL,
    project_id TEXT NOT NULL,
    side TEXT NOT NULL,
    case_id TEXT NOT NULL,
    case_revision INTEGER NOT NULL,
    repeat INTEGER NOT NULL,
    place INTEGER NOT NULL,
    verdict TEXT NOT NULL,
    review TEXT,
    reviewed_at INTEGER,
    created_at INTEGER NOT NULL,
    checks TEXT NOT NULL,
    content TEXT NOT NULL,
    UNIQUE (run_id, side, case_id, repeat)
  ) STRICT;
  CREATE INDEX eval_results_in_order ON eval_results(run_id, place, id);
  CREATE INDEX eval_results_reviewed ON eval_results(project_id, reviewed_at DESC) WHERE reviewed_at IS NOT NULL;
  `;
