CREATE TABLE access_event (
    office_id TEXT NOT NULL,
    id UUID NOT NULL,
    user_id TEXT NOT NULL,
    instance_id UUID,
    what TEXT NOT NULL,
    at TIMESTAMP WITH TIME ZONE NOT NULL,
    CONSTRAINT pk_access_event PRIMARY KEY (office_id, id)
);

CREATE INDEX ix_access_event_instance ON access_event (office_id, instance_id, at);

ALTER TABLE access_event ENABLE ROW LEVEL SECURITY;

ALTER TABLE access_event FORCE ROW LEVEL SECURITY;

CREATE POLICY by_office ON access_event USING (
    (SELECT current_setting('app.offices', true)) = '*'
    OR office_id = ANY ((SELECT string_to_array(current_setting('app.offices', true), ','))::text[])
);

CREATE TABLE calendar_day (
    office_id TEXT NOT NULL,
    day DATE NOT NULL,
    since_version INTEGER NOT NULL,
    until_version INTEGER,
    is_holiday BOOLEAN NOT NULL,
    name_th TEXT NOT NULL,
    name_en TEXT NOT NULL,
    source TEXT NOT NULL,
    entered_by TEXT NOT NULL,
    entered_at TIMESTAMP WITH TIME ZONE NOT NULL,
    CONSTRAINT pk_calendar_day PRIMARY KEY (office_id, day, since_version)
);

ALTER TABLE calendar_day ENABLE ROW LEVEL SECURITY;

ALTER TABLE calendar_day FORCE ROW LEVEL SECURITY;

CREATE POLICY by_office ON calendar_day USING (
    (SELECT current_setting('app.offices', true)) = '*'
    OR office_id = ANY ((SELECT string_to_array(current_setting('app.offices', true), ','))::text[])
);

CREATE TABLE candidate_set (
    roles TEXT NOT NULL,
    CONSTRAINT pk_candidate_set PRIMARY KEY (roles)
);

CREATE TABLE case_key (
    office_id TEXT NOT NULL,
    instance_id UUID NOT NULL,
    key BYTEA NOT NULL,
    CONSTRAINT pk_case_key PRIMARY KEY (office_id, instance_id)
);

ALTER TABLE case_key ENABLE ROW LEVEL SECURITY;

ALTER TABLE case_key FORCE ROW LEVEL SECURITY;

CREATE POLICY by_office ON case_key USING (
    (SELECT current_setting('app.offices', true)) = '*'
    OR office_id = ANY ((SELECT string_to_array(current_setting('app.offices', true), ','))::text[])
);

CREATE TABLE counter (
    office_id TEXT NOT NULL,
    name TEXT NOT NULL,
    year INTEGER NOT NULL,
    value INTEGER NOT NULL,
    CONSTRAINT pk_counter PRIMARY KEY (office_id, name, year)
);

ALTER TABLE counter ENABLE ROW LEVEL SECURITY;

ALTER TABLE counter FORCE ROW LEVEL SECURITY;

CREATE POLICY by_office ON counter USING (
    (SELECT current_setting('app.offices', true)) = '*'
    OR office_id = ANY ((SELECT string_to_array(current_setting('app.offices', true), ','))::text[])
);

CREATE TABLE deployment (
    id UUID NOT NULL,
    name TEXT NOT NULL,
    deployed_by TEXT NOT NULL,
    deployed_at TIMESTAMP WITH TIME ZONE NOT NULL,
    CONSTRAINT pk_deployment PRIMARY KEY (id)
);

CREATE TABLE heartbeat (
    name TEXT NOT NULL,
    at TIMESTAMP WITH TIME ZONE NOT NULL,
    CONSTRAINT pk_heartbeat PRIMARY KEY (name)
);

CREATE TABLE history_event (
    office_id TEXT NOT NULL,
    instance_id UUID NOT NULL,
    seq INTEGER NOT NULL,
    at TIMESTAMP WITH TIME ZONE NOT NULL,
    type TEXT NOT NULL,
    element_id TEXT,
    actor TEXT NOT NULL,
    on_behalf_of TEXT,
    body BYTEA,
    hash BYTEA NOT NULL,
    CONSTRAINT pk_history_event PRIMARY KEY (office_id, instance_id, seq)
);

ALTER TABLE history_event ENABLE ROW LEVEL SECURITY;

ALTER TABLE history_event FORCE ROW LEVEL SECURITY;

CREATE POLICY by_office ON history_event USING (
    (SELECT current_setting('app.offices', true)) = '*'
    OR office_id = ANY ((SELECT string_to_array(current_setting('app.offices', true), ','))::text[])
);

