package org.narq2t.run;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The modules of a port: the program's own, and behind them those that are added.
 *
 * @param <C> what they are made from beside their settings
 * @param <P> the port
 */
record Modules<C, P>(List<Module<?, C, P>> all) {

  @SafeVarargs
  static <C, P> Modules<C, P> of(
      Function<AddedModules, List<Module<?, C, P>>> added, Module<?, C, P>... own) {
    return new Modules<>(and(added, own));
  }

  /** The program's own of a kind, and behind them those that are added. */
  @SafeVarargs
  static <M> List<M> and(Function<AddedModules, List<M>> added, M... own) {
    return Stream.concat(
            Stream.of(own),
            ServiceLoader.load(AddedModules.class, Modules.class.getClassLoader()).stream()
                .flatMap(provider -> added.apply(provider.get()).stream()))
        .toList();
  }

  /** The kinds of settings, by the name that configurations call the module. */
  Map<String, Class<?>> settings() {
    return all.stream()
        .collect(Collectors.toMap(Module::name, Module::settings, (a, b) -> a, LinkedHashMap::new));
  }

  /** Makes the module that has these settings. */
  P make(Object settings, C from) {
    return all.stream()
        .filter(module -> module.has(settings))
        .findFirst()
        .orElseThrow()
        .make(settings, from);
  }
}
