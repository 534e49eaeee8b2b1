-- Runs can belong to a study, and can wait for the run whose fitted predictor they need.
ALTER TABLE run ADD COLUMN study VARCHAR(100); -- its name; runs of their own have none
ALTER TABLE run ADD COLUMN needs BIGINT;       -- the run whose predictor it searches with, finished or not
UPDATE run SET needs = ranker_run;
ALTER TABLE run DROP COLUMN ranker_run;
CREATE INDEX run_by_study ON run (study, id);
