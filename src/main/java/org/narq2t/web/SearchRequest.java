package org.narq2t.web;

import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import java.util.List;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.narq2t.configuration.Impossible;
import org.narq2t.run.Spaces;
import org.narq2t.study.NetworkSearch;
import org.narq2t.study.SearchLimits;
import org.narq2t.tracking.RunLabel;

/** What to search for, with the words of the command {@code search}. */
@JsonNaming(SnakeCaseStrategy.class)
@Schema(
    description = "The search to run; all but the data set may be left out",
    requiredProperties = "dataset",
    additionalProperties = Schema.False.class)
public record SearchRequest(
    @Schema(description = "cifar10, cifar100 or imagenet16") String dataset,
    @Schema(description = "One of /benchmarks, by default the first; nb201 for nasbench201")
        String space,
    @Schema(description = "sequential (default), random, evolution, local, or tiers, the paper's")
        String strategy,
    @Schema(description = "The predictor, for sequential: gp (default), boosted or tokens")
        String predictor,
    @Schema(description = "Table of another task to start from, such as nb201/cifar10") String warm,
    @Schema(description = "One of /devices") String device,
    @Schema(
            description = "The longest that the network may take there, ms",
            minimum = "0",
            exclusiveMinimum = true)
        Double maxLatencyMs,
    @Schema(
            description = "The most energy of one image there, mJ",
            minimum = "0",
            exclusiveMinimum = true)
        Double maxEnergyMj,
    @Schema(description = "The most FLOPs", minimum = "0", exclusiveMinimum = true) Long maxFlops,
    @Schema(description = "The most parameters", minimum = "0", exclusiveMinimum = true)
        Long maxParameters,
    @Schema(description = "Of tiers: how far below a limit a prediction has to be, in its errors")
        Double margin,
    @Schema(
            description = "Trained networks that may be looked up in all, by default 100",
            minimum = "0",
            exclusiveMinimum = true)
        Integer budget,
    @Schema(description = "Whether to search for the whole front of accuracy and latency")
        Boolean pareto,
    @Schema(description = "Of tiers: an earlier run whose ranker is searched with") Long rankerRun,
    @Schema(description = "Decides all that is random; by default 1") Long seed,
    @Schema(description = "Settings that the other fields override, key=value")
        List<String> overrides,
    @Schema(description = "A name for lists, one line", maxLength = 100) String title,
    @Schema(description = "At most 10 words", maxItems = 10) List<String> tags,
    @Schema(description = "Any text that stays with each run", maxLength = 2_000) String note) {

  public SearchRequest {
    overrides = RunRequest.overrides(overrides);
  }

  /** The same as the command asks it. */
  NetworkSearch.Request asked() {
    return new NetworkSearch.Request(
        spaceName(),
        RunDrafts.require("dataset", dataset),
        Optional.ofNullable(strategy),
        Optional.ofNullable(predictor),
        Optional.ofNullable(warm),
        new SearchLimits(
            Optional.ofNullable(device),
            Optional.ofNullable(maxLatencyMs),
            Optional.ofNullable(maxEnergyMj),
            Optional.ofNullable(maxFlops),
            Optional.ofNullable(maxParameters),
            Optional.ofNullable(margin)),
        Optional.ofNullable(budget),
        Boolean.TRUE.equals(pareto),
        Optional.ofNullable(rankerRun),
        Optional.ofNullable(seed),
        overrides);
  }

  /** What the runs are to be called. */
  RunLabel label() {
    return new LabelRequest(title, tags, note).over(RunLabel.NONE);
  }

  private String spaceName() {
    if (space == null) {
      return Spaces.standard().name();
    }
    try {
      return Spaces.named(space).name();
    } catch (IllegalArgumentException e) {
      throw Impossible.because("space", e.getMessage());
    }
  }
}
