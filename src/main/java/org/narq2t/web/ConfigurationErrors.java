package org.narq2t.web;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.narq2t.configuration.InvalidConfiguration;
import org.narq2t.web.Problem.FieldError;

/** Tells the setting that a configuration's error is about from what the error says. */
final class ConfigurationErrors {
  /** {@code configuration:12: } or {@code --set strategy.top=0: }, then the reason. */
  private static final Pattern ORIGIN =
      Pattern.compile(
          "(?:--set [^\n]*?|[^ \n]*?(?::(?<line>\\d+))?): (?<reason>.*)", Pattern.DOTALL);

  private static final Pattern KEY =
      Pattern.compile(
          "(?:(?:unknown|missing) key '(?<named>[^']*)'|(?<first>[\\w.]+)(?: = [^ ]+)? cannot"
              + " be).*",
          Pattern.DOTALL);

  private ConfigurationErrors() {}

  /** Field and reason; the line of the configuration goes before the reason. */
  static FieldError of(InvalidConfiguration error) {
    String message = error.getMessage();
    Matcher origin = ORIGIN.matcher(message);
    String reason = message;
    String line = "";
    if (origin.matches()) {
      reason = origin.group("reason");
      line = origin.group("line") == null ? "" : "line " + origin.group("line") + ": ";
    }
    Matcher key = KEY.matcher(reason);
    if (!key.matches()) {
      return new FieldError("", line + reason);
    }
    String field = key.group("named") == null ? key.group("first") : key.group("named");
    return new FieldError(field, line + reason);
  }
}
