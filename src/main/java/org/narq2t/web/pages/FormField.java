package org.narq2t.web.pages;

import java.util.List;

/**
 * A setting in the form of a new run.
 *
 * @param key dotted, as {@code --set} takes it
 * @param options to choose from; none for a number
 * @param step of a number: {@code 1}, or {@code any}
 */
public record FormField(
    String key, String label, String hint, String value, List<String> options, String step) {

  /** For the attributes that join label, hint and error to the field. */
  public String id() {
    return key.replace('.', '-');
  }

  /** A heading over some fields. */
  public record Group(String title, List<FormField> fields) {}
}
