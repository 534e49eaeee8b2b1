package org.narq2t.cli;

import java.util.Iterator;
import org.narq2t.run.Spaces;
import org.narq2t.space.SpaceModule;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;

/** {@code --space} of commands that work on one space. */
final class SpaceOption {
  @Option(
      names = "--space",
      paramLabel = "SPACE",
      description = "One of ${COMPLETION-CANDIDATES}; the first if it is left out.",
      completionCandidates = ShortNames.class,
      converter = Converter.class)
  SpaceModule space = Spaces.standard();

  /** The short names, the standard one first. */
  static final class ShortNames implements Iterable<String> {
    @Override
    public Iterator<String> iterator() {
      return Spaces.all().stream().map(SpaceModule::key).iterator();
    }
  }

  /** Reads a short or full name on the command line. */
  static final class Converter implements ITypeConverter<SpaceModule> {
    @Override
    public SpaceModule convert(String text) {
      try {
        return Spaces.named(text);
      } catch (IllegalArgumentException e) {
        throw new TypeConversionException(e.getMessage());
      }
    }
  }
}
