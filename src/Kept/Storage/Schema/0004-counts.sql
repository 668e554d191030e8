-- stops older programs: there are none
-- What the overview shows, counted as cases change. Operations add rows to count_changes; the worker folds them into counts.

CREATE TABLE counts (
  day $day NOT NULL,
  service_code $text NOT NULL,
  team $text NOT NULL,
  what $text NOT NULL,
  n $long NOT NULL,
  PRIMARY KEY (day, service_code, team, what)
);

CREATE TABLE count_changes (
  id $id PRIMARY KEY,
  day $day NOT NULL,
  service_code $text NOT NULL,
  team $text NOT NULL,
  what $text NOT NULL,
  n $long NOT NULL
);
