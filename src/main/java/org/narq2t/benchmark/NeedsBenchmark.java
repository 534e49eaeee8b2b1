package org.narq2t.benchmark;

/** Settings of a module that searches only where there is a {@link Benchmark}. */
public interface NeedsBenchmark {}
