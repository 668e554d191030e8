-- stops older programs: there are none
-- The record: a case with its followers, stages, promises, pauses, visits, contacts, files and timeline.
-- One script for both databases; words behind a dollar sign are types, given by the dialect (see SchemaScripts).

CREATE TABLE service_versions (
  id $id PRIMARY KEY,
  service_code $text NOT NULL,
  number $int NOT NULL,
  hash $text NOT NULL,
  definition $text NOT NULL,
  in_use_since $instant NOT NULL,
  UNIQUE (service_code, number)
);

CREATE TABLE cases (
  id $id PRIMARY KEY,
  version $int NOT NULL,
  reference $text NOT NULL UNIQUE,
  secret $text NOT NULL,
  service_code $text NOT NULL,
  service_version_id $id NOT NULL,
  team $text NOT NULL,
  owner_id $id NULL,
  state $text NOT NULL,
  channel $text NOT NULL,
  language $text NOT NULL,
  title $text NOT NULL,
  answers $text NOT NULL,
  place_words $text NULL,
  place_address $text NULL,
  latitude $real NULL,
  longitude $real NULL,
  slot_start $instant NULL,
  slot_end $instant NULL,
  received_at $instant NOT NULL,
  closed_at $instant NULL,
  outcome $text NULL,
  outcome_words $text NULL,
  merged_into_id $id NULL,
  paused_at $instant NULL,
  next_due $instant NULL,
  broken_promises $int NOT NULL,
  contacts $int NOT NULL,
  chasers $int NOT NULL,
  last_contact_at $instant NULL,
  last_contact_chaser $bool NOT NULL,
  reopened $int NOT NULL
);
CREATE INDEX cases_team_due ON cases (team, next_due) WHERE state <> 'Closed';
CREATE INDEX cases_owner_due ON cases (owner_id, next_due) WHERE state <> 'Closed';
CREATE INDEX cases_due ON cases (next_due) WHERE state <> 'Closed';
CREATE INDEX cases_broken ON cases (team, next_due) WHERE broken_promises > 0 AND state <> 'Closed';
CREATE INDEX cases_nobody ON cases (team, next_due) WHERE owner_id IS NULL AND state <> 'Closed';
CREATE INDEX cases_waiting ON cases (team, paused_at) WHERE state = 'Waiting';
CREATE INDEX cases_closed ON cases (closed_at) WHERE state = 'Closed';
CREATE INDEX cases_closed_team ON cases (team, closed_at) WHERE state = 'Closed';
CREATE INDEX cases_closed_owner ON cases (owner_id, closed_at) WHERE state = 'Closed';
CREATE INDEX cases_closed_service ON cases (service_code, closed_at) WHERE state = 'Closed';
CREATE INDEX cases_place ON cases (service_code, latitude, longitude) WHERE state <> 'Closed';
CREATE INDEX cases_merged ON cases (merged_into_id) WHERE merged_into_id IS NOT NULL;

CREATE TABLE followers (
  id $id PRIMARY KEY,
  case_id $id NOT NULL REFERENCES cases (id),
  reporter $bool NOT NULL,
  name $text NULL,
  mail $text NULL,
  mail_key $text NULL,
  phone $text NULL,
  phone_key $text NULL,
  address $text NULL,
  language $text NOT NULL,
  notes $text NULL,
  secret $text NOT NULL,
  following_since $instant NOT NULL,
  stopped_at $instant NULL
);
CREATE INDEX followers_case ON followers (case_id);
CREATE INDEX followers_mail ON followers (mail_key) WHERE mail_key IS NOT NULL;
CREATE INDEX followers_phone ON followers (phone_key) WHERE phone_key IS NOT NULL;

CREATE TABLE case_stages (
  id $id PRIMARY KEY,
  case_id $id NOT NULL REFERENCES cases (id),
  code $text NOT NULL,
  ordinal $int NOT NULL,
  clock_started_at $instant NULL,
  ended_at $instant NULL
);
CREATE INDEX case_stages_case ON case_stages (case_id);

CREATE TABLE promises (
  id $id PRIMARY KEY,
  case_id $id NOT NULL REFERENCES cases (id),
  stage $text NULL,
  source $text NOT NULL,
  state $text NOT NULL,
  words $text NOT NULL,
  language $text NOT NULL,
  channel $text NOT NULL,
  given_at $instant NOT NULL,
  given_by_id $id NULL,
  clock_from $instant NOT NULL,
  target $text NULL,
  calendar $text NOT NULL,
  due $instant NOT NULL,
  warn_at $instant NULL,
  warned_at $instant NULL,
  suspended_at $instant NULL,
  settled_at $instant NULL,
  replaced_by_id $id NULL,
  reason $text NULL,
  explanation $text NOT NULL
);
CREATE INDEX promises_case ON promises (case_id);
CREATE INDEX promises_due ON promises (due) WHERE state = 'Open' AND suspended_at IS NULL;
CREATE INDEX promises_warn ON promises (warn_at) WHERE state = 'Open' AND suspended_at IS NULL AND warned_at IS NULL;

