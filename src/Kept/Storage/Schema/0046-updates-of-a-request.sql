-- stops older programs: they look for an update by its id alone, and would find those of two requests
-- An update_id counts within its request, and with it what was sent: the same id with other words is refused and not lost.

CREATE TABLE partner_updates_of_requests (
  id $id PRIMARY KEY,
  partner_id $id NOT NULL,
  update_id $text NOT NULL,
  case_id $id NOT NULL REFERENCES cases (id),
  status $text NOT NULL,
  at $instant NOT NULL,
  received_at $instant NOT NULL,
  content $text NULL,
  UNIQUE (partner_id, case_id, update_id)
);
INSERT INTO partner_updates_of_requests (id, partner_id, update_id, case_id, status, at, received_at)
  SELECT id, partner_id, update_id, case_id, status, at, received_at FROM partner_updates;
DROP TABLE partner_updates;
ALTER TABLE partner_updates_of_requests RENAME TO partner_updates;
CREATE INDEX partner_updates_case ON partner_updates (case_id);

ALTER TABLE forward_updates ADD COLUMN content $text NULL;
