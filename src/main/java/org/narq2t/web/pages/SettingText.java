package org.narq2t.web.pages;

import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import java.util.Locale;

/** Recorded settings as configurations spell them. */
final class SettingText {
  private static final SnakeCaseStrategy SNAKE_CASE = new SnakeCaseStrategy();

  private SettingText() {}

  /** {@code training.batchSize} as {@code training.batch_size}. */
  static String name(String recorded) {
    return SNAKE_CASE.translate(recorded);
  }

  /** {@code SUM_MLP} as {@code sum-mlp}; other values as they are. */
  static String value(String recorded) {
    return recorded.matches("[A-Z][A-Z0-9_]+") && !recorded.equals("NaN")
        ? recorded.toLowerCase(Locale.ROOT).replace('_', '-')
        : recorded;
  }
}
