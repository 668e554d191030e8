-- oldest program: 1
-- Open cases without a date are listed by id. PostgreSQL takes that order from an index only where the id stands in it (in an
-- index of SQLite it always does); without, it reads through all closed cases until a page is full.

DROP INDEX cases_due;
CREATE INDEX cases_due ON cases (next_due, id) WHERE state <> 'Closed';
DROP INDEX cases_team_due;
CREATE INDEX cases_team_due ON cases (team, next_due, id) WHERE state <> 'Closed';
DROP INDEX cases_owner_due;
CREATE INDEX cases_owner_due ON cases (owner_id, next_due, id) WHERE state <> 'Closed';
DROP INDEX cases_nobody;
CREATE INDEX cases_nobody ON cases (team, next_due, id) WHERE owner_id IS NULL AND state <> 'Closed';
