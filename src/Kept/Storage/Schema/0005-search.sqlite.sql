-- stops older programs: there are none
-- Full-text index over case_words; diacritics and case do not matter.

CREATE VIRTUAL TABLE case_words_index USING fts5 (
  words, content = 'case_words', content_rowid = 'case_id',
  tokenize = "unicode61 remove_diacritics 2", prefix = '2 3'
);

CREATE TRIGGER case_words_added AFTER INSERT ON case_words BEGIN
  INSERT INTO case_words_index (rowid, words) VALUES (new.case_id, new.words);
END;

CREATE TRIGGER case_words_changed AFTER UPDATE ON case_words BEGIN
  INSERT INTO case_words_index (case_words_index, rowid, words) VALUES ('delete', old.case_id, old.words);
  INSERT INTO case_words_index (rowid, words) VALUES (new.case_id, new.words);
END;

CREATE TRIGGER case_words_removed AFTER DELETE ON case_words BEGIN
  INSERT INTO case_words_index (case_words_index, rowid, words) VALUES ('delete', old.case_id, old.words);
END;
