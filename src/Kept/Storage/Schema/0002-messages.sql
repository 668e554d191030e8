-- stops older programs: there are none
-- Outgoing messages: rows saved with the change that caused them, delivered by the worker.

CREATE TABLE messages (
  id $id PRIMARY KEY,
  version $int NOT NULL,
  token $text NOT NULL,
  case_id $id NULL REFERENCES cases (id),
  follower_id $id NULL,
  staff_id $id NULL,
  kind $text NOT NULL,
  recipient $text NOT NULL,
  recipient_key $text NOT NULL,
  language $text NOT NULL,
  subject $text NOT NULL,
  letter $text NOT NULL,
  state $text NOT NULL,
  created_at $instant NOT NULL,
  next_attempt_at $instant NULL,
  leased_until $instant NULL,
  attempts $int NOT NULL,
  expires_at $instant NOT NULL,
  sent_at $instant NULL,
  last_answer $text NULL
);
CREATE INDEX messages_due ON messages (next_attempt_at) WHERE state = 'Waiting';
CREATE INDEX messages_case ON messages (case_id) WHERE case_id IS NOT NULL;
CREATE INDEX messages_recipient ON messages (recipient_key, sent_at);

-- Addresses that somebody has shown to read: only those get what was typed repeated, and more than three mails an hour.
CREATE TABLE confirmed_addresses (
  address_key $text PRIMARY KEY,
  confirmed_at $instant NOT NULL
);

-- "Send me a code": what somebody typed who wants to see a case without the link. The row is the same whether the case
-- exists or not; the worker looks, and writes to the address only where it follows that case.
CREATE TABLE code_requests (
  id $id PRIMARY KEY,
  version $int NOT NULL,
  secret $text NOT NULL UNIQUE,
  reference $text NOT NULL,
  mail_key $text NOT NULL,
  language $text NOT NULL,
  asked_at $instant NOT NULL,
  handled_at $instant NULL,
  follower_id $id NULL,
  code_hash $text NULL,
  wrong_tries $int NOT NULL,
  used_at $instant NULL
);
CREATE INDEX code_requests_new ON code_requests (asked_at) WHERE handled_at IS NULL;
CREATE INDEX code_requests_mail ON code_requests (mail_key, asked_at);
