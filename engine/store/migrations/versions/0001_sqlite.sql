CREATE TABLE access_event (
    office_id TEXT NOT NULL,
    id BLOB NOT NULL,
    user_id TEXT NOT NULL,
    instance_id BLOB,
    what TEXT NOT NULL,
    at BIGINT NOT NULL,
    CONSTRAINT pk_access_event PRIMARY KEY (office_id, id)
)
 WITHOUT ROWID;

CREATE INDEX ix_access_event_instance ON access_event (office_id, instance_id, at);

CREATE TABLE calendar_day (
    office_id TEXT NOT NULL,
    day TEXT NOT NULL,
    since_version INTEGER NOT NULL,
    until_version INTEGER,
    is_holiday BOOLEAN NOT NULL,
    name_th TEXT NOT NULL,
    name_en TEXT NOT NULL,
    source TEXT NOT NULL,
    entered_by TEXT NOT NULL,
    entered_at BIGINT NOT NULL,
    CONSTRAINT pk_calendar_day PRIMARY KEY (office_id, day, since_version)
)
 WITHOUT ROWID;

CREATE TABLE candidate_set (
    roles TEXT NOT NULL,
    CONSTRAINT pk_candidate_set PRIMARY KEY (roles)
)
 WITHOUT ROWID;

CREATE TABLE case_key (
    office_id TEXT NOT NULL,
    instance_id BLOB NOT NULL,
    "key" BLOB NOT NULL,
    CONSTRAINT pk_case_key PRIMARY KEY (office_id, instance_id)
)
 WITHOUT ROWID;

CREATE TABLE counter (
    office_id TEXT NOT NULL,
    name TEXT NOT NULL,
    year INTEGER NOT NULL,
    value INTEGER NOT NULL,
    CONSTRAINT pk_counter PRIMARY KEY (office_id, name, year)
)
 WITHOUT ROWID;

CREATE TABLE deployment (
    id BLOB NOT NULL,
    name TEXT NOT NULL,
    deployed_by TEXT NOT NULL,
    deployed_at BIGINT NOT NULL,
    CONSTRAINT pk_deployment PRIMARY KEY (id)
)
 WITHOUT ROWID;

CREATE TABLE heartbeat (
    name TEXT NOT NULL,
    at BIGINT NOT NULL,
    CONSTRAINT pk_heartbeat PRIMARY KEY (name)
)
 WITHOUT ROWID;

CREATE TABLE history_event (
    office_id TEXT NOT NULL,
    instance_id BLOB NOT NULL,
    seq INTEGER NOT NULL,
    at BIGINT NOT NULL,
    type TEXT NOT NULL,
    element_id TEXT,
    actor TEXT NOT NULL,
    on_behalf_of TEXT,
    body BLOB,
    hash BLOB NOT NULL,
    CONSTRAINT pk_history_event PRIMARY KEY (office_id, instance_id, seq)
)
 WITHOUT ROWID;

CREATE TABLE idempotency (
    hash BLOB NOT NULL,
    request_hash BLOB NOT NULL,
    status INTEGER NOT NULL,
    body BLOB NOT NULL,
    at BIGINT NOT NULL,
    CONSTRAINT pk_idempotency PRIMARY KEY (hash)
);

CREATE TABLE ledger_entry (
    id INTEGER NOT NULL,
    leaf_index BIGINT,
    seq INTEGER NOT NULL,
    office_id TEXT NOT NULL,
    instance_id BLOB NOT NULL,
    hash BLOB NOT NULL,
    CONSTRAINT pk_ledger_entry PRIMARY KEY (id)
);

CREATE INDEX ix_ledger_entry_instance ON ledger_entry (instance_id);

CREATE UNIQUE INDEX ix_ledger_entry_leaf ON ledger_entry (leaf_index) WHERE leaf_index IS NOT NULL;

CREATE INDEX ix_ledger_entry_unsealed ON ledger_entry (id) WHERE leaf_index IS NULL;

CREATE TABLE office (
    id TEXT NOT NULL,
    name_th TEXT NOT NULL,
    name_en TEXT NOT NULL,
    province TEXT NOT NULL,
    settings BLOB NOT NULL,
    calendar_version INTEGER NOT NULL,
    CONSTRAINT pk_office PRIMARY KEY (id)
);

