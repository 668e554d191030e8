-- oldest program: 1
-- Orders of lists of open cases that read through all closed ones, or sorted every open one.

CREATE INDEX cases_open_received ON cases (received_at) WHERE state <> 'Closed';
CREATE INDEX cases_open_contact ON cases (last_contact_at) WHERE last_contact_at IS NOT NULL AND state <> 'Closed';
CREATE INDEX cases_open_chasers ON cases (chasers) WHERE chasers > 0 AND state <> 'Closed';
