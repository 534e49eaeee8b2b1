package org.narq2t.web;

import java.util.List;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.narq2t.tracking.RunLabel;

/** A new label of a run; what is left out stays. */
@Schema(additionalProperties = Schema.False.class)
public record LabelRequest(
    @Schema(description = "A name for lists, one line", maxLength = 100) String title,
    @Schema(description = "At most 10 words", maxItems = 10) List<String> tags,
    @Schema(description = "Any text", maxLength = 2_000) String note) {

  /**
   * A label with these parts.
   *
   * @throws Refused if one cannot be
   */
  RunLabel over(RunLabel label) {
    try {
      return label.with(
          Optional.ofNullable(title),
          Optional.ofNullable(tags).map(words -> String.join(" ", words)),
          Optional.ofNullable(note));
    } catch (RunLabel.Unfit e) {
      throw Refused.field(e.field(), e.getMessage());
    }
  }
}
