-- Schema 1: the first archive. Frozen: a later change is a later migration, columns are only ever appended.

CREATE TABLE office (
    id TEXT NOT NULL PRIMARY KEY,
    name TEXT NOT NULL UNIQUE,
    full_name TEXT NOT NULL,
    code TEXT NOT NULL UNIQUE,
    kind TEXT NOT NULL,
    market_town INTEGER NOT NULL CHECK (market_town IN (0, 1)),
    position INTEGER NOT NULL,
    active INTEGER NOT NULL CHECK (active IN (0, 1))
) STRICT;

CREATE TABLE person (
    id TEXT NOT NULL PRIMARY KEY,
    office_id TEXT NOT NULL REFERENCES office (id) DEFERRABLE INITIALLY DEFERRED,
    name TEXT NOT NULL,
    post TEXT NOT NULL,
    phone TEXT NOT NULL,
    certificate_number TEXT NOT NULL,
    certificate_expires_on TEXT,
    leader INTEGER NOT NULL CHECK (leader IN (0, 1)),
    active INTEGER NOT NULL CHECK (active IN (0, 1))
) STRICT;

CREATE TABLE campaign (
    id TEXT NOT NULL PRIMARY KEY,
    key TEXT NOT NULL UNIQUE,
    name TEXT NOT NULL,
    short_name TEXT NOT NULL,
    document_number TEXT NOT NULL,
    issuer TEXT NOT NULL,
    issued_on TEXT,
    starts_on TEXT NOT NULL,
    ends_on TEXT NOT NULL,
    basis TEXT NOT NULL,
    summary TEXT NOT NULL,
    active INTEGER NOT NULL CHECK (active IN (0, 1))
) STRICT;

CREATE TABLE phase (
    id TEXT NOT NULL PRIMARY KEY,
    campaign_id TEXT NOT NULL REFERENCES campaign (id) DEFERRABLE INITIALLY DEFERRED,
    kind TEXT NOT NULL,
    name TEXT NOT NULL,
    starts_on TEXT NOT NULL,
    ends_on TEXT NOT NULL,
    summary TEXT NOT NULL
) STRICT;

CREATE TABLE topic (
    id TEXT NOT NULL PRIMARY KEY,
    campaign_id TEXT NOT NULL REFERENCES campaign (id) DEFERRABLE INITIALLY DEFERRED,
    number INTEGER NOT NULL,
    name TEXT NOT NULL,
    short_name TEXT NOT NULL,
    local TEXT NOT NULL,
    local_text TEXT NOT NULL
) STRICT;

CREATE TABLE topic_office (
    id TEXT NOT NULL PRIMARY KEY,
    topic_id TEXT NOT NULL REFERENCES topic (id) DEFERRABLE INITIALLY DEFERRED,
    office_id TEXT NOT NULL REFERENCES office (id) DEFERRABLE INITIALLY DEFERRED,
    role TEXT NOT NULL,
    position INTEGER NOT NULL
) STRICT;

CREATE TABLE measure (
    id TEXT NOT NULL PRIMARY KEY,
    topic_id TEXT NOT NULL REFERENCES topic (id) DEFERRABLE INITIALLY DEFERRED,
    number INTEGER NOT NULL,
    title TEXT NOT NULL
) STRICT;

CREATE TABLE task (
    id TEXT NOT NULL PRIMARY KEY,
    campaign_id TEXT NOT NULL REFERENCES campaign (id) DEFERRABLE INITIALLY DEFERRED,
    topic_id TEXT REFERENCES topic (id) DEFERRABLE INITIALLY DEFERRED,
    measure_id TEXT REFERENCES measure (id) DEFERRABLE INITIALLY DEFERRED,
    parent_id TEXT REFERENCES task (id) DEFERRABLE INITIALLY DEFERRED,
    number TEXT NOT NULL,
    position INTEGER NOT NULL,
    title TEXT NOT NULL,
    content TEXT NOT NULL,
    target TEXT NOT NULL,
    target_value REAL,
    target_unit TEXT NOT NULL,
    office_id TEXT REFERENCES office (id) DEFERRABLE INITIALLY DEFERRED,
    person_id TEXT REFERENCES person (id) DEFERRABLE INITIALLY DEFERRED,
    leader_id TEXT REFERENCES person (id) DEFERRABLE INITIALLY DEFERRED,
    starts_on TEXT NOT NULL,
    deadline TEXT NOT NULL,
    dated INTEGER NOT NULL CHECK (dated IN (0, 1)),
    state TEXT NOT NULL,
    done_on TEXT,
    closing_remark TEXT NOT NULL
) STRICT;

