package org.narq2t.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

@Command(name = "reproduce", mixinStandardHelpOptions = true, description = "Reproduces a table of the paper.")
public final class ReproduceCommand implements Callable<Integer> {
  @Override
  public Integer call() {
    return 0;
  }
}
