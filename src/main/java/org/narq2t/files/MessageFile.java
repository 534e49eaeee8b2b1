package org.narq2t.files;

import java.util.Locale;
import java.util.ResourceBundle;

/** The sentences of a file in {@code messages/}, by name. */
public final class MessageFile {
  private final ResourceBundle texts;

  /**
   * Opens one.
   *
   * @param name of the file, without folder and ending
   * @throws java.util.MissingResourceException if it is not there
   */
  public MessageFile(String name) {
    texts = ResourceBundle.getBundle("messages/" + name, Locale.ROOT);
  }

  /** Whether it has a sentence of this name. */
  public boolean has(String name) {
    return texts.containsKey(name);
  }

  /**
   * The sentence of this name, with values put in as by {@link String#format}; without values it is
   * taken as it stands.
   *
   * @throws java.util.MissingResourceException if there is none
   */
  public String text(String name, Object... values) {
    String text = texts.getString(name);
    return values.length == 0 ? text : String.format(Locale.ROOT, text, values);
  }
}
