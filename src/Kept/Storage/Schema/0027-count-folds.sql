-- stops older programs: they fold figures without raising the number, and others would show old ones
-- How often changes were folded into counts: while it stands still, so do all rows of counts.

CREATE TABLE count_folds (
  number $int PRIMARY KEY,
  generation $long NOT NULL
);
INSERT INTO count_folds (number, generation) VALUES (1, 0);
