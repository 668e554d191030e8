-- oldest program: 23
-- What each process says about its work: that it lives, and what failed. Kept for a day after it was heard of last.
CREATE TABLE work_reports (
  node $text NOT NULL,
  work $text NOT NULL,
  heard_at $instant NOT NULL,
  ran_at $instant NULL,
  failed_at $instant NULL,
  failures $long NOT NULL,
  problem $text NULL,
  PRIMARY KEY (node, work)
);
