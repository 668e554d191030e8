-- stops older programs: there are none
-- Full-text index over case_words; diacritics and case do not matter (the words are folded before they are stored).

ALTER TABLE case_words ADD COLUMN index tsvector GENERATED ALWAYS AS (to_tsvector('simple', words)) STORED;
CREATE INDEX case_words_index ON case_words USING gin (index);
