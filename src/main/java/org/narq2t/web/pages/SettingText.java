package org.narq2t.web.pages;

import java.util.Locale;
import org.narq2t.comparison.ComparedSettings;

/** Recorded settings as configurations spell them; a limit that is not set is none. */
final class SettingText {
  private SettingText() {}

  /**
   * {@code SUM_MLP} as {@code sum-mlp}, a limit of 0 as {@code none}; other values as they are.
   *
   * @param path of the setting, for example {@code limits.max_latency_ms}
   */
  static String value(String path, String recorded) {
    if (path.matches("(.+\\.)?limits\\.max_?\\w+") && recorded.matches("0(\\.0+)?")) {
      return ComparedSettings.NONE;
    }
    return recorded.matches("[A-Z][A-Z0-9_]+") && !recorded.equals("NaN")
        ? recorded.toLowerCase(Locale.ROOT).replace('_', '-')
        : recorded;
  }
}
