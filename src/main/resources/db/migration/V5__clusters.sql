-- A run can be one that a cluster is to do, and no worker here.
ALTER TABLE run ADD COLUMN cluster VARCHAR(500); -- its address and how much of it each run gets, JSON; null for any worker
