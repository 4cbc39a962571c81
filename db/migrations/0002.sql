-- Schema 2: inspections and checklists, service of papers, offices of a task, remembered sheet layouts, merged sites.
-- Frozen once published: a later change is a later migration, columns are only ever appended.

CREATE TABLE checklist (
    id TEXT NOT NULL PRIMARY KEY,
    key TEXT NOT NULL UNIQUE,
    name TEXT NOT NULL,
    topic_id TEXT REFERENCES topic (id) DEFERRABLE INITIALLY DEFERRED,
    remark TEXT NOT NULL,
    position INTEGER NOT NULL,
    active INTEGER NOT NULL CHECK (active IN (0, 1))
) STRICT;

CREATE TABLE checklist_item (
    id TEXT NOT NULL PRIMARY KEY,
    checklist_id TEXT NOT NULL REFERENCES checklist (id) DEFERRABLE INITIALLY DEFERRED,
    position INTEGER NOT NULL,
    text TEXT NOT NULL,
    finding TEXT NOT NULL,
    basis TEXT NOT NULL,
    measure TEXT NOT NULL,
    grade TEXT NOT NULL,
    active INTEGER NOT NULL CHECK (active IN (0, 1))
) STRICT;

CREATE TABLE inspection (
    id TEXT NOT NULL PRIMARY KEY,
    number TEXT NOT NULL UNIQUE,
    campaign_id TEXT NOT NULL REFERENCES campaign (id) DEFERRABLE INITIALLY DEFERRED,
    site_id TEXT NOT NULL REFERENCES site (id) DEFERRABLE INITIALLY DEFERRED,
    office_id TEXT NOT NULL REFERENCES office (id) DEFERRABLE INITIALLY DEFERRED,
    checklist_id TEXT REFERENCES checklist (id) DEFERRABLE INITIALLY DEFERRED,
    on_date TEXT NOT NULL,
    starts_at TEXT NOT NULL,
    ends_at TEXT NOT NULL,
    place TEXT NOT NULL,
    companion TEXT NOT NULL,
    companion_post TEXT NOT NULL,
    companion_phone TEXT NOT NULL,
    certificates_shown INTEGER NOT NULL CHECK (certificates_shown IN (0, 1)),
    findings TEXT NOT NULL,
    refused INTEGER NOT NULL CHECK (refused IN (0, 1)),
    witnesses TEXT NOT NULL,
    remark TEXT NOT NULL
) STRICT;

CREATE TABLE inspection_inspector (
    id TEXT NOT NULL PRIMARY KEY,
    inspection_id TEXT NOT NULL REFERENCES inspection (id) DEFERRABLE INITIALLY DEFERRED,
    person_id TEXT REFERENCES person (id) DEFERRABLE INITIALLY DEFERRED,
    name TEXT NOT NULL,
    certificate_number TEXT NOT NULL,
    position INTEGER NOT NULL
) STRICT;

CREATE TABLE inspection_answer (
    id TEXT NOT NULL PRIMARY KEY,
    inspection_id TEXT NOT NULL REFERENCES inspection (id) DEFERRABLE INITIALLY DEFERRED,
    item_id TEXT REFERENCES checklist_item (id) DEFERRABLE INITIALLY DEFERRED,
    position INTEGER NOT NULL,
    text TEXT NOT NULL,
    answer TEXT,
    remark TEXT NOT NULL,
    hazard_id TEXT REFERENCES hazard (id) DEFERRABLE INITIALLY DEFERRED
) STRICT;

CREATE TABLE planned_inspection (
    id TEXT NOT NULL PRIMARY KEY,
    site_id TEXT NOT NULL REFERENCES site (id) DEFERRABLE INITIALLY DEFERRED,
    month TEXT NOT NULL,
    office_id TEXT NOT NULL REFERENCES office (id) DEFERRABLE INITIALLY DEFERRED,
    remark TEXT NOT NULL,
    inspection_id TEXT REFERENCES inspection (id) DEFERRABLE INITIALLY DEFERRED
) STRICT;

