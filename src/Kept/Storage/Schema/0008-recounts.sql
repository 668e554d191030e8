-- stops older programs: they do not count what they save
-- Full recounts of what the overview shows: what was found, and by whom the next one knows that it was not alone.
CREATE TABLE recounts (
  number $int PRIMARY KEY,
  at $instant NOT NULL,
  cases $long NOT NULL,
  corrected $long NOT NULL
);
CREATE INDEX case_events_handed_over ON case_events (case_id) WHERE kind = 'HandedOver';

-- The cases behind a figure of the overview.
CREATE INDEX cases_received ON cases (received_at);
CREATE INDEX promises_settled ON promises (state, settled_at) WHERE settled_at IS NOT NULL;
CREATE INDEX contacts_chasers ON contacts (at) WHERE chaser;
CREATE INDEX surveys_answered ON surveys (answer, answered_at) WHERE answered_at IS NOT NULL;
