package org.narq2t.cli;

import java.util.Locale;
import java.util.ResourceBundle;

/** Sentences that commands print: {@code messages/terminal.properties}. */
final class Sentences {
  private static final ResourceBundle TEXTS =
      ResourceBundle.getBundle("messages/terminal", Locale.ROOT);

  private Sentences() {}

  /** The text of this name, with values put in as by {@link String#format}. */
  static String sentence(String name, Object... values) {
    String text = TEXTS.getString(name);
    return values.length == 0 ? text : String.format(Locale.ROOT, text, values);
  }
}
