package org.narq2t.web;

import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import java.util.List;
import java.util.Objects;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

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
    @Schema(description = "Settings over all that, key=value, such as search.top=3")
        List<String> overrides,
    @Schema(description = "An earlier run whose ranker is searched with instead of training one")
        Long rankerRun) {

  /** More than there are settings; each takes time to read. */
  private static final int MOST_OVERRIDES = 200;

  public RunRequest {
    overrides = overrides(overrides);
  }

  /**
   * The settings of a request, none if it names none.
   *
   * @throws Refused if one is null, or they are too many
   */
  static List<String> overrides(List<String> given) {
    if (given != null && given.stream().anyMatch(Objects::isNull)) {
      throw Refused.field("overrides", "'overrides' must be texts such as search.top=3, not null");
    }
    if (given != null && given.size() > MOST_OVERRIDES) {
      throw Refused.field(
          "overrides",
          "%d overrides are too many; allowed: %d".formatted(given.size(), MOST_OVERRIDES));
    }
    return given == null ? List.of() : List.copyOf(given);
  }
}
