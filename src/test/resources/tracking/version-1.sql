-- Runs as the first version of narq2t left them: one finished, one failed, one whose process died.
INSERT INTO run (name, state, space, dataset, preset, seed, benchmark, process, started_at, finished_at, message) VALUES
  ('20261102-081530-nasbench201-cifar10-as-released-seed1-a1b', 'finished', 'nasbench201', 'cifar10', 'as-released', 1, 'real', 4242, TIMESTAMP WITH TIME ZONE '2026-11-02 08:15:30+00:00', TIMESTAMP WITH TIME ZONE '2026-11-02 08:19:31+00:00', NULL),
  ('20261102-092000-nasbench201-cifar100-as-released-seed1-c2d', 'failed', 'nasbench201', 'cifar100', 'as-released', 1, 'real', 4243, TIMESTAMP WITH TIME ZONE '2026-11-02 09:20:00+00:00', TIMESTAMP WITH TIME ZONE '2026-11-02 09:20:40+00:00', 'No space left on device'),
  ('20261102-103000-nasbench201-imagenet16-as-printed-seed2-e3f', 'running', 'nasbench201', 'imagenet16', 'as-printed', 2, 'surrogate', 4244, TIMESTAMP WITH TIME ZONE '2026-11-02 10:30:00+00:00', NULL, NULL);
INSERT INTO parameter VALUES (1, 'search.mode', 'STATISTICS'), (1, 'seed', '1');
INSERT INTO metric VALUES (1, 'oracle-test_test', -1, 94.37), (1, 'train_loss', 0, 2.5);
INSERT INTO candidate VALUES (1, 0, 0, 1462, 0.75, 91.5, 94.37);
