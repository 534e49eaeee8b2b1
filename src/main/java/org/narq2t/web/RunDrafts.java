package org.narq2t.web;

import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.narq2t.run.Configurations;
import org.narq2t.run.Preflight;
import org.narq2t.run.RunConfiguration;
import org.narq2t.run.Spaces;

/** Configurations of runs from what clients send, checked against what is on this machine. */
@ApplicationScoped
class RunDrafts {
  /** What errors call a configuration that a client sent. */
  private static final String ORIGIN = "configuration";

  private final Configurations configurations;
  private final Preflight preflight;

  RunDrafts(Configurations configurations, Preflight preflight) {
    this.configurations = configurations;
    this.preflight = preflight;
  }

  /**
   * The configuration that a request means.
   *
   * @throws org.narq2t.configuration.InvalidConfiguration naming what is wrong with it
   * @throws org.narq2t.configuration.Impossible if it cannot be done on this machine
   * @throws Refused if the request says too little or too much
   * @throws IOException if the table cannot be read; the message says what to do
   */
  RunConfiguration configuration(RunRequest request) throws IOException {
    RunConfiguration configuration = parse(request);
    preflight.require(configuration);
    return configuration;
  }

  private RunConfiguration parse(RunRequest request) {
    boolean parts =
        request.preset() != null || request.dataset() != null || request.space() != null;
    if (request.configuration() != null) {
      if (parts) {
        throw Refused.field(
            ORIGIN, "give either 'configuration', or 'preset', 'dataset' and 'space'");
      }
      return configurations.parse(ORIGIN, request.configuration(), request.overrides());
    }
    if (!parts) {
      throw Refused.field(ORIGIN, "give 'configuration', or 'preset', 'dataset' and 'space'");
    }
    List<String> overrides = new ArrayList<>();
    overrides.add("preset=" + require("preset", request.preset()));
    overrides.addAll(request.overrides());
    return configurations.read(file(request), overrides);
  }

  private Path file(RunRequest request) {
    String space = require("space", request.space());
    if (!Spaces.names().contains(space)) {
      throw Refused.field(
          "space",
          "space cannot be '%s'; allowed: %s".formatted(space, String.join(", ", Spaces.names())));
    }
    try {
      return configurations.file(
          space, Spaces.named(space).task(require("dataset", request.dataset())));
    } catch (IllegalArgumentException e) {
      throw Refused.field("dataset", e.getMessage());
    }
  }

  /**
   * A field that must be there.
   *
   * @throws Refused if it is not
   */
  static <T> T require(String field, T value) {
    return Optional.ofNullable(value)
        .orElseThrow(() -> Refused.field(field, "'" + field + "' is missing"));
  }
}
