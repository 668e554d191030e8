-- stops older programs: they draw no number, and would give ids that others give too
-- Every start of the program draws a number, so that processes side by side never give the same id (see IdSource).

CREATE TABLE process_numbers (
  last_drawn $long NOT NULL
);
INSERT INTO process_numbers (last_drawn) VALUES (0);
