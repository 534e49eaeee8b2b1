package org.narq2t.report;

import java.util.Locale;
import java.util.ResourceBundle;
import org.narq2t.space.Task;

/** Sentences of reports: {@code messages/report.properties}. */
public final class Messages {
  private static final ResourceBundle TEXTS =
      ResourceBundle.getBundle("messages/report", Locale.ROOT);

  private Messages() {}

  /** The text of this name, with values put in as by {@link String#format}. */
  public static String text(String name, Object... values) {
    String text = TEXTS.getString(name);
    return values.length == 0 ? text : String.format(Locale.ROOT, text, values);
  }

  /** A data set as papers write it. */
  static String dataset(Task dataset) {
    String name = "dataset." + dataset.key();
    return TEXTS.containsKey(name) ? TEXTS.getString(name) : dataset.key();
  }
}
