-- stops older programs: they cannot read an update without a status
-- What partners say is kept whatever status they give to it, as they gave it, and who sent it.

CREATE TABLE forward_updates_as_said (
  id $id PRIMARY KEY,
  forward_id $id NOT NULL REFERENCES forwards (id),
  update_id $text NOT NULL,
  at $instant NOT NULL,
  heard_at $instant NOT NULL,
  status $text NULL,
  given $text NULL,
  words $text NULL,
  sender $text NULL,
  content $text NULL,
  UNIQUE (forward_id, update_id)
);
INSERT INTO forward_updates_as_said (id, forward_id, update_id, at, heard_at, status, words, content)
  SELECT id, forward_id, update_id, at, heard_at, status, words, content FROM forward_updates;
DROP TABLE forward_updates;
ALTER TABLE forward_updates_as_said RENAME TO forward_updates;
