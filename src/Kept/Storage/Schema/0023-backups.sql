-- oldest program: 20
-- Backups that were made or failed, for the status page; and what the status page counts of messages that did not go.
CREATE TABLE backups (
  id $id PRIMARY KEY,
  at $instant NOT NULL,
  place $text NOT NULL,
  scheduled $bool NOT NULL,
  bytes $long NOT NULL,
  files $long NOT NULL,
  problem $text NULL
);
CREATE INDEX backups_at ON backups (at);
CREATE INDEX messages_held ON messages (state, created_at) WHERE state IN ('Draft', 'Failed', 'Expired');
