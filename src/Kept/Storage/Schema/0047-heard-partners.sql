-- oldest program: 1
-- What partners said that they are done with a short time ago: they may say something else yet.
CREATE INDEX forwards_heard ON forwards (partner, their_change_at) WHERE their_change_at IS NOT NULL;
