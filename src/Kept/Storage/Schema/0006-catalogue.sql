-- stops older programs: they would use the catalogue of their own files
-- What was in use since when: the council's own definitions and the version of each service. The newest row counts.

CREATE TABLE catalogue_versions (
  id $id PRIMARY KEY,
  number $int NOT NULL UNIQUE,
  hash $text NOT NULL,
  council $text NOT NULL,
  services $text NOT NULL,
  in_use_since $instant NOT NULL
);
