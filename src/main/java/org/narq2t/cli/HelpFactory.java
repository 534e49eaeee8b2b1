package org.narq2t.cli;

import java.lang.reflect.Constructor;
import picocli.CommandLine;

/**
 * Makes commands for help and completion, which are answered without Quarkus: they get none of the
 * beans that they would need to run.
 */
public final class HelpFactory implements CommandLine.IFactory {
  @Override
  public <K> K create(Class<K> type) throws Exception {
    if (type.isInterface()) {
      return CommandLine.defaultFactory().create(type);
    }
    Constructor<?> constructor = type.getDeclaredConstructors()[0];
    constructor.setAccessible(true);
    return type.cast(constructor.newInstance(new Object[constructor.getParameterCount()]));
  }
}