CREATE TABLE service (
    id TEXT NOT NULL PRIMARY KEY,
    paper_id TEXT NOT NULL REFERENCES paper (id) DEFERRABLE INITIALLY DEFERRED,
    way TEXT NOT NULL,
    served_on TEXT NOT NULL,
    receiver TEXT NOT NULL,
    receiver_post TEXT NOT NULL,
    place TEXT NOT NULL,
    servers TEXT NOT NULL,
    witnesses TEXT NOT NULL,
    remark TEXT NOT NULL,
    sha256 TEXT NOT NULL,
    file_name TEXT NOT NULL
) STRICT;

CREATE TABLE task_office (
    id TEXT NOT NULL PRIMARY KEY,
    task_id TEXT NOT NULL REFERENCES task (id) DEFERRABLE INITIALLY DEFERRED,
    office_id TEXT NOT NULL REFERENCES office (id) DEFERRABLE INITIALLY DEFERRED,
    role TEXT NOT NULL,
    position INTEGER NOT NULL
) STRICT;

CREATE TABLE sheet_layout (
    id TEXT NOT NULL PRIMARY KEY,
    purpose TEXT NOT NULL,
    kind TEXT NOT NULL,
    fingerprint TEXT NOT NULL,
    name TEXT NOT NULL,
    mapping TEXT NOT NULL,
    used_on TEXT NOT NULL
) STRICT;

ALTER TABLE hazard ADD COLUMN inspection_id TEXT REFERENCES inspection (id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE hazard ADD COLUMN basis TEXT NOT NULL DEFAULT '';
ALTER TABLE hazard ADD COLUMN carried_from_id TEXT REFERENCES topic (id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE paper ADD COLUMN inspection_id TEXT REFERENCES inspection (id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE paper ADD COLUMN follows_id TEXT REFERENCES paper (id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE paper ADD COLUMN replaces_id TEXT REFERENCES paper (id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE paper ADD COLUMN content TEXT NOT NULL DEFAULT '';
ALTER TABLE site ADD COLUMN merged_into_id TEXT REFERENCES site (id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE task ADD COLUMN carried_from_id TEXT REFERENCES task (id) DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE measure ADD COLUMN content TEXT NOT NULL DEFAULT '';

CREATE INDEX checklist_topic_id ON checklist (topic_id);
CREATE INDEX checklist_item_checklist_id ON checklist_item (checklist_id);
CREATE INDEX inspection_site_id ON inspection (site_id, on_date);
CREATE INDEX inspection_on_date ON inspection (on_date);
CREATE INDEX inspection_campaign_id ON inspection (campaign_id);
CREATE INDEX inspection_office_id ON inspection (office_id);
CREATE INDEX inspection_checklist_id ON inspection (checklist_id);
CREATE INDEX inspection_inspector_inspection_id ON inspection_inspector (inspection_id);
CREATE INDEX inspection_inspector_person_id ON inspection_inspector (person_id);
CREATE INDEX inspection_answer_inspection_id ON inspection_answer (inspection_id);
CREATE INDEX inspection_answer_item_id ON inspection_answer (item_id);
CREATE INDEX inspection_answer_hazard_id ON inspection_answer (hazard_id);
CREATE UNIQUE INDEX planned_inspection_month ON planned_inspection (site_id, month);
CREATE INDEX planned_inspection_office_id ON planned_inspection (office_id);
CREATE INDEX planned_inspection_inspection_id ON planned_inspection (inspection_id);
CREATE INDEX service_paper_id ON service (paper_id);
CREATE INDEX task_office_task_id ON task_office (task_id);
CREATE INDEX task_office_office_id ON task_office (office_id);
CREATE UNIQUE INDEX sheet_layout_fingerprint ON sheet_layout (purpose, kind, fingerprint);
CREATE INDEX hazard_inspection_id ON hazard (inspection_id) WHERE inspection_id IS NOT NULL;
CREATE INDEX paper_inspection_id ON paper (inspection_id) WHERE inspection_id IS NOT NULL;
CREATE INDEX paper_follows_id ON paper (follows_id) WHERE follows_id IS NOT NULL;
CREATE INDEX site_merged_into_id ON site (merged_into_id) WHERE merged_into_id IS NOT NULL;
CREATE INDEX hazard_carried_from_id ON hazard (carried_from_id) WHERE carried_from_id IS NOT NULL;
CREATE INDEX paper_replaces_id ON paper (replaces_id) WHERE replaces_id IS NOT NULL;
CREATE INDEX task_carried_from_id ON task (carried_from_id) WHERE carried_from_id IS NOT NULL;
