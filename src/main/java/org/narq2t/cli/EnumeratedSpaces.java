package org.narq2t.cli;

import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import org.narq2t.run.Benchmarks;
import org.narq2t.space.SearchSpace;
import org.narq2t.space.SpaceModule;

/** Spaces for a command: enumerated with a progress bar when they are first needed. */
@ApplicationScoped
public class EnumeratedSpaces {
  private final Benchmarks benchmarks;

  EnumeratedSpaces(Benchmarks benchmarks) {
    this.benchmarks = benchmarks;
  }

  /** The space, enumerated first if it has to be and never was. */
  SearchSpace open(SpaceModule space) throws IOException {
    return benchmarks.isEnumerated(space) ? benchmarks.space(space.name()) : enumerate(space);
  }

  /** Enumerates the space, once more if it was before. */
  SearchSpace enumerate(SpaceModule space) throws IOException {
    try (StepBar bar = new StepBar("enumerating " + space.title())) {
      return benchmarks.enumerate(space, bar::at);
    }
  }

  /**
   * A cell that a user names, as the networks of its space are written: a key is looked up, for
   * which the space may have to be enumerated; else as given.
   */
  String networkText(SpaceModule space, String given) throws IOException {
    if (!space.isKey(given)) {
      return given;
    }
    SearchSpace opened = open(space);
    return opened.networkText(opened.indexOf(given));
  }
}
