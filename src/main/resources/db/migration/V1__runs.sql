-- The record of runs. A run's folder holds the same and more; the database is what is searched and compared.
CREATE TABLE run (
  id           BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  name         VARCHAR(200) NOT NULL UNIQUE,
  state        VARCHAR(20)  NOT NULL,
  space        VARCHAR(50)  NOT NULL,
  dataset      VARCHAR(50)  NOT NULL,
  preset       VARCHAR(50)  NOT NULL,
  seed         BIGINT       NOT NULL,
  benchmark    VARCHAR(20)  NOT NULL, -- real or surrogate
  process      BIGINT       NOT NULL, -- that does it: a running run without its process was interrupted
  started_at   TIMESTAMP WITH TIME ZONE NOT NULL,
  finished_at  TIMESTAMP WITH TIME ZONE,
  message      VARCHAR(2000)
);

CREATE TABLE parameter (
  run_id BIGINT       NOT NULL REFERENCES run (id) ON DELETE CASCADE,
  name   VARCHAR(100) NOT NULL,
  setting VARCHAR(200) NOT NULL,
  PRIMARY KEY (run_id, name)
);

-- One figure over time: step is an epoch or a search iteration, -1 for a figure of the whole run.
CREATE TABLE metric (
  run_id BIGINT       NOT NULL REFERENCES run (id) ON DELETE CASCADE,
  name   VARCHAR(100) NOT NULL,
  step   INT          NOT NULL,
  amount DOUBLE PRECISION NOT NULL,
  PRIMARY KEY (run_id, name, step)
);

CREATE TABLE candidate (
  run_id       BIGINT NOT NULL REFERENCES run (id) ON DELETE CASCADE,
  position     INT    NOT NULL, -- order of the look-up
  iteration    INT    NOT NULL,
  architecture INT    NOT NULL,
  score        REAL   NOT NULL,
  validation   DOUBLE PRECISION,
  test         DOUBLE PRECISION,
  PRIMARY KEY (run_id, position)
);
