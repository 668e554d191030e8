-- stops older programs: they would do again what another node has answered already
-- Answers of the API under an Idempotency-Key, kept for retries; forgotten after a day.
CREATE TABLE api_answers (
  scope $text NOT NULL,
  idempotency_key $text NOT NULL,
  request_hash $text NOT NULL,
  status $int NOT NULL,
  body $text NOT NULL,
  entity_tag $text NULL,
  at $instant NOT NULL,
  PRIMARY KEY (scope, idempotency_key)
);
CREATE INDEX api_answers_at ON api_answers (at);

-- Keys of programs are forgotten after a day, keys of drafts later.
CREATE INDEX idempotency_keys_scope_at ON idempotency_keys (scope, at);
DROP INDEX idempotency_keys_at;
