package org.narq2t.web.pages;

import org.narq2t.comparison.ComparedSettings;

/**
 * Settings as pages show them: as configurations spell them, but a limit that is not set is none.
 */
final class SettingText {
  private SettingText() {}

  /**
   * A limit of 0 as {@code none}; other values as they are.
   *
   * @param path of the setting, for example {@code limits.max_latency_ms}
   */
  static String value(String path, String recorded) {
    boolean unlimited = path.matches("(.+\\.)?limits\\.max_?\\w+") && recorded.matches("0(\\.0+)?");
    return unlimited ? ComparedSettings.NONE : recorded;
  }
}
