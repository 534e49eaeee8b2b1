package org.narq2t.cli;

import org.narq2t.files.MessageFile;

/** Sentences that commands print: {@code messages/terminal.properties}. */
final class Sentences {
  private static final MessageFile TEXTS = new MessageFile("terminal");

  private Sentences() {}

  /** The text of this name, with values put in as by {@link String#format}. */
  static String sentence(String name, Object... values) {
    return TEXTS.text(name, values);
  }
}
