package org.narq2t.cli;

import org.narq2t.run.RunEnvironment;
import picocli.CommandLine.IVersionProvider;

/** The version of this build. */
final class Version implements IVersionProvider {
  @Override
  public String[] getVersion() {
    return new String[] {"narq2t " + RunEnvironment.VERSION};
  }
}
