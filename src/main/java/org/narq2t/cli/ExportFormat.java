package org.narq2t.cli;

import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Formats that a table can be written in. */
enum ExportFormat {
  CSV("csv"),
  NAR_JSON("nar-json");

  private final String key;

  ExportFormat(String key) {
    this.key = key;
  }

  /** The name on the command line. */
  String key() {
    return key;
  }

  /** Reads the name on the command line. */
  static final class Converter implements ITypeConverter<ExportFormat> {
    @Override
    public ExportFormat convert(String text) {
      for (ExportFormat format : values()) {
        if (format.key.equals(text)) {
          return format;
        }
      }
      throw new TypeConversionException("'" + text + "' is not a format; allowed: csv, nar-json");
    }
  }
}
