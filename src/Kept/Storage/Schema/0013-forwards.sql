-- stops older programs: cases that they take would not be forwarded
-- Cases that somebody else does work for, over Open311.

CREATE TABLE forwards (
  id $id PRIMARY KEY,
  version $int NOT NULL,
  case_id $id NOT NULL REFERENCES cases (id),
  partner $text NOT NULL,
  state $text NOT NULL,
  attempts $int NOT NULL,
  may_have_arrived $bool NOT NULL,
  created_at $instant NOT NULL,
  first_attempt_at $instant NULL,
  next_attempt_at $instant NULL,
  expires_at $instant NOT NULL,
  sent_at $instant NULL,
  sent $text NULL,
  token $text NULL,
  their_id $text NULL,
  their_status $text NULL,
  their_change_at $instant NULL,
  last_answer $text NULL
);
CREATE INDEX forwards_due ON forwards (next_attempt_at) WHERE next_attempt_at IS NOT NULL;
CREATE INDEX forwards_case ON forwards (case_id);
CREATE INDEX forwards_theirs ON forwards (partner, their_id) WHERE their_id IS NOT NULL;
CREATE INDEX forwards_with_them ON forwards (partner, created_at) WHERE state = 'WithThem';

CREATE TABLE forward_updates (
  id $id PRIMARY KEY,
  forward_id $id NOT NULL REFERENCES forwards (id),
  update_id $text NOT NULL,
  at $instant NOT NULL,
  heard_at $instant NOT NULL,
  status $text NOT NULL,
  words $text NULL,
  UNIQUE (forward_id, update_id)
);

CREATE TABLE forward_followings (
  partner $text PRIMARY KEY,
  version $int NOT NULL,
  since $instant NOT NULL,
  next_at $instant NOT NULL
);
