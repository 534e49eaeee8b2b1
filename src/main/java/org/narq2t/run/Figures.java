package org.narq2t.run;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.LinkedHashMap;
import java.util.Map;
import org.narq2t.python.EmbeddedPython;

/** Draws the figures of pages, by Python's matplotlib. */
@ApplicationScoped
public class Figures {
  private final EmbeddedPython python;

  Figures(EmbeddedPython python) {
    this.python = python;
  }

  /** Figures as SVG, by name, of what they show; see {@code narq2t.bridge.figures}. */
  public Map<String, String> draw(Map<String, Object> figures) {
    Map<String, String> drawn = new LinkedHashMap<>();
    python
        .runtime()
        .call("draw_figures", Map.of("figures", figures))
        .fields()
        .forEachRemaining(figure -> drawn.put(figure.getKey(), figure.getValue().asText()));
    return drawn;
  }
}
