package org.narq2t.cli;

import org.narq2t.space.nasbench101.NasBench101;
import org.narq2t.space.nasbench201.NasBench201;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** A search space as the command line names it. */
enum SpaceName {
  NB101("nb101", NasBench101.NAME),
  NB201("nb201", NasBench201.NAME);

  private final String key;
  private final String fullName;

  SpaceName(String key, String fullName) {
    this.key = key;
    this.fullName = fullName;
  }

  /** The short name. */
  String key() {
    return key;
  }

  /** The name in configurations and tables. */
  String fullName() {
    return fullName;
  }

  /** The space with a short or full name. */
  static SpaceName parse(String name) {
    for (SpaceName space : values()) {
      if (space.key.equals(name) || space.fullName.equals(name)) {
        return space;
      }
    }
    throw new IllegalArgumentException(
        "'%s' is not a space; allowed: nb101, nb201 (or nasbench101, nasbench201)".formatted(name));
  }

  /** Reads the name on the command line. */
  static final class Converter implements ITypeConverter<SpaceName> {
    @Override
    public SpaceName convert(String text) {
      try {
        return parse(text);
      } catch (IllegalArgumentException e) {
        throw new TypeConversionException(e.getMessage());
      }
    }
  }
}
