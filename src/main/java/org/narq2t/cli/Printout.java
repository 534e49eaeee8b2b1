package org.narq2t.cli;

import java.io.PrintWriter;
import org.narq2t.benchmark.Provenance;

/**
 * Prints lines of results. Numbers from the surrogate are not benchmark results, so every line that
 * rests on it begins with {@code [surrogate]}.
 */
final class Printout {
  private static final String SURROGATE = "by the surrogate";

  private final PrintWriter out;
  private final String mark;

  Printout(PrintWriter out, String kind) {
    this.out = out;
    this.mark = kind.equals("surrogate") ? "[surrogate] " : "";
  }

  static Printout of(PrintWriter out, Provenance table) {
    return new Printout(out, table.kind());
  }

  /** The word for a value of the table that says whether it was one, or a surrogate's. */
  String measured() {
    return mark.isEmpty() ? "measured" : SURROGATE;
  }

  /** The same, of a statement that holds by such values. */
  String asMeasured() {
    return mark.isEmpty() ? "as measured" : SURROGATE;
  }

  /** Prints the sentence of this name, see {@link Sentences}. */
  void say(String name, Object... values) {
    print("%s", Sentences.sentence(name, values));
  }

  /** Prints text of one or more lines. */
  void print(String format, Object... arguments) {
    String text =
        arguments.length == 0 ? format : String.format(java.util.Locale.ROOT, format, arguments);
    text.lines().forEach(line -> out.println(mark + line));
  }
}
