-- stops older programs: what is added in them would not go on to partners, and they cannot read files of partners
-- What partners are told about cases that they were given: additions, taken back, open again.

CREATE TABLE forward_own_updates (
  id $id PRIMARY KEY,
  version $int NOT NULL,
  forward_id $id NOT NULL REFERENCES forwards (id),
  event_id $id NULL,
  status $text NOT NULL,
  at $instant NOT NULL,
  files $text NOT NULL,
  state $text NOT NULL,
  attempts $int NOT NULL,
  first_attempt_at $instant NULL,
  next_attempt_at $instant NULL,
  sent_at $instant NULL,
  sent $text NULL,
  their_id $text NULL,
  last_answer $text NULL
);
CREATE INDEX forward_own_updates_due ON forward_own_updates (next_attempt_at) WHERE state = 'Waiting';
CREATE INDEX forward_own_updates_forward ON forward_own_updates (forward_id, id);
