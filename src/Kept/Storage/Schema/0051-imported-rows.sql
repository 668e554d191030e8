-- oldest program: 48
-- What came out of another system beside its cases, by the name it had there: the same again makes nothing twice.
CREATE TABLE imported_rows (
  source $text NOT NULL,
  kind $text NOT NULL,
  external_id $text NOT NULL,
  case_id $id NOT NULL REFERENCES cases (id),
  row_id $id NOT NULL,
  replaced_by $text NULL,
  at $instant NOT NULL,
  PRIMARY KEY (source, kind, external_id)
);
CREATE INDEX imported_rows_replaced ON imported_rows (source, kind, replaced_by) WHERE replaced_by IS NOT NULL;

-- When a case came from another system tells what Kept counted for it then.
CREATE INDEX imported_cases_case ON imported_cases (case_id);
