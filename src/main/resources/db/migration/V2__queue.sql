-- Runs wait in a queue, survive their process, and are watched while they run.
ALTER TABLE run ADD COLUMN configuration VARCHAR(20000); -- YAML; runs of V1 have it in their folder only
ALTER TABLE run ADD COLUMN ranker_run    BIGINT;         -- the earlier run whose ranker it searches with
ALTER TABLE run ADD COLUMN submitted_at  TIMESTAMP WITH TIME ZONE;
ALTER TABLE run ADD COLUMN queued_at     TIMESTAMP WITH TIME ZONE; -- the queue's order
ALTER TABLE run ADD COLUMN worker        VARCHAR(300);   -- host/process/its start
ALTER TABLE run ADD COLUMN heartbeat_at  TIMESTAMP WITH TIME ZONE;
ALTER TABLE run ADD COLUMN stage         VARCHAR(20);
ALTER TABLE run ADD COLUMN steps         INT DEFAULT 0 NOT NULL; -- of the stage, 0 if they are not counted
ALTER TABLE run ADD COLUMN steps_done    INT DEFAULT 0 NOT NULL;
UPDATE run SET submitted_at = started_at;
UPDATE run SET state = 'interrupted', message = 'its process ended', finished_at = CURRENT_TIMESTAMP WHERE state = 'running';
ALTER TABLE run ALTER COLUMN submitted_at SET NOT NULL;
ALTER TABLE run ALTER COLUMN started_at DROP NOT NULL;
ALTER TABLE run DROP COLUMN process;
CREATE INDEX run_by_state ON run (state, queued_at);

-- What happened in a run, in order: what a page that comes late or back is told first.
CREATE TABLE event (
  run_id  BIGINT        NOT NULL REFERENCES run (id) ON DELETE CASCADE,
  number  INT           NOT NULL, -- from 1
  kind    VARCHAR(20)   NOT NULL, -- state, stage, epoch, iteration
  at      TIMESTAMP WITH TIME ZONE NOT NULL,
  payload VARCHAR(1000000) NOT NULL, -- JSON
  PRIMARY KEY (run_id, number)
);
