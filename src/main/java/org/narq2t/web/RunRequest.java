package org.narq2t.web;

import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import java.util.List;
import java.util.Objects;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.narq2t.tracking.RunLabel;

/** What a run is to be: a whole configuration, or one of the paper's with another preset. */
@JsonNaming(SnakeCaseStrategy.class)
@Schema(
    description = "Either 'configuration', or 'preset', 'dataset' and 'space'",
    additionalProperties = Schema.False.class)
public record RunRequest(
    @Schema(description = "YAML, as in configs/") String configuration,
    @Schema(description = "as-released or as-printed") String preset,
    @Schema(description = "cifar10, cifar100 or imagenet16") String dataset,
    @Schema(description = "nasbench201 or nasbench101") String space,
    @Schema(description = "Settings that override all of these, key=value, such as strategy.top=3")
        List<String> overrides,
    @Schema(description = "An earlier run whose ranker is searched with instead of training one")
        Long rankerRun,
    @Schema(description = "A name for lists, one line", maxLength = 100) String title,
    @Schema(description = "At most 10 words", maxItems = 10) List<String> tags,
    @Schema(description = "Any text that stays with the run", maxLength = 2_000) String note) {

  /** More than there are settings; each takes time to read. */
  private static final int MOST_OVERRIDES = 200;

  public RunRequest {
    overrides = overrides(overrides);
  }

  /** What the run is to be called. */
  RunLabel label() {
    return new LabelRequest(title, tags, note).over(RunLabel.NONE);
  }

  /**
   * The settings of a request, none if it names none.
   *
   * @throws Refused if one is null, or they are too many
   */
  static List<String> overrides(List<String> given) {
    if (given != null && given.stream().anyMatch(Objects::isNull)) {
      throw Refused.field(
          "overrides", "'overrides' must be texts such as strategy.top=3, not null");
    }
    if (given != null && given.size() > MOST_OVERRIDES) {
      throw Refused.field(
          "overrides",
          "%d overrides are too many; allowed: %d".formatted(given.size(), MOST_OVERRIDES));
    }
    return given == null ? List.of() : List.copyOf(given);
  }
}