CREATE TABLE role (
    "key" TEXT NOT NULL,
    name_th TEXT NOT NULL,
    name_en TEXT NOT NULL,
    kind TEXT NOT NULL,
    CONSTRAINT pk_role PRIMARY KEY ("key")
)
 WITHOUT ROWID;

CREATE TABLE sign_in_attempt (
    account TEXT NOT NULL,
    address TEXT NOT NULL,
    window_start BIGINT NOT NULL,
    failures INTEGER NOT NULL,
    CONSTRAINT pk_sign_in_attempt PRIMARY KEY (account, address)
)
 WITHOUT ROWID;

CREATE TABLE tree_head (
    size BIGINT NOT NULL,
    root BLOB NOT NULL,
    at BIGINT NOT NULL,
    signature BLOB NOT NULL,
    previous_size BIGINT,
    frontier BLOB NOT NULL,
    CONSTRAINT pk_tree_head PRIMARY KEY (size)
);

CREATE TABLE user_account (
    id TEXT NOT NULL,
    name_th TEXT NOT NULL,
    name_en TEXT NOT NULL,
    password_hash TEXT NOT NULL,
    email TEXT,
    disabled_at BIGINT,
    created_at BIGINT NOT NULL,
    CONSTRAINT pk_user_account PRIMARY KEY (id)
)
 WITHOUT ROWID;

CREATE TABLE access_token (
    hash BLOB NOT NULL,
    user_id TEXT NOT NULL,
    issued_at BIGINT NOT NULL,
    expires_at BIGINT NOT NULL,
    revoked_at BIGINT,
    CONSTRAINT pk_access_token PRIMARY KEY (hash),
    CONSTRAINT fk_access_token_user_id FOREIGN KEY(user_id) REFERENCES user_account (id)
)
 WITHOUT ROWID;

CREATE INDEX ix_access_token_user_id ON access_token (user_id);

CREATE TABLE decision_definition (
    "key" TEXT NOT NULL,
    version INTEGER NOT NULL,
    deployment_id BLOB NOT NULL,
    digest TEXT NOT NULL,
    xml BLOB NOT NULL,
    CONSTRAINT pk_decision_definition PRIMARY KEY ("key", version),
    CONSTRAINT fk_decision_definition_deployment_id FOREIGN KEY(deployment_id) REFERENCES deployment (id)
);

CREATE INDEX ix_decision_definition_deployment_id ON decision_definition (deployment_id);

CREATE TABLE form_definition (
    "key" TEXT NOT NULL,
    version INTEGER NOT NULL,
    deployment_id BLOB NOT NULL,
    digest TEXT NOT NULL,
    body BLOB NOT NULL,
    CONSTRAINT pk_form_definition PRIMARY KEY ("key", version),
    CONSTRAINT fk_form_definition_deployment_id FOREIGN KEY(deployment_id) REFERENCES deployment (id)
);

CREATE INDEX ix_form_definition_deployment_id ON form_definition (deployment_id);

CREATE TABLE membership (
    office_id TEXT NOT NULL,
    id BLOB NOT NULL,
    user_id TEXT NOT NULL,
    role_key TEXT NOT NULL,
    valid_from TEXT NOT NULL,
    valid_to TEXT,
    CONSTRAINT pk_membership PRIMARY KEY (office_id, id),
    CONSTRAINT fk_membership_office_id FOREIGN KEY(office_id) REFERENCES office (id),
    CONSTRAINT fk_membership_user_id FOREIGN KEY(user_id) REFERENCES user_account (id),
    CONSTRAINT fk_membership_role_key FOREIGN KEY(role_key) REFERENCES role ("key")
)
 WITHOUT ROWID;

CREATE INDEX ix_membership_user_id ON membership (user_id);

