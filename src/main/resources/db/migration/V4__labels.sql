-- What a user calls a run, and how far its settings are from those that its preset stands for.
ALTER TABLE run ADD COLUMN title   VARCHAR(100)  DEFAULT '' NOT NULL;
ALTER TABLE run ADD COLUMN tags    VARCHAR(500)  DEFAULT '' NOT NULL; -- words with a space between
ALTER TABLE run ADD COLUMN note    VARCHAR(2000) DEFAULT '' NOT NULL;
ALTER TABLE run ADD COLUMN changed INT; -- settings other than the preset's; unknown of runs of before and of presets without a file
