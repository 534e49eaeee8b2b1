package org.narq2t.study;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A part of a study.
 *
 * @param axes names of values by axis; an axis that is left out is whole
 * @param seeds empty for those that the study does first
 * @param settings {@code key=value} pairs for every run, under those of the axes
 */
public record Narrowing(Map<String, List<String>> axes, List<Long> seeds, List<String> settings) {

  /** All of it, with the seeds that it does first. */
  public static final Narrowing NONE = new Narrowing(Map.of(), List.of(), List.of());

  /**
   * Reads {@code axis=value,value} as the command line gives it.
   *
   * @throws IllegalArgumentException if it is none
   */
  public static Map<String, List<String>> axes(List<String> texts) {
    Map<String, List<String>> axes = new LinkedHashMap<>();
    for (String text : texts) {
      int equals = text.indexOf('=');
      if (equals < 1 || equals == text.length() - 1) {
        throw new IllegalArgumentException(
            "--axis takes AXIS=VALUE, for example dataset=cifar10,cifar100, not '" + text + "'");
      }
      axes.put(text.substring(0, equals), List.of(text.substring(equals + 1).split(",")));
    }
    return axes;
  }
}