CREATE TABLE monthly_report (
    id TEXT NOT NULL PRIMARY KEY,
    task_id TEXT NOT NULL REFERENCES task (id) DEFERRABLE INITIALLY DEFERRED,
    month TEXT NOT NULL,
    text TEXT NOT NULL,
    percent INTEGER,
    figure REAL,
    reported_on TEXT NOT NULL,
    reporter TEXT NOT NULL
) STRICT;

CREATE TABLE site (
    id TEXT NOT NULL PRIMARY KEY,
    name TEXT NOT NULL UNIQUE,
    kind TEXT NOT NULL,
    village_id TEXT REFERENCES office (id) DEFERRABLE INITIALLY DEFERRED,
    address TEXT NOT NULL,
    credit_code TEXT NOT NULL,
    legal_representative TEXT NOT NULL,
    phone TEXT NOT NULL,
    industry TEXT NOT NULL,
    standardization_grade TEXT NOT NULL,
    risk_level TEXT,
    major_hazard_installation INTEGER NOT NULL CHECK (major_hazard_installation IN (0, 1)),
    confined_space INTEGER NOT NULL CHECK (confined_space IN (0, 1)),
    explosive_dust INTEGER NOT NULL CHECK (explosive_dust IN (0, 1)),
    ammonia_refrigeration INTEGER NOT NULL CHECK (ammonia_refrigeration IN (0, 1)),
    molten_metal INTEGER NOT NULL CHECK (molten_metal IN (0, 1)),
    remark TEXT NOT NULL,
    active INTEGER NOT NULL CHECK (active IN (0, 1))
) STRICT;

CREATE TABLE hazard (
    id TEXT NOT NULL PRIMARY KEY,
    number TEXT NOT NULL UNIQUE,
    campaign_id TEXT NOT NULL REFERENCES campaign (id) DEFERRABLE INITIALLY DEFERRED,
    topic_id TEXT NOT NULL REFERENCES topic (id) DEFERRABLE INITIALLY DEFERRED,
    task_id TEXT REFERENCES task (id) DEFERRABLE INITIALLY DEFERRED,
    site_id TEXT NOT NULL REFERENCES site (id) DEFERRABLE INITIALLY DEFERRED,
    office_id TEXT NOT NULL REFERENCES office (id) DEFERRABLE INITIALLY DEFERRED,
    village_id TEXT REFERENCES office (id) DEFERRABLE INITIALLY DEFERRED,
    source TEXT NOT NULL,
    found_on TEXT NOT NULL,
    finder TEXT NOT NULL,
    informant TEXT NOT NULL,
    location TEXT NOT NULL,
    description TEXT NOT NULL,
    grade TEXT NOT NULL,
    grade_reason TEXT NOT NULL,
    measure TEXT NOT NULL,
    deadline TEXT,
    first_deadline TEXT,
    deadline_basis TEXT NOT NULL,
    person TEXT NOT NULL,
    state TEXT NOT NULL,
    last_step_on TEXT NOT NULL,
    requested_deadline TEXT,
    failed_count INTEGER NOT NULL,
    extension_count INTEGER NOT NULL,
    rectified_on TEXT,
    closed_on TEXT,
    assured_responsibility TEXT NOT NULL,
    assured_measures TEXT NOT NULL,
    assured_funds TEXT NOT NULL,
    assured_time_limit TEXT NOT NULL,
    assured_contingency_plan TEXT NOT NULL,
    listed INTEGER NOT NULL CHECK (listed IN (0, 1)),
    listed_level TEXT,
    delisted INTEGER NOT NULL CHECK (delisted IN (0, 1))
) STRICT;

CREATE TABLE hazard_step (
    id TEXT NOT NULL PRIMARY KEY,
    hazard_id TEXT NOT NULL REFERENCES hazard (id) DEFERRABLE INITIALLY DEFERRED,
    kind TEXT NOT NULL,
    on_date TEXT NOT NULL,
    person TEXT NOT NULL,
    remark TEXT NOT NULL,
    from_state TEXT,
    to_state TEXT NOT NULL,
    new_deadline TEXT,
    level TEXT,
    entered_at TEXT NOT NULL
) STRICT;

