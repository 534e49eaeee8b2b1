package org.narq2t.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

@Command(name = "data", mixinStandardHelpOptions = true, description = "Benchmark tables.")
public final class DataCommand implements Callable<Integer> {
  @Override
  public Integer call() {
    return 0;
  }
}
