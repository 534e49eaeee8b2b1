package org.narq2t.evaluator.table;

import org.narq2t.benchmark.NeedsBenchmark;
import org.narq2t.evaluator.EvaluatorSettings;

/** A benchmark's table: which one follows from space and data set. */
public record TableSettings() implements EvaluatorSettings, NeedsBenchmark {}