CREATE TABLE photo (
    id TEXT NOT NULL PRIMARY KEY,
    hazard_id TEXT NOT NULL REFERENCES hazard (id) DEFERRABLE INITIALLY DEFERRED,
    moment TEXT NOT NULL,
    pair INTEGER NOT NULL,
    caption TEXT NOT NULL,
    sha256 TEXT NOT NULL,
    width INTEGER NOT NULL,
    height INTEGER NOT NULL,
    position INTEGER NOT NULL
) STRICT;

CREATE TABLE paper (
    id TEXT NOT NULL PRIMARY KEY,
    kind TEXT NOT NULL,
    number TEXT NOT NULL UNIQUE,
    year INTEGER NOT NULL,
    sequence INTEGER NOT NULL,
    office_id TEXT NOT NULL REFERENCES office (id) DEFERRABLE INITIALLY DEFERRED,
    site_id TEXT NOT NULL REFERENCES site (id) DEFERRABLE INITIALLY DEFERRED,
    issued_on TEXT NOT NULL,
    issuer_name TEXT NOT NULL,
    sha256 TEXT NOT NULL,
    pages INTEGER NOT NULL,
    voided_on TEXT,
    void_reason TEXT NOT NULL
) STRICT;

CREATE TABLE paper_hazard (
    id TEXT NOT NULL PRIMARY KEY,
    paper_id TEXT NOT NULL REFERENCES paper (id) DEFERRABLE INITIALLY DEFERRED,
    hazard_id TEXT NOT NULL REFERENCES hazard (id) DEFERRABLE INITIALLY DEFERRED,
    position INTEGER NOT NULL
) STRICT;

CREATE TABLE evidence (
    id TEXT NOT NULL PRIMARY KEY,
    task_id TEXT NOT NULL REFERENCES task (id) DEFERRABLE INITIALLY DEFERRED,
    report_id TEXT REFERENCES monthly_report (id) DEFERRABLE INITIALLY DEFERRED,
    name TEXT NOT NULL,
    sha256 TEXT NOT NULL,
    size INTEGER NOT NULL,
    added_on TEXT NOT NULL
) STRICT;

CREATE TABLE setting (
    id TEXT NOT NULL PRIMARY KEY,
    value TEXT NOT NULL
) STRICT;

CREATE TABLE saved_view (
    id TEXT NOT NULL PRIMARY KEY,
    page TEXT NOT NULL,
    name TEXT NOT NULL,
    query TEXT NOT NULL
) STRICT;

CREATE INDEX person_office_id ON person (office_id);
CREATE INDEX phase_campaign_id ON phase (campaign_id);
CREATE INDEX topic_campaign_id ON topic (campaign_id);
CREATE INDEX topic_office_topic_id ON topic_office (topic_id);
CREATE INDEX topic_office_office_id ON topic_office (office_id);
CREATE INDEX measure_topic_id ON measure (topic_id);
CREATE INDEX task_campaign_id ON task (campaign_id);
CREATE INDEX task_topic_id ON task (topic_id);
CREATE INDEX task_measure_id ON task (measure_id);
CREATE INDEX task_parent_id ON task (parent_id);
CREATE INDEX task_office_id ON task (office_id);
CREATE INDEX task_person_id ON task (person_id);
CREATE INDEX task_leader_id ON task (leader_id);
CREATE INDEX monthly_report_task_id ON monthly_report (task_id);
CREATE INDEX site_village_id ON site (village_id);
CREATE INDEX hazard_task_id ON hazard (task_id);
CREATE INDEX hazard_step_hazard_id ON hazard_step (hazard_id);
CREATE INDEX photo_hazard_id ON photo (hazard_id);
CREATE INDEX paper_office_id ON paper (office_id);
CREATE INDEX paper_site_id ON paper (site_id);
CREATE INDEX paper_hazard_paper_id ON paper_hazard (paper_id);
CREATE INDEX paper_hazard_hazard_id ON paper_hazard (hazard_id);
CREATE INDEX evidence_task_id ON evidence (task_id);
CREATE INDEX evidence_report_id ON evidence (report_id);

