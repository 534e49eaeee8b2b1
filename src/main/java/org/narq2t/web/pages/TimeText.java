package org.narq2t.web.pages;

import java.time.Duration;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;

/** Times in words. */
final class TimeText {
  private static final DateTimeFormatter SHORT = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm");

  private TimeText() {}

  /** {@code 43 s}, {@code 2 min 05 s}, {@code 1 h 03 min}. */
  static String of(Duration duration) {
    long seconds = Math.max(0, duration.toSeconds());
    if (seconds < 60) {
      return seconds + " s";
    }
    return seconds < 3600
        ? "%d min %02d s".formatted(seconds / 60, seconds % 60)
        : "%d h %02d min".formatted(seconds / 3600, seconds / 60 % 60);
  }

  /** On the clock of this machine. */
  static String of(OffsetDateTime time) {
    return time.atZoneSameInstant(ZoneId.systemDefault()).format(SHORT);
  }
}