CREATE TABLE idempotency (
    hash BYTEA NOT NULL,
    request_hash BYTEA NOT NULL,
    status INTEGER NOT NULL,
    body BYTEA NOT NULL,
    at TIMESTAMP WITH TIME ZONE NOT NULL,
    CONSTRAINT pk_idempotency PRIMARY KEY (hash)
);

CREATE TABLE ledger_entry (
    id BIGSERIAL NOT NULL,
    leaf_index BIGINT,
    seq INTEGER NOT NULL,
    office_id TEXT NOT NULL,
    instance_id UUID NOT NULL,
    hash BYTEA NOT NULL,
    CONSTRAINT pk_ledger_entry PRIMARY KEY (id)
);

CREATE INDEX ix_ledger_entry_instance ON ledger_entry (instance_id);

CREATE UNIQUE INDEX ix_ledger_entry_leaf ON ledger_entry (leaf_index) WHERE leaf_index IS NOT NULL;

CREATE INDEX ix_ledger_entry_unsealed ON ledger_entry (id) WHERE leaf_index IS NULL;

ALTER TABLE ledger_entry ENABLE ROW LEVEL SECURITY;

ALTER TABLE ledger_entry FORCE ROW LEVEL SECURITY;

CREATE POLICY by_office ON ledger_entry USING (
    (SELECT current_setting('app.offices', true)) = '*'
    OR office_id = ANY ((SELECT string_to_array(current_setting('app.offices', true), ','))::text[])
);

CREATE TABLE office (
    id TEXT NOT NULL,
    name_th TEXT NOT NULL,
    name_en TEXT NOT NULL,
    province TEXT NOT NULL,
    settings BYTEA NOT NULL,
    calendar_version INTEGER NOT NULL,
    CONSTRAINT pk_office PRIMARY KEY (id)
);

CREATE TABLE role (
    key TEXT NOT NULL,
    name_th TEXT NOT NULL,
    name_en TEXT NOT NULL,
    kind TEXT NOT NULL,
    CONSTRAINT pk_role PRIMARY KEY (key)
);

CREATE TABLE sign_in_attempt (
    account TEXT NOT NULL,
    address TEXT NOT NULL,
    window_start TIMESTAMP WITH TIME ZONE NOT NULL,
    failures INTEGER NOT NULL,
    CONSTRAINT pk_sign_in_attempt PRIMARY KEY (account, address)
);

CREATE TABLE tree_head (
    size BIGINT NOT NULL,
    root BYTEA NOT NULL,
    at TIMESTAMP WITH TIME ZONE NOT NULL,
    signature BYTEA NOT NULL,
    previous_size BIGINT,
    frontier BYTEA NOT NULL,
    CONSTRAINT pk_tree_head PRIMARY KEY (size)
);

CREATE TABLE user_account (
    id TEXT NOT NULL,
    name_th TEXT NOT NULL,
    name_en TEXT NOT NULL,
    password_hash TEXT NOT NULL,
    email TEXT,
    disabled_at TIMESTAMP WITH TIME ZONE,
    created_at TIMESTAMP WITH TIME ZONE NOT NULL,
    CONSTRAINT pk_user_account PRIMARY KEY (id)
);

CREATE TABLE access_token (
    hash BYTEA NOT NULL,
    user_id TEXT NOT NULL,
    issued_at TIMESTAMP WITH TIME ZONE NOT NULL,
    expires_at TIMESTAMP WITH TIME ZONE NOT NULL,
    revoked_at TIMESTAMP WITH TIME ZONE,
    CONSTRAINT pk_access_token PRIMARY KEY (hash),
    CONSTRAINT fk_access_token_user_id FOREIGN KEY(user_id) REFERENCES user_account (id)
);

CREATE INDEX ix_access_token_user_id ON access_token (user_id);

CREATE TABLE decision_definition (
    key TEXT NOT NULL,
    version INTEGER NOT NULL,
    deployment_id UUID NOT NULL,
    digest TEXT NOT NULL,
    xml BYTEA NOT NULL,
    CONSTRAINT pk_decision_definition PRIMARY KEY (key, version),
    CONSTRAINT fk_decision_definition_deployment_id FOREIGN KEY(deployment_id) REFERENCES deployment (id)
);

CREATE INDEX ix_decision_definition_deployment_id ON decision_definition (deployment_id);

CREATE TABLE form_definition (
    key TEXT NOT NULL,
    version INTEGER NOT NULL,
    deployment_id UUID NOT NULL,
    digest TEXT NOT NULL,
    body BYTEA NOT NULL,
    CONSTRAINT pk_form_definition PRIMARY KEY (key, version),
    CONSTRAINT fk_form_definition_deployment_id FOREIGN KEY(deployment_id) REFERENCES deployment (id)
);

