-- oldest program: 1
-- What nodes of one installation have to agree on, such as the mark of the folder with uploads.

CREATE TABLE installation (
  name $text PRIMARY KEY,
  value $text NOT NULL
);
