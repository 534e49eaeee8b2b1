package org.narq2t.tracking;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import java.time.OffsetDateTime;
import java.util.Map;
import org.narq2t.configuration.PaperMethod;
import org.narq2t.predictor.PredictorSettings;

/**
 * A run as the command line's and the web interface's JSON show it.
 *
 * @param settingsChanged how many settings are not those of the preset; null if that is not known
 * @param predictor its kind, {@code none} where nothing is learnt
 * @param limits in words, as {@code ≤ 12 ms on pixel3}; left out without any
 * @param rankerRun the run whose ranker it searches with
 * @param study that it belongs to
 * @param parameters all settings by dotted name; left out in lists
 * @param figures of the whole run, by name: accuracies in %, seconds, counts
 */
@JsonNaming(SnakeCaseStrategy.class)
public record RunDescription(
    long run,
    String name,
    RunState state,
    @JsonInclude(JsonInclude.Include.NON_NULL) String message,
    String space,
    String dataset,
    String preset,
    @JsonInclude(JsonInclude.Include.NON_NULL) Integer settingsChanged,
    String searchMode,
    String predictor,
    @JsonInclude(JsonInclude.Include.NON_EMPTY) String limits,
    long seed,
    String benchmark,
    @JsonInclude(JsonInclude.Include.NON_NULL) Long rankerRun,
    @JsonInclude(JsonInclude.Include.NON_NULL) String study,
    OffsetDateTime submittedAt,
    OffsetDateTime startedAt,
    OffsetDateTime finishedAt,
    @JsonUnwrapped RunLabel label,
    @JsonUnwrapped RunRecord.Progress progress,
    @JsonInclude(JsonInclude.Include.NON_EMPTY) Map<String, String> parameters,
    Map<String, Double> figures) {

  /**
   * The accuracy in % that a rule reports: on the test set, or on the validation set where the
   * table knows no test accuracies; null before the run finished.
   */
  public Double accuracy(String rule) {
    Double test = figures.get(rule + "_test");
    return test == null ? figures.get(rule + "_validation") : test;
  }

  /** The preset and what it learns with; the paper's predictor, and none, go without saying. */
  @JsonIgnore
  public String method(String presetText, String joint) {
    boolean told =
        predictor.equals(PaperMethod.PREDICTOR) || predictor.equals(PredictorSettings.NONE);
    return told ? presetText : presetText + joint + predictor;
  }

  /** Whether the accuracies are of the validation set, for want of test accuracies. */
  @JsonIgnore
  public boolean isWithoutTest() {
    return figures.containsKey("validation_validation") && !figures.containsKey("validation_test");
  }
}