CREATE INDEX ix_form_definition_deployment_id ON form_definition (deployment_id);

CREATE TABLE membership (
    office_id TEXT NOT NULL,
    id UUID NOT NULL,
    user_id TEXT NOT NULL,
    role_key TEXT NOT NULL,
    valid_from DATE NOT NULL,
    valid_to DATE,
    CONSTRAINT pk_membership PRIMARY KEY (office_id, id),
    CONSTRAINT fk_membership_office_id FOREIGN KEY(office_id) REFERENCES office (id),
    CONSTRAINT fk_membership_user_id FOREIGN KEY(user_id) REFERENCES user_account (id),
    CONSTRAINT fk_membership_role_key FOREIGN KEY(role_key) REFERENCES role (key)
);

CREATE INDEX ix_membership_user_id ON membership (user_id);

ALTER TABLE membership ENABLE ROW LEVEL SECURITY;

ALTER TABLE membership FORCE ROW LEVEL SECURITY;

CREATE POLICY by_office ON membership USING (
    (SELECT current_setting('app.offices', true)) = '*'
    OR office_id = ANY ((SELECT string_to_array(current_setting('app.offices', true), ','))::text[])
);

CREATE TABLE process_definition (
    key TEXT NOT NULL,
    version INTEGER NOT NULL,
    deployment_id UUID NOT NULL,
    name_th TEXT NOT NULL,
    name_en TEXT NOT NULL,
    digest TEXT NOT NULL,
    xml BYTEA NOT NULL,
    business_key_prefix TEXT,
    has_diagram BOOLEAN NOT NULL,
    start_messages BYTEA NOT NULL,
    calls BYTEA NOT NULL,
    retired_at TIMESTAMP WITH TIME ZONE,
    CONSTRAINT pk_process_definition PRIMARY KEY (key, version),
    CONSTRAINT fk_process_definition_deployment_id FOREIGN KEY(deployment_id) REFERENCES deployment (id)
);

CREATE INDEX ix_process_definition_deployment_id ON process_definition (deployment_id);

CREATE TABLE substitution (
    office_id TEXT NOT NULL,
    id UUID NOT NULL,
    absent_id TEXT NOT NULL,
    substitute_id TEXT NOT NULL,
    role_key TEXT,
    valid_from DATE NOT NULL,
    valid_to DATE NOT NULL,
    reason TEXT NOT NULL,
    created_at TIMESTAMP WITH TIME ZONE NOT NULL,
    CONSTRAINT pk_substitution PRIMARY KEY (office_id, id),
    CONSTRAINT fk_substitution_absent_id FOREIGN KEY(absent_id) REFERENCES user_account (id),
    CONSTRAINT fk_substitution_substitute_id FOREIGN KEY(substitute_id) REFERENCES user_account (id)
);

CREATE INDEX ix_substitution_substitute_id ON substitution (substitute_id);

ALTER TABLE substitution ENABLE ROW LEVEL SECURITY;

ALTER TABLE substitution FORCE ROW LEVEL SECURITY;

CREATE POLICY by_office ON substitution USING (
    (SELECT current_setting('app.offices', true)) = '*'
    OR office_id = ANY ((SELECT string_to_array(current_setting('app.offices', true), ','))::text[])
);

CREATE TABLE process_instance (
    office_id TEXT NOT NULL,
    id UUID NOT NULL,
    definition_key TEXT NOT NULL,
    definition_version INTEGER NOT NULL,
    business_key TEXT NOT NULL,
    status TEXT NOT NULL,
    applicant_id TEXT,
    started_by TEXT NOT NULL,
    started_at TIMESTAMP WITH TIME ZONE NOT NULL,
    ended_at TIMESTAMP WITH TIME ZONE,
    lock_version INTEGER NOT NULL,
    last_seq INTEGER NOT NULL,
    last_hash BYTEA NOT NULL,
    CONSTRAINT pk_process_instance PRIMARY KEY (office_id, id),
    CONSTRAINT uq_process_instance_office_id_business_key UNIQUE (office_id, business_key),
    CONSTRAINT fk_process_instance_definition_key_definition_version FOREIGN KEY(definition_key, definition_version) REFERENCES process_definition (key, version)
);

CREATE INDEX ix_process_instance_applicant ON process_instance (applicant_id, id) WHERE applicant_id IS NOT NULL;

CREATE INDEX ix_process_instance_listing ON process_instance (office_id, definition_key, status, id);

