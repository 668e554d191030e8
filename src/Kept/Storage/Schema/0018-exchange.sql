-- oldest program: 17
-- Who took which data out.
CREATE TABLE export_records (
  id $id PRIMARY KEY,
  by_id $id NULL,
  kind $text NOT NULL,
  filter $text NOT NULL,
  started_at $instant NOT NULL,
  finished_at $instant NULL,
  lines $long NULL
);

-- Cases that came out of another system, by the name they had there: the same again makes nothing twice.
CREATE TABLE imported_cases (
  source $text NOT NULL,
  external_id $text NOT NULL,
  case_id $id NOT NULL REFERENCES cases (id),
  at $instant NOT NULL,
  PRIMARY KEY (source, external_id)
);