CREATE INDEX hazard_requested ON hazard (requested_deadline) WHERE requested_deadline IS NOT NULL;
CREATE INDEX hazard_rectified ON hazard (rectified_on) WHERE state = 'rectified';
CREATE UNIQUE INDEX monthly_report_of_month ON monthly_report (task_id, month);
CREATE UNIQUE INDEX task_number ON task (campaign_id, number);
CREATE UNIQUE INDEX saved_view_name ON saved_view (page, name);

-- Not recorded by the journal: what belongs to this PC, and what follows from the records. -------------------------

-- The journal itself. changeset: zlib-compressed session changeset; hash: SHA-256 over the entry and prev_hash.
CREATE TABLE journal (
    seq INTEGER PRIMARY KEY,
    at TEXT NOT NULL,
    actor TEXT NOT NULL,
    label TEXT NOT NULL,
    undoable INTEGER NOT NULL CHECK (undoable IN (0, 1)),
    undoes INTEGER REFERENCES journal (seq),
    schema INTEGER NOT NULL,
    changeset BLOB NOT NULL,
    prev_hash TEXT NOT NULL,
    hash TEXT NOT NULL
) STRICT;
CREATE TABLE journal_row (
    record TEXT NOT NULL,
    entry INTEGER NOT NULL REFERENCES journal (seq),
    tbl TEXT NOT NULL,
    PRIMARY KEY (record, entry, tbl)
) STRICT, WITHOUT ROWID;
CREATE INDEX journal_undoes ON journal (undoes) WHERE undoes IS NOT NULL;
CREATE TRIGGER journal_keep_update BEFORE UPDATE ON journal BEGIN SELECT RAISE(ABORT, 'the journal is never changed'); END;
CREATE TRIGGER journal_keep_delete BEFORE DELETE ON journal BEGIN SELECT RAISE(ABORT, 'the journal is never changed'); END;

-- Numbers handed out, by kind and year; outside the journal, so that an undo never frees a number.
CREATE TABLE number_counter (
    kind TEXT NOT NULL,
    year INTEGER NOT NULL,
    last INTEGER NOT NULL,
    PRIMARY KEY (kind, year)
) STRICT, WITHOUT ROWID;

-- Drafts of open forms, column widths and the like.
CREATE TABLE note (
    key TEXT NOT NULL PRIMARY KEY,
    value TEXT NOT NULL,
    saved_at TEXT NOT NULL
) STRICT, WITHOUT ROWID;

-- One narrow row a hazard for filters, sorting and windows of rows; seq is the row id of the search index.
CREATE TABLE hazard_line (
    seq INTEGER PRIMARY KEY,
    hazard_id TEXT NOT NULL UNIQUE,
    number TEXT NOT NULL,
    topic_id TEXT NOT NULL,
    state TEXT NOT NULL,
    grade TEXT NOT NULL,
    source TEXT NOT NULL,
    office_id TEXT NOT NULL,
    village_id TEXT,
    site_id TEXT NOT NULL,
    found_on TEXT NOT NULL,
    deadline TEXT
) STRICT;
CREATE INDEX hazard_line_number ON hazard_line (number);
CREATE INDEX hazard_line_found ON hazard_line (found_on, seq);
CREATE INDEX hazard_line_deadline ON hazard_line (deadline, seq);
CREATE INDEX hazard_line_state ON hazard_line (state, deadline);
CREATE INDEX hazard_line_life ON hazard_line (state);
CREATE INDEX hazard_line_grade ON hazard_line (grade);
CREATE INDEX hazard_line_source ON hazard_line (source);
CREATE INDEX hazard_line_topic ON hazard_line (topic_id, state);
CREATE INDEX hazard_line_office ON hazard_line (office_id);
CREATE INDEX hazard_line_village ON hazard_line (village_id);
CREATE INDEX hazard_line_site ON hazard_line (site_id, state);
CREATE VIRTUAL TABLE hazard_search USING fts5 (
    grams, content = '', contentless_delete = 1, detail = none, prefix = 1, tokenize = 'unicode61 remove_diacritics 0'
);

