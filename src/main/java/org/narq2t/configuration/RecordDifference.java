package org.narq2t.configuration;

import java.lang.reflect.Method;
import java.lang.reflect.RecordComponent;
import java.util.Optional;
import java.util.Set;

/** Finds the first component in which two records differ, by its path of keys. */
public final class RecordDifference {

  private RecordDifference() {}

  /**
   * The first difference, for example {@code training.lambda_rank 5.0, not 23.0}, or {@code another
   * kind of predictor} where the settings of two modules stand in one place.
   *
   * @param ignored names of components of the outer records
   */
  public static Optional<String> first(Record one, Record other, Set<String> ignored) {
    return first("", one, other, ignored);
  }

  private static Optional<String> first(
      String prefix, Record one, Record other, Set<String> ignored) {
    for (RecordComponent component : one.getClass().getRecordComponents()) {
      if (ignored.contains(component.getName())) {
        continue;
      }
      Object own = value(component, one);
      Object theirs = value(component, other);
      if (own.equals(theirs)) {
        continue;
      }
      String path = prefix + SettingValues.name(component);
      if (own instanceof Record a && theirs instanceof Record b) {
        return own.getClass() == theirs.getClass()
            ? first(path + ".", a, b, Set.of())
            : Optional.of("another kind of " + path);
      }
      return Optional.of("%s %s, not %s".formatted(path, text(own), text(theirs)));
    }
    return Optional.empty();
  }

  private static String text(Object value) {
    return value instanceof Enum<?> constant
        ? KebabCaseEnums.spelling(constant)
        : String.valueOf(value);
  }

  private static Object value(RecordComponent component, Record owner) {
    Method accessor = component.getAccessor();
    accessor.setAccessible(true); // the record may be private to its class
    try {
      return accessor.invoke(owner);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(e);
    }
  }
}