ALTER TABLE process_instance ENABLE ROW LEVEL SECURITY;

ALTER TABLE process_instance FORCE ROW LEVEL SECURITY;

CREATE POLICY by_office ON process_instance USING (
    (SELECT current_setting('app.offices', true)) = '*'
    OR office_id = ANY ((SELECT string_to_array(current_setting('app.offices', true), ','))::text[])
);

CREATE TABLE attachment (
    office_id TEXT NOT NULL,
    id UUID NOT NULL,
    instance_id UUID NOT NULL,
    task_id UUID,
    field TEXT,
    name TEXT NOT NULL,
    content_type TEXT NOT NULL,
    size INTEGER NOT NULL,
    sha256 TEXT NOT NULL,
    uploaded_by TEXT NOT NULL,
    at TIMESTAMP WITH TIME ZONE NOT NULL,
    removed_at TIMESTAMP WITH TIME ZONE,
    CONSTRAINT pk_attachment PRIMARY KEY (office_id, id),
    CONSTRAINT fk_attachment_office_id_instance_id FOREIGN KEY(office_id, instance_id) REFERENCES process_instance (office_id, id)
);

CREATE INDEX ix_attachment_content ON attachment (sha256);

CREATE INDEX ix_attachment_instance ON attachment (office_id, instance_id);

ALTER TABLE attachment ENABLE ROW LEVEL SECURITY;

ALTER TABLE attachment FORCE ROW LEVEL SECURITY;

CREATE POLICY by_office ON attachment USING (
    (SELECT current_setting('app.offices', true)) = '*'
    OR office_id = ANY ((SELECT string_to_array(current_setting('app.offices', true), ','))::text[])
);

CREATE TABLE incident (
    office_id TEXT NOT NULL,
    id UUID NOT NULL,
    instance_id UUID NOT NULL,
    element_id TEXT NOT NULL,
    element_instance_id UUID,
    job_id UUID,
    code TEXT NOT NULL,
    message_th TEXT NOT NULL,
    message_en TEXT NOT NULL,
    raised_at TIMESTAMP WITH TIME ZONE NOT NULL,
    resolved_at TIMESTAMP WITH TIME ZONE,
    resolved_by TEXT,
    CONSTRAINT pk_incident PRIMARY KEY (office_id, id),
    CONSTRAINT fk_incident_office_id_instance_id FOREIGN KEY(office_id, instance_id) REFERENCES process_instance (office_id, id)
);

CREATE INDEX ix_incident_instance ON incident (office_id, instance_id);

CREATE INDEX ix_incident_open ON incident (office_id, id) WHERE resolved_at IS NULL;

ALTER TABLE incident ENABLE ROW LEVEL SECURITY;

ALTER TABLE incident FORCE ROW LEVEL SECURITY;

CREATE POLICY by_office ON incident USING (
    (SELECT current_setting('app.offices', true)) = '*'
    OR office_id = ANY ((SELECT string_to_array(current_setting('app.offices', true), ','))::text[])
);

CREATE TABLE instance_state (
    office_id TEXT NOT NULL,
    instance_id UUID NOT NULL,
    state BYTEA NOT NULL,
    CONSTRAINT pk_instance_state PRIMARY KEY (office_id, instance_id),
    CONSTRAINT fk_instance_state_office_id_instance_id FOREIGN KEY(office_id, instance_id) REFERENCES process_instance (office_id, id)
);

ALTER TABLE instance_state ENABLE ROW LEVEL SECURITY;

ALTER TABLE instance_state FORCE ROW LEVEL SECURITY;

CREATE POLICY by_office ON instance_state USING (
    (SELECT current_setting('app.offices', true)) = '*'
    OR office_id = ANY ((SELECT string_to_array(current_setting('app.offices', true), ','))::text[])
);

CREATE TABLE job (
    office_id TEXT NOT NULL,
    id UUID NOT NULL,
    instance_id UUID,
    kind TEXT NOT NULL,
    element_id TEXT,
    name TEXT,
    due_at TIMESTAMP WITH TIME ZONE NOT NULL,
    run_at TIMESTAMP WITH TIME ZONE NOT NULL,
    state TEXT NOT NULL,
    attempts INTEGER NOT NULL,
    locked_by TEXT,
    locked_until TIMESTAMP WITH TIME ZONE,
    payload BYTEA,
    deadline BYTEA,
    explanation BYTEA,
    last_error TEXT,
    created_at TIMESTAMP WITH TIME ZONE NOT NULL,
    done_at TIMESTAMP WITH TIME ZONE,
    CONSTRAINT pk_job PRIMARY KEY (office_id, id),
    CONSTRAINT fk_job_office_id_instance_id FOREIGN KEY(office_id, instance_id) REFERENCES process_instance (office_id, id)
);

