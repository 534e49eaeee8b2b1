package org.narq2t.report;

import org.narq2t.files.MessageFile;
import org.narq2t.space.Task;

/** Sentences of reports: {@code messages/report.properties}. */
public final class Messages {
  private static final MessageFile TEXTS = new MessageFile("report");

  private Messages() {}

  /** The text of this name, with values put in as by {@link String#format}. */
  public static String text(String name, Object... values) {
    return TEXTS.text(name, values);
  }

  /** A data set as papers write it. */
  static String dataset(Task dataset) {
    String name = "dataset." + dataset.key();
    return TEXTS.has(name) ? TEXTS.text(name) : dataset.key();
  }
}
