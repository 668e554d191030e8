-- oldest program: 11
-- What came over Open311, and how it is read by date.

CREATE TABLE partner_requests (
  case_id $id PRIMARY KEY REFERENCES cases (id),
  partner_id $id NOT NULL,
  account_id $text NULL,
  device_id $text NULL
);
CREATE INDEX partner_requests_partner ON partner_requests (partner_id, case_id);

-- Files that partners name by their address: rows saved with the case, fetched by the worker.
CREATE TABLE partner_media (
  id $id PRIMARY KEY,
  version $int NOT NULL,
  case_id $id NOT NULL REFERENCES cases (id),
  address $text NOT NULL,
  purpose $text NOT NULL,
  is_public $bool NOT NULL,
  state $text NOT NULL,
  attempts $int NOT NULL,
  next_attempt_at $instant NULL,
  expires_at $instant NOT NULL,
  last_answer $text NULL
);
CREATE INDEX partner_media_due ON partner_media (next_attempt_at) WHERE state = 'Waiting';
CREATE INDEX partner_media_case ON partner_media (case_id);

-- Updates that partners sent; the same name again does nothing twice.
CREATE TABLE partner_updates (
  id $id PRIMARY KEY,
  partner_id $id NOT NULL,
  update_id $text NOT NULL,
  case_id $id NOT NULL REFERENCES cases (id),
  status $text NOT NULL,
  at $instant NOT NULL,
  received_at $instant NOT NULL,
  UNIQUE (partner_id, update_id)
);
CREATE INDEX partner_updates_case ON partner_updates (case_id);

-- Only what partners are told, so that a new case adds nothing here (see Open311/FindUpdates/ToldEvents).
CREATE INDEX case_events_told ON case_events (at)
  WHERE kind IN ('Visited', 'StageEnded', 'PromiseRevised', 'Paused', 'Resumed', 'Closed', 'Withdrawn', 'Reopened', 'Unmerged');