CREATE INDEX ix_job_instance ON job (office_id, instance_id);

CREATE INDEX ix_job_run ON job (run_at, id) WHERE state = 'waiting';

ALTER TABLE job ENABLE ROW LEVEL SECURITY;

ALTER TABLE job FORCE ROW LEVEL SECURITY;

CREATE POLICY by_office ON job USING (
    (SELECT current_setting('app.offices', true)) = '*'
    OR office_id = ANY ((SELECT string_to_array(current_setting('app.offices', true), ','))::text[])
);

CREATE TABLE message_subscription (
    office_id TEXT NOT NULL,
    id UUID NOT NULL,
    instance_id UUID NOT NULL,
    element_id TEXT NOT NULL,
    kind TEXT NOT NULL,
    name TEXT NOT NULL,
    correlation BYTEA NOT NULL,
    correlation_key TEXT NOT NULL,
    CONSTRAINT pk_message_subscription PRIMARY KEY (office_id, id),
    CONSTRAINT fk_message_subscription_office_id_instance_id FOREIGN KEY(office_id, instance_id) REFERENCES process_instance (office_id, id)
);

CREATE INDEX ix_message_subscription_instance ON message_subscription (office_id, instance_id);

CREATE INDEX ix_message_subscription_name ON message_subscription (name, office_id);

ALTER TABLE message_subscription ENABLE ROW LEVEL SECURITY;

ALTER TABLE message_subscription FORCE ROW LEVEL SECURITY;

CREATE POLICY by_office ON message_subscription USING (
    (SELECT current_setting('app.offices', true)) = '*'
    OR office_id = ANY ((SELECT string_to_array(current_setting('app.offices', true), ','))::text[])
);

CREATE TABLE task (
    office_id TEXT NOT NULL,
    id UUID NOT NULL,
    instance_id UUID NOT NULL,
    due_sort TIMESTAMP WITH TIME ZONE NOT NULL,
    created_at TIMESTAMP WITH TIME ZONE NOT NULL,
    closed_at TIMESTAMP WITH TIME ZONE,
    due_date DATE,
    priority INTEGER NOT NULL,
    version INTEGER NOT NULL,
    form_version INTEGER,
    definition_key TEXT NOT NULL,
    element_id TEXT NOT NULL,
    name TEXT NOT NULL,
    roles TEXT NOT NULL,
    assignee TEXT,
    state TEXT NOT NULL,
    form_key TEXT,
    closed_by TEXT,
    draft BYTEA,
    CONSTRAINT pk_task PRIMARY KEY (office_id, id),
    CONSTRAINT fk_task_office_id_instance_id FOREIGN KEY(office_id, instance_id) REFERENCES process_instance (office_id, id)
);

CREATE INDEX ix_task_inbox ON task (office_id, roles, due_sort, id) WHERE state = 'open';

CREATE INDEX ix_task_instance ON task (instance_id);

CREATE INDEX ix_task_mine ON task (assignee, due_sort, id) WHERE state = 'open' AND assignee IS NOT NULL;

CREATE INDEX ix_task_office ON task (office_id, due_sort, id) WHERE state = 'open';

ALTER TABLE task ENABLE ROW LEVEL SECURITY;

ALTER TABLE task FORCE ROW LEVEL SECURITY;

CREATE POLICY by_office ON task USING (
    (SELECT current_setting('app.offices', true)) = '*'
    OR office_id = ANY ((SELECT string_to_array(current_setting('app.offices', true), ','))::text[])
);

CREATE TABLE task_comment (
    office_id TEXT NOT NULL,
    id UUID NOT NULL,
    instance_id UUID NOT NULL,
    task_id UUID,
    author TEXT NOT NULL,
    at TIMESTAMP WITH TIME ZONE NOT NULL,
    body TEXT NOT NULL,
    CONSTRAINT pk_task_comment PRIMARY KEY (office_id, id),
    CONSTRAINT fk_task_comment_office_id_instance_id FOREIGN KEY(office_id, instance_id) REFERENCES process_instance (office_id, id)
);

CREATE INDEX ix_task_comment_instance ON task_comment (office_id, instance_id);

ALTER TABLE task_comment ENABLE ROW LEVEL SECURITY;

ALTER TABLE task_comment FORCE ROW LEVEL SECURITY;

CREATE POLICY by_office ON task_comment USING (
    (SELECT current_setting('app.offices', true)) = '*'
    OR office_id = ANY ((SELECT string_to_array(current_setting('app.offices', true), ','))::text[])
);
