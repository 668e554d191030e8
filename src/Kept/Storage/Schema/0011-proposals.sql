-- oldest program: 10
-- Words that programs would say; a person decides.
CREATE TABLE proposals (
  id $id PRIMARY KEY,
  case_id $id NOT NULL REFERENCES cases (id),
  kind $text NOT NULL,
  words $text NOT NULL,
  staff_id $id NOT NULL REFERENCES staff (id),
  source $text NOT NULL,
  at $instant NOT NULL,
  decided_at $instant NULL,
  decided_by_id $id NULL REFERENCES staff (id),
  used $bool NULL
);
CREATE INDEX proposals_case ON proposals (case_id);