CREATE TABLE pauses (
  id $id PRIMARY KEY,
  case_id $id NOT NULL REFERENCES cases (id),
  from_at $instant NOT NULL,
  to_at $instant NULL,
  reason $text NOT NULL
);
CREATE INDEX pauses_case ON pauses (case_id);

CREATE TABLE visits (
  id $id PRIMARY KEY,
  case_id $id NOT NULL REFERENCES cases (id),
  at $instant NOT NULL,
  done $bool NOT NULL,
  reason $text NULL,
  words $text NULL,
  by_id $id NULL
);
CREATE INDEX visits_case ON visits (case_id);

CREATE TABLE contacts (
  id $id PRIMARY KEY,
  case_id $id NOT NULL REFERENCES cases (id),
  follower_id $id NULL,
  at $instant NOT NULL,
  channel $text NOT NULL,
  incoming $bool NOT NULL,
  chaser $bool NOT NULL,
  marked_by_id $id NULL,
  words $text NULL,
  by_id $id NULL
);
CREATE INDEX contacts_case ON contacts (case_id);

CREATE TABLE case_events (
  id $id PRIMARY KEY,
  case_id $id NOT NULL REFERENCES cases (id),
  at $instant NOT NULL,
  kind $text NOT NULL,
  is_public $bool NOT NULL,
  by_id $id NULL,
  actor $text NOT NULL,
  words $text NULL,
  details $text NOT NULL
);
CREATE INDEX case_events_case ON case_events (case_id, at);

CREATE TABLE stored_files (
  id $id PRIMARY KEY,
  case_id $id NULL REFERENCES cases (id),
  draft_id $id NULL,
  secret $text NOT NULL,
  purpose $text NOT NULL,
  is_public $bool NOT NULL,
  name $text NOT NULL,
  media_type $text NOT NULL,
  size $long NOT NULL,
  hash $text NOT NULL,
  width $int NULL,
  height $int NULL,
  added_at $instant NOT NULL,
  added_by_id $id NULL
);
CREATE INDEX stored_files_case ON stored_files (case_id) WHERE case_id IS NOT NULL;
CREATE INDEX stored_files_draft ON stored_files (draft_id) WHERE draft_id IS NOT NULL;

CREATE TABLE bookings (
  id $id PRIMARY KEY,
  case_id $id NOT NULL REFERENCES cases (id),
  service_code $text NOT NULL,
  slot_start $instant NOT NULL,
  place_number $int NOT NULL,
  UNIQUE (service_code, slot_start, place_number)
);

CREATE TABLE drafts (
  id $id PRIMARY KEY,
  version $int NOT NULL,
  secret $text NOT NULL UNIQUE,
  service_code $text NOT NULL,
  service_version_id $id NOT NULL,
  language $text NOT NULL,
  answers $text NOT NULL,
  details $text NOT NULL,
  assisted_by_id $id NULL,
  started_at $instant NOT NULL,
  changed_at $instant NOT NULL,
  sent_as_id $id NULL
);
CREATE INDEX drafts_changed ON drafts (changed_at);

CREATE TABLE idempotency_keys (
  scope $text NOT NULL,
  idempotency_key $text NOT NULL,
  request_hash $text NOT NULL,
  case_id $id NOT NULL,
  status $int NOT NULL,
  answer $text NOT NULL,
  at $instant NOT NULL,
  PRIMARY KEY (scope, idempotency_key)
);
CREATE INDEX idempotency_keys_at ON idempotency_keys (at);

CREATE TABLE case_words (
  case_id $id PRIMARY KEY REFERENCES cases (id),
  words $text NOT NULL
);

CREATE TABLE surveys (
  id $id PRIMARY KEY,
  case_id $id NOT NULL REFERENCES cases (id),
  follower_id $id NOT NULL,
  secret $text NOT NULL UNIQUE,
  round $int NOT NULL,
  due $instant NOT NULL,
  asked_at $instant NULL,
  answer $text NULL,
  answered_at $instant NULL,
  comment $text NULL,
  UNIQUE (case_id, follower_id, round)
);
CREATE INDEX surveys_due ON surveys (due) WHERE asked_at IS NULL AND answered_at IS NULL;

CREATE TABLE case_viewers (
  case_id $id NOT NULL,
  staff_id $id NOT NULL,
  seen_at $instant NOT NULL,
  writing $bool NOT NULL,
  PRIMARY KEY (case_id, staff_id)
);
