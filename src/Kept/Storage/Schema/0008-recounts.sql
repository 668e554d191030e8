-- Full recounts of what the overview shows: what was found, and by whom the next one knows that it was not alone.
CREATE TABLE recounts (
  number $int PRIMARY KEY,
  at $instant NOT NULL,
  cases $long NOT NULL,
  corrected $long NOT NULL
);
CREATE INDEX case_events_handed_over ON case_events (case_id) WHERE kind = 'HandedOver';
