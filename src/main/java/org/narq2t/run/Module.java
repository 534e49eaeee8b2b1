package org.narq2t.run;

import java.util.function.BiFunction;

/**
 * A module of a port.
 *
 * @param name that configurations call it by
 * @param settings their record: what YAML may say, the form of a new run and what Python gets
 *     follow from its components
 * @param maker makes it
 * @param <S> the settings
 * @param <C> what it is made from beside them
 * @param <P> the port
 */
public record Module<S, C, P>(String name, Class<S> settings, BiFunction<S, C, P> maker) {

  /** Whether these are its settings. */
  boolean has(Object chosen) {
    return settings.isInstance(chosen);
  }

  P make(Object chosen, C from) {
    return maker.apply(settings.cast(chosen), from);
  }
}
