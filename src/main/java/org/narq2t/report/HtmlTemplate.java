package org.narq2t.report;

import io.quarkus.qute.Engine;
import io.quarkus.qute.HtmlEscaper;
import io.quarkus.qute.ReflectionValueResolver;
import io.quarkus.qute.Template;
import io.quarkus.qute.ValueResolvers;
import io.quarkus.qute.Variant;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * HTML templates on the class path, escaped. The engine is Qute's core alone: pages render in plain
 * unit tests, and Qute's Quarkus extension cannot start dev mode from every mirror.
 */
public final class HtmlTemplate {
  private static final Engine ENGINE =
      Engine.builder()
          .addDefaults()
          .addValueResolvers(ValueResolvers.rawResolver(), new ReflectionValueResolver())
          .addResultMapper(new HtmlEscaper(List.of(Variant.TEXT_HTML)))
          .build();

  private HtmlTemplate() {}

  /** The template at this path of the class path, for example {@code /templates/runs.html}. */
  public static Template at(String path) {
    return ENGINE.parse(text(path), Variant.forContentType(Variant.TEXT_HTML));
  }

  /**
   * A text on the class path.
   *
   * @throws IllegalStateException if this build lacks it
   */
  static String text(String path) {
    try (InputStream in = HtmlTemplate.class.getResourceAsStream(path)) {
      if (in == null) {
        throw new IllegalStateException("this build lacks " + path);
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