CREATE TABLE process_definition (
    "key" TEXT NOT NULL,
    version INTEGER NOT NULL,
    deployment_id BLOB NOT NULL,
    name_th TEXT NOT NULL,
    name_en TEXT NOT NULL,
    digest TEXT NOT NULL,
    xml BLOB NOT NULL,
    business_key_prefix TEXT,
    has_diagram BOOLEAN NOT NULL,
    start_messages BLOB NOT NULL,
    calls BLOB NOT NULL,
    retired_at BIGINT,
    CONSTRAINT pk_process_definition PRIMARY KEY ("key", version),
    CONSTRAINT fk_process_definition_deployment_id FOREIGN KEY(deployment_id) REFERENCES deployment (id)
);

CREATE INDEX ix_process_definition_deployment_id ON process_definition (deployment_id);

CREATE TABLE substitution (
    office_id TEXT NOT NULL,
    id BLOB NOT NULL,
    absent_id TEXT NOT NULL,
    substitute_id TEXT NOT NULL,
    role_key TEXT,
    valid_from TEXT NOT NULL,
    valid_to TEXT NOT NULL,
    reason TEXT NOT NULL,
    created_at BIGINT NOT NULL,
    CONSTRAINT pk_substitution PRIMARY KEY (office_id, id),
    CONSTRAINT fk_substitution_absent_id FOREIGN KEY(absent_id) REFERENCES user_account (id),
    CONSTRAINT fk_substitution_substitute_id FOREIGN KEY(substitute_id) REFERENCES user_account (id)
)
 WITHOUT ROWID;

CREATE INDEX ix_substitution_substitute_id ON substitution (substitute_id);

CREATE TABLE process_instance (
    office_id TEXT NOT NULL,
    id BLOB NOT NULL,
    definition_key TEXT NOT NULL,
    definition_version INTEGER NOT NULL,
    business_key TEXT NOT NULL,
    status TEXT NOT NULL,
    applicant_id TEXT,
    started_by TEXT NOT NULL,
    started_at BIGINT NOT NULL,
    ended_at BIGINT,
    lock_version INTEGER NOT NULL,
    last_seq INTEGER NOT NULL,
    last_hash BLOB NOT NULL,
    CONSTRAINT pk_process_instance PRIMARY KEY (office_id, id),
    CONSTRAINT uq_process_instance_office_id_business_key UNIQUE (office_id, business_key),
    CONSTRAINT fk_process_instance_definition_key_definition_version FOREIGN KEY(definition_key, definition_version) REFERENCES process_definition ("key", version)
);

CREATE INDEX ix_process_instance_applicant ON process_instance (applicant_id, id) WHERE applicant_id IS NOT NULL;

CREATE INDEX ix_process_instance_listing ON process_instance (office_id, definition_key, status, id);

CREATE TABLE attachment (
    office_id TEXT NOT NULL,
    id BLOB NOT NULL,
    instance_id BLOB NOT NULL,
    task_id BLOB,
    field TEXT,
    name TEXT NOT NULL,
    content_type TEXT NOT NULL,
    size INTEGER NOT NULL,
    sha256 TEXT NOT NULL,
    uploaded_by TEXT NOT NULL,
    at BIGINT NOT NULL,
    removed_at BIGINT,
    CONSTRAINT pk_attachment PRIMARY KEY (office_id, id),
    CONSTRAINT fk_attachment_office_id_instance_id FOREIGN KEY(office_id, instance_id) REFERENCES process_instance (office_id, id)
)
 WITHOUT ROWID;

CREATE INDEX ix_attachment_content ON attachment (sha256);

CREATE INDEX ix_attachment_instance ON attachment (office_id, instance_id);

CREATE TABLE incident (
    office_id TEXT NOT NULL,
    id BLOB NOT NULL,
    instance_id BLOB NOT NULL,
    element_id TEXT NOT NULL,
    element_instance_id BLOB,
    job_id BLOB,
    code TEXT NOT NULL,
    message_th TEXT NOT NULL,
    message_en TEXT NOT NULL,
    raised_at BIGINT NOT NULL,
    resolved_at BIGINT,
    resolved_by TEXT,
    CONSTRAINT pk_incident PRIMARY KEY (office_id, id),
    CONSTRAINT fk_incident_office_id_instance_id FOREIGN KEY(office_id, instance_id) REFERENCES process_instance (office_id, id)
)
 WITHOUT ROWID;

