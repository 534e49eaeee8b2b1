package org.narq2t.tracking;

import java.util.regex.Pattern;

/**
 * Text that terminals, pages and every database take for text. Control characters would steer the
 * terminal of whoever lists runs, marks of direction turn a line round, and PostgreSQL stores no
 * NUL.
 */
final class PlainText {
  private static final Pattern OTHER =
      Pattern.compile("[\\p{Cc}\\p{Cs}&&[^\\n\\t]]|[\u202A-\u202E\u2066-\u2069]");

  private PlainText() {}

  /** The text with a replacement character for each that is not plain. */
  static String of(String text) {
    return OTHER.matcher(text).replaceAll("\uFFFD");
  }

  /** Whether there is nothing else in it; lines may end and tabs be there. */
  static boolean is(String text) {
    return !OTHER.matcher(text).find();
  }
}
