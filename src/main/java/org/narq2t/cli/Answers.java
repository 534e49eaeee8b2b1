package org.narq2t.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import org.narq2t.run.Json;
import picocli.CommandLine;

/** Answers as JSON: one object or list on standard output, and nothing else there. */
final class Answers {
  private Answers() {}

  static void print(CommandLine command, Object answer) {
    command.getOut().println(text(answer));
  }

  static String text(Object answer) {
    try {
      return Json.MAPPER.writeValueAsString(answer);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }
}
