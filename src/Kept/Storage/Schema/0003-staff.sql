-- stops older programs: there are none
-- People who work here, their passkeys, their ways in. Columns follow ASP.NET Core Identity where it has them.

CREATE TABLE staff (
  id $id PRIMARY KEY,
  user_name $text NULL,
  normalized_user_name $text NULL UNIQUE,
  email $text NULL,
  normalized_email $text NULL,
  email_confirmed $bool NOT NULL,
  password_hash $text NULL,
  security_stamp $text NULL,
  concurrency_stamp $text NULL,
  phone_number $text NULL,
  phone_number_confirmed $bool NOT NULL,
  two_factor_enabled $bool NOT NULL,
  lockout_end $offset NULL,
  lockout_enabled $bool NOT NULL,
  access_failed_count $int NOT NULL,
  name $text NOT NULL,
  role $text NOT NULL,
  team $text NULL,
  language $text NOT NULL,
  active $bool NOT NULL
);
CREATE INDEX staff_normalized_email ON staff (normalized_email);

CREATE TABLE staff_claims (
  id $serial,
  user_id $id NOT NULL REFERENCES staff (id),
  claim_type $text NULL,
  claim_value $text NULL
);

CREATE TABLE staff_logins (
  login_provider $text NOT NULL,
  provider_key $text NOT NULL,
  provider_display_name $text NULL,
  user_id $id NOT NULL REFERENCES staff (id),
  PRIMARY KEY (login_provider, provider_key)
);

CREATE TABLE staff_tokens (
  user_id $id NOT NULL REFERENCES staff (id),
  login_provider $text NOT NULL,
  name $text NOT NULL,
  value $text NULL,
  PRIMARY KEY (user_id, login_provider, name)
);

CREATE TABLE staff_passkeys (
  credential_id $blob PRIMARY KEY,
  user_id $id NOT NULL REFERENCES staff (id),
  data $text NOT NULL
);
CREATE INDEX staff_passkeys_user ON staff_passkeys (user_id);

-- Who changed what about somebody's access.
CREATE TABLE staff_changes (
  id $id PRIMARY KEY,
  staff_id $id NOT NULL REFERENCES staff (id),
  by_id $id NULL REFERENCES staff (id),
  kind $text NOT NULL,
  before $text NULL,
  after $text NULL,
  at $instant NOT NULL
);
CREATE INDEX staff_changes_staff ON staff_changes (staff_id, at);

-- Set-up, invitation and reset links: by the hash of their secret.
CREATE TABLE one_time_links (
  secret_hash $text PRIMARY KEY,
  purpose $text NOT NULL,
  staff_id $id NULL REFERENCES staff (id),
  created_at $instant NOT NULL,
  expires_at $instant NOT NULL,
  used_at $instant NULL
);

-- Tries to get in, by the hash of the address typed; forgotten after an hour.
CREATE TABLE sign_in_tries (
  id $id PRIMARY KEY,
  kind $text NOT NULL,
  mail_hash $text NOT NULL,
  at $instant NOT NULL
);
CREATE INDEX sign_in_tries_mail ON sign_in_tries (mail_hash, at);
CREATE INDEX sign_in_tries_at ON sign_in_tries (at);

-- Keys that protect sign-in cookies, shared by every process on this database.
CREATE TABLE protection_keys (
  id $serial,
  friendly_name $text NULL,
  xml $text NOT NULL
);
