-- stops older programs: they cannot read what is noted of keys among the changes of staff
-- Organisations whose programs work with ours, and the keys that programs use in place of signing in.

CREATE TABLE partners (
  id $id PRIMARY KEY,
  name $text NOT NULL,
  mail $text NOT NULL,
  made_by_id $id NULL REFERENCES staff (id),
  made_at $instant NOT NULL
);

-- Of a partner or of a member of staff; the secret is known by its hash only.
CREATE TABLE access_keys (
  id $id PRIMARY KEY,
  prefix $text NOT NULL UNIQUE,
  secret_hash $text NOT NULL,
  partner_id $id NULL REFERENCES partners (id),
  staff_id $id NULL REFERENCES staff (id),
  label $text NOT NULL,
  rights $text NOT NULL,
  per_minute $int NOT NULL,
  made_by_id $id NULL REFERENCES staff (id),
  made_at $instant NOT NULL,
  expires_at $instant NULL,
  revoked_at $instant NULL,
  revoked_by_id $id NULL REFERENCES staff (id),
  last_used_at $instant NULL,
  CHECK ((partner_id IS NULL) <> (staff_id IS NULL))
);
CREATE INDEX access_keys_partner ON access_keys (partner_id);
CREATE INDEX access_keys_staff ON access_keys (staff_id);
