-- stops older programs: other systems would not hear what they change
-- Addresses of other systems that are told what happens to cases.
CREATE TABLE webhooks (
  id $id PRIMARY KEY,
  version $int NOT NULL,
  name $text NOT NULL,
  address $text NOT NULL,
  groups $text NOT NULL,
  services $text NOT NULL,
  personal $bool NOT NULL,
  state $text NOT NULL,
  secret $text NOT NULL,
  former_secret $text NULL,
  former_secret_until $instant NULL,
  made_by_id $id NOT NULL REFERENCES staff (id),
  created_at $instant NOT NULL,
  failing_since $instant NULL,
  failures $int NOT NULL,
  quiet_until $instant NULL
);

-- What each is told: rows saved with the change, sent by the worker.
CREATE TABLE webhook_deliveries (
  id $id PRIMARY KEY,
  version $int NOT NULL,
  webhook_id $id NOT NULL REFERENCES webhooks (id) ON DELETE CASCADE,
  case_id $id NULL REFERENCES cases (id),
  turn_id $id NOT NULL,
  type $text NOT NULL,
  body $text NOT NULL,
  state $text NOT NULL,
  created_at $instant NOT NULL,
  next_attempt_at $instant NULL,
  leased_until $instant NULL,
  attempts $int NOT NULL,
  expires_at $instant NOT NULL,
  answered_at $instant NULL,
  last_answer $text NULL
);
CREATE INDEX webhook_deliveries_due ON webhook_deliveries (webhook_id, next_attempt_at) WHERE state = 'Waiting';
CREATE INDEX webhook_deliveries_case ON webhook_deliveries (webhook_id, case_id, turn_id) WHERE state = 'Waiting';
CREATE UNIQUE INDEX webhook_deliveries_shown ON webhook_deliveries (webhook_id, turn_id);
CREATE INDEX webhook_deliveries_created ON webhook_deliveries (created_at);

-- Who did what with a webhook.
CREATE TABLE webhook_changes (
  id $id PRIMARY KEY,
  webhook_id $id NOT NULL,
  by_id $id NOT NULL REFERENCES staff (id),
  kind $text NOT NULL,
  name $text NOT NULL,
  at $instant NOT NULL
);
