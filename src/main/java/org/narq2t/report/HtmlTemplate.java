package org.narq2t.report;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectWriter;
import com.fasterxml.jackson.databind.SerializationFeature;
import io.quarkus.qute.Engine;
import io.quarkus.qute.HtmlEscaper;
import io.quarkus.qute.ReflectionValueResolver;
import io.quarkus.qute.Template;
import io.quarkus.qute.TemplateLocator.TemplateLocation;
import io.quarkus.qute.ValueResolvers;
import io.quarkus.qute.Variant;
import java.io.IOException;
import java.io.InputStream;
import java.io.Reader;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.narq2t.run.Json;

/**
 * HTML templates on the class path, escaped. The engine is Qute's core alone: pages render in plain
 * unit tests, and Qute's Quarkus extension cannot start dev mode from every mirror.
 */
public final class HtmlTemplate {
  private static final ObjectWriter DATA =
      Json.MAPPER.writer().without(SerializationFeature.INDENT_OUTPUT);

  private static final Engine ENGINE =
      Engine.builder()
          .addDefaults()
          .addValueResolvers(ValueResolvers.rawResolver(), new ReflectionValueResolver())
          .addResultMapper(new HtmlEscaper(List.of(Variant.TEXT_HTML)))
          .addLocator(HtmlTemplate::included)
          .build();

  private HtmlTemplate() {}

  /**
   * The template at this path of the class path, for example {@code
   * /templates/dashboard/runs.html}.
   */
  public static Template at(String path) {
    return ENGINE.parse(text(path), Variant.forContentType(Variant.TEXT_HTML));
  }

  /** What {@code {#include dashboard/layout}} names: {@code /templates/dashboard/layout.html}. */
  private static Optional<TemplateLocation> included(String id) {
    String text = text("/templates/" + id + ".html");
    return Optional.of(
        new TemplateLocation() {
          @Override
          public Reader read() {
            return new StringReader(text);
          }

          @Override
          public Optional<Variant> getVariant() {
            return Optional.of(Variant.forContentType(Variant.TEXT_HTML));
          }
        });
  }

  /** JSON that cannot end the script element it stands in. */
  public static String json(Object value) {
    try {
      return DATA.writeValueAsString(value).replace("<", "\\u003c");
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("the data of a page cannot be written as JSON", e);
    }
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
