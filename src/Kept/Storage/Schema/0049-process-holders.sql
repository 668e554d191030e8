-- oldest program: 48
-- Which process gives ids under which number, and when it was heard of last. Older programs are not in it: beside them a number may
-- come round as it always did.
CREATE TABLE process_holders (
  number $int NOT NULL PRIMARY KEY,
  holder $text NOT NULL,
  heard_at $instant NOT NULL
);
