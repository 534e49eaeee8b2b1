package org.narq2t.web.pages;

import java.util.Locale;

/** Recorded settings as configurations spell them. */
final class SettingText {
  private SettingText() {}

  /** {@code SUM_MLP} as {@code sum-mlp}; other values as they are. */
  static String value(String recorded) {
    return recorded.matches("[A-Z][A-Z0-9_]+") && !recorded.equals("NaN")
        ? recorded.toLowerCase(Locale.ROOT).replace('_', '-')
        : recorded;
  }
}