-- Counts of hazards; deadline is '' where the state can no longer be late.
CREATE TABLE hazard_tally (
    topic_id TEXT NOT NULL,
    state TEXT NOT NULL,
    grade TEXT NOT NULL,
    office_id TEXT NOT NULL,
    deadline TEXT NOT NULL,
    n INTEGER NOT NULL,
    PRIMARY KEY (topic_id, state, grade, office_id, deadline)
) STRICT, WITHOUT ROWID;

CREATE TRIGGER hazard_added AFTER INSERT ON hazard BEGIN
    INSERT INTO hazard_line (hazard_id, number, topic_id, state, grade, source, office_id, village_id, site_id, found_on, deadline)
    VALUES (new.id, new.number, new.topic_id, new.state, new.grade, new.source, new.office_id, new.village_id, new.site_id,
            new.found_on, new.deadline);
    INSERT INTO hazard_search (rowid, grams)
    VALUES ((SELECT seq FROM hazard_line WHERE hazard_id = new.id),
            grams(new.number, new.description, new.location, (SELECT name FROM site WHERE id = new.site_id)));
    INSERT INTO hazard_tally VALUES (new.topic_id, new.state, new.grade, new.office_id,
        iif(new.state IN ('reported', 'verified', 'issued', 'rectifying'), coalesce(new.deadline, ''), ''), 1)
    ON CONFLICT DO UPDATE SET n = n + 1;
END;
CREATE TRIGGER hazard_removed AFTER DELETE ON hazard BEGIN
    DELETE FROM hazard_search WHERE rowid = (SELECT seq FROM hazard_line WHERE hazard_id = old.id);
    DELETE FROM hazard_line WHERE hazard_id = old.id;
    UPDATE hazard_tally SET n = n - 1 WHERE (topic_id, state, grade, office_id, deadline) = (old.topic_id, old.state, old.grade,
        old.office_id, iif(old.state IN ('reported', 'verified', 'issued', 'rectifying'), coalesce(old.deadline, ''), ''));
    DELETE FROM hazard_tally WHERE n = 0;
END;
CREATE TRIGGER hazard_changed AFTER UPDATE ON hazard BEGIN
    UPDATE hazard_line SET (number, topic_id, state, grade, source, office_id, village_id, site_id, found_on, deadline) =
        (new.number, new.topic_id, new.state, new.grade, new.source, new.office_id, new.village_id, new.site_id, new.found_on,
         new.deadline)
    WHERE hazard_id = new.id;
    UPDATE hazard_tally SET n = n - 1 WHERE (topic_id, state, grade, office_id, deadline) = (old.topic_id, old.state, old.grade,
        old.office_id, iif(old.state IN ('reported', 'verified', 'issued', 'rectifying'), coalesce(old.deadline, ''), ''));
    INSERT INTO hazard_tally VALUES (new.topic_id, new.state, new.grade, new.office_id,
        iif(new.state IN ('reported', 'verified', 'issued', 'rectifying'), coalesce(new.deadline, ''), ''), 1)
    ON CONFLICT DO UPDATE SET n = n + 1;
    DELETE FROM hazard_tally WHERE n = 0;
END;
CREATE TRIGGER hazard_reworded AFTER UPDATE OF number, description, location, site_id ON hazard BEGIN
    INSERT OR REPLACE INTO hazard_search (rowid, grams)
    VALUES ((SELECT seq FROM hazard_line WHERE hazard_id = new.id),
            grams(new.number, new.description, new.location, (SELECT name FROM site WHERE id = new.site_id)));
END;
CREATE TRIGGER site_renamed AFTER UPDATE OF name ON site WHEN old.name <> new.name BEGIN
    INSERT OR REPLACE INTO hazard_search (rowid, grams)
    SELECT line.seq, grams(hazard.number, hazard.description, hazard.location, new.name)
    FROM hazard_line AS line JOIN hazard ON hazard.id = line.hazard_id WHERE line.site_id = new.id;
END;
-- A changeset may bring a hazard before its site.
CREATE TRIGGER site_added AFTER INSERT ON site BEGIN
    INSERT OR REPLACE INTO hazard_search (rowid, grams)
    SELECT line.seq, grams(hazard.number, hazard.description, hazard.location, new.name)
    FROM hazard_line AS line JOIN hazard ON hazard.id = line.hazard_id WHERE line.site_id = new.id;
END;
