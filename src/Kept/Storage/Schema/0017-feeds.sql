-- oldest program: 16
-- Secret addresses at which calendar programs find somebody's dates, or those of a team; by their hash.
CREATE TABLE feed_links (
  id $id PRIMARY KEY,
  secret_hash $text NOT NULL UNIQUE,
  staff_id $id NOT NULL REFERENCES staff (id),
  team $text NULL,
  made_at $instant NOT NULL
);
CREATE INDEX feed_links_staff ON feed_links (staff_id);

-- What calendars show of cases, by time.
CREATE INDEX cases_slot ON cases (slot_start) WHERE slot_start IS NOT NULL;
CREATE INDEX visits_at ON visits (at);
