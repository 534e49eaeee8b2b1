package org.narq2t.run;

import java.nio.file.Path;
import org.narq2t.benchmark.Benchmark;
import org.narq2t.benchmark.Landscape;
import org.narq2t.evaluator.Cluster;
import org.narq2t.python.PythonRuntime;
import org.narq2t.space.RandomStreams;

/**
 * The run that predictor and evaluator are made for.
 *
 * @param landscape that is searched
 * @param folder of the run
 * @param cluster for what is evaluated elsewhere
 */
public record RunContext(
    PythonRuntime python,
    Landscape landscape,
    RunConfiguration configuration,
    Path folder,
    RandomStreams streams,
    Cluster cluster) {

  /**
   * The space with the table of its results, for modules that need it.
   *
   * @throws IllegalArgumentException if the space cannot be enumerated
   */
  public Benchmark benchmark() {
    return landscape.benchmark();
  }
}
