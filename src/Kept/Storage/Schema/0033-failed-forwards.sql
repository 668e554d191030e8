-- oldest program: 1
-- What partners did not take, for whoever looks after the program.
CREATE INDEX forwards_failed ON forwards (id) WHERE state = 'Failed';
CREATE INDEX forward_own_updates_failed ON forward_own_updates (id) WHERE state = 'Failed';
