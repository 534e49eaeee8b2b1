package org.narq2t.study;

import com.fasterxml.jackson.annotation.JsonCreator;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.narq2t.configuration.Impossible;

/**
 * Something that a study varies.
 *
 * @param heading what it is called in tables
 * @param setting the key that its values set, for example {@code search.random_proportion}; empty
 *     if each value says what it sets
 * @param label how a value of {@code setting} is shown, with {@code %s} for it
 * @param values at least one
 */
public record Axis(String heading, String setting, String label, List<AxisValue> values) {

  /**
   * One of the values of an axis.
   *
   * @param name for the command line, addresses and files of published figures
   * @param label for tables; the name if it is left out
   * @param base a configuration in {@code configs/} instead of the study's; empty for the study's
   * @param settings {@code key=value} pairs over it
   */
  public record AxisValue(String name, String label, String base, List<String> settings) {

    public AxisValue {
      Impossible.unless(name != null, "name", "left out", "a name of letters, digits, '.', '-'");
      Impossible.unless(
          name.matches("[\\w.-]+"), "name", "'" + name + "'", "letters, digits, '.', '-' and '_'");
      label = label == null ? name : label;
      base = base == null ? "" : base;
      settings = settings == null ? List.of() : List.copyOf(settings);
    }

    @JsonCreator
    static AxisValue of(String name) {
      return new AxisValue(name, null, null, null);
    }

    @JsonCreator
    static AxisValue of(long number) {
      return of(Long.toString(number));
    }

    @JsonCreator
    static AxisValue of(double number) {
      return of(Double.toString(number));
    }
  }

  public Axis {
    Impossible.unless(heading != null, "heading", "left out", "a text");
    Impossible.unless(
        values != null && !values.isEmpty(), "values", "left out", "a list of values");
    setting = setting == null ? "" : setting;
    label = label == null ? "%s" : label;
    List<AxisValue> complete = new ArrayList<>();
    Set<String> names = new HashSet<>();
    for (AxisValue value : values) {
      complete.add(complete(setting, label, value));
      Impossible.unless(
          names.add(value.name()), "values", "'" + value.name() + "' twice", "each value once");
    }
    values = List.copyOf(complete);
  }

  private static AxisValue complete(String setting, String label, AxisValue value) {
    if (setting.isEmpty() || !value.settings().isEmpty()) {
      return value;
    }
    String shown =
        value.label().equals(value.name()) ? label.formatted(value.name()) : value.label();
    return new AxisValue(value.name(), shown, value.base(), List.of(setting + "=" + value.name()));
  }

  /**
   * The value of this name. An axis of one setting also has values that its file does not list.
   *
   * @param axis the name of the axis, for errors
   * @throws IllegalArgumentException if there is none, naming all
   */
  AxisValue value(String axis, String name) {
    return values.stream()
        .filter(value -> value.name().equals(name))
        .findFirst()
        .orElseGet(
            () -> {
              if (setting.isEmpty()) {
                throw new IllegalArgumentException(
                    "axis %s cannot be '%s'; allowed: %s"
                        .formatted(
                            axis,
                            name,
                            values.stream()
                                .map(AxisValue::name)
                                .collect(Collectors.joining(", "))));
              }
              return complete(setting, label, AxisValue.of(name));
            });
  }
}