CREATE INDEX ix_incident_instance ON incident (office_id, instance_id);

CREATE INDEX ix_incident_open ON incident (office_id, id) WHERE resolved_at IS NULL;

CREATE TABLE instance_state (
    office_id TEXT NOT NULL,
    instance_id BLOB NOT NULL,
    state BLOB NOT NULL,
    CONSTRAINT pk_instance_state PRIMARY KEY (office_id, instance_id),
    CONSTRAINT fk_instance_state_office_id_instance_id FOREIGN KEY(office_id, instance_id) REFERENCES process_instance (office_id, id)
);

CREATE TABLE job (
    office_id TEXT NOT NULL,
    id BLOB NOT NULL,
    instance_id BLOB,
    kind TEXT NOT NULL,
    element_id TEXT,
    name TEXT,
    due_at BIGINT NOT NULL,
    run_at BIGINT NOT NULL,
    state TEXT NOT NULL,
    attempts INTEGER NOT NULL,
    locked_by TEXT,
    locked_until BIGINT,
    payload BLOB,
    deadline BLOB,
    explanation BLOB,
    last_error TEXT,
    created_at BIGINT NOT NULL,
    done_at BIGINT,
    CONSTRAINT pk_job PRIMARY KEY (office_id, id),
    CONSTRAINT fk_job_office_id_instance_id FOREIGN KEY(office_id, instance_id) REFERENCES process_instance (office_id, id)
)
 WITHOUT ROWID;

CREATE INDEX ix_job_instance ON job (office_id, instance_id);

CREATE INDEX ix_job_run ON job (run_at, id) WHERE state = 'waiting';

CREATE TABLE message_subscription (
    office_id TEXT NOT NULL,
    id BLOB NOT NULL,
    instance_id BLOB NOT NULL,
    element_id TEXT NOT NULL,
    kind TEXT NOT NULL,
    name TEXT NOT NULL,
    correlation BLOB NOT NULL,
    correlation_key TEXT NOT NULL,
    CONSTRAINT pk_message_subscription PRIMARY KEY (office_id, id),
    CONSTRAINT fk_message_subscription_office_id_instance_id FOREIGN KEY(office_id, instance_id) REFERENCES process_instance (office_id, id)
)
 WITHOUT ROWID;

CREATE INDEX ix_message_subscription_instance ON message_subscription (office_id, instance_id);

CREATE INDEX ix_message_subscription_name ON message_subscription (name, office_id);

CREATE TABLE task (
    office_id TEXT NOT NULL,
    id BLOB NOT NULL,
    instance_id BLOB NOT NULL,
    due_sort BIGINT NOT NULL,
    created_at BIGINT NOT NULL,
    closed_at BIGINT,
    due_date TEXT,
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
    draft BLOB,
    CONSTRAINT pk_task PRIMARY KEY (office_id, id),
    CONSTRAINT fk_task_office_id_instance_id FOREIGN KEY(office_id, instance_id) REFERENCES process_instance (office_id, id)
)
 WITHOUT ROWID;

CREATE INDEX ix_task_inbox ON task (office_id, roles, due_sort, id) WHERE state = 'open';

CREATE INDEX ix_task_instance ON task (instance_id);

CREATE INDEX ix_task_mine ON task (assignee, due_sort, id) WHERE state = 'open' AND assignee IS NOT NULL;

CREATE INDEX ix_task_office ON task (office_id, due_sort, id) WHERE state = 'open';

CREATE TABLE task_comment (
    office_id TEXT NOT NULL,
    id BLOB NOT NULL,
    instance_id BLOB NOT NULL,
    task_id BLOB,
    author TEXT NOT NULL,
    at BIGINT NOT NULL,
    body TEXT NOT NULL,
    CONSTRAINT pk_task_comment PRIMARY KEY (office_id, id),
    CONSTRAINT fk_task_comment_office_id_instance_id FOREIGN KEY(office_id, instance_id) REFERENCES process_instance (office_id, id)
)
 WITHOUT ROWID;

CREATE INDEX ix_task_comment_instance ON task_comment (office_id, instance_id);
