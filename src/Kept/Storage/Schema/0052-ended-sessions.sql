-- oldest program: 48
-- Sign-ins that were ended by signing out: a copy of their cookie is worth nothing any more.
CREATE TABLE ended_sessions (
  session $text PRIMARY KEY,
  ended_at $instant NOT NULL
);
CREATE INDEX ended_sessions_at ON ended_sessions (ended_at);
