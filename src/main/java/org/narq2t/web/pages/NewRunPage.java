package org.narq2t.web.pages;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.util.List;
import java.util.Map;
import org.narq2t.report.HtmlTemplate;
import org.narq2t.run.ConfigurationFile;
import org.narq2t.run.Json;
import org.narq2t.run.RunConfiguration;
import org.narq2t.run.Spaces;
import org.narq2t.space.Task;
import org.narq2t.tracking.RunRecord;

/**
 * The form of a new run.
 *
 * @param base the settings that it starts from
 * @param origin what they are, in words
 * @param whole whether the form sends these settings whole: those of a run or of an example, rather
 *     than the names of preset, space and data set
 * @param rankers finished runs whose ranker could be searched with
 */
public record NewRunPage(
    RunConfiguration base,
    String origin,
    boolean whole,
    long rankerRun,
    List<String> presets,
    List<String> spaces,
    List<RunRecord> rankers) {

  /** What the page's script sends with every change. */
  private record Data(String preset, String space, String dataset, String configuration) {}

  /** JSON, to stand in a script element. */
  public String data() {
    return HtmlTemplate.json(
        new Data(
            base.preset(),
            base.space(),
            base.dataset().key(),
            whole ? ConfigurationFile.write(base) : ""));
  }

  public List<String> datasets() {
    return Spaces.named(base.space()).tasks().stream().map(Task::key).toList();
  }

  /** The main settings. */
  public List<FormField.Group> groups() {
    Map<String, String> values = values();
    return List.of(
        new FormField.Group(
            "Ranker",
            List.of(
                number(values, "seed", "Seed", "Decides the data split and everything random."),
                number(
                    values, "predictor.tiers", "Tiers", "Quality tiers of equal size; 0 for none."),
                number(
                    values,
                    "strategy.split.train",
                    "Training set",
                    "Look-ups to train the ranker on."),
                number(
                    values,
                    "strategy.split.validation",
                    "Validation set",
                    "Look-ups to choose the best epoch with."),
                number(values, "predictor.training.epochs", "Epochs", ""),
                number(values, "predictor.training.batch_size", "Batch size", ""),
                number(
                    values,
                    "predictor.training.lambda_rank",
                    "λ2, ranking loss",
                    "Weight in Eq. 14."),
                choice(values, "device", "Device", "", "auto", "cpu", "cuda"))),
        new FormField.Group(
            "Search",
            List.of(
                number(values, "strategy.iterations", "Iterations", ""),
                number(
                    values, "strategy.sample_size", "Sample size", "Architectures per iteration."),
                number(
                    values,
                    "strategy.top",
                    "Candidates",
                    "Best-scored of tier 1 that an iteration looks up."),
                choice(
                    values,
                    "strategy.mode",
                    "Sampling",
                    "Where constraints and operators come from.",
                    "random",
                    "statistics",
                    "uniform"))),
        new FormField.Group(
            "Latency and limits",
            List.of(
                number(
                    values,
                    "predictor.training.lambda_latency",
                    "λ1, latency loss",
                    "0 builds no latency head."),
                text(values, "limits.device", "Device", "Whose latency is learnt."),
                number(values, "limits.max_latency_ms", "Latency limit, ms", "0 for none."),
                number(values, "limits.max_flops", "FLOPs limit", "0 for none."),
                number(values, "limits.max_parameters", "Parameters limit", "0 for none."))));
  }

  /** The settings of the base as overrides spell them. */
  private Map<String, String> values() {
    try {
      return Json.flatten(new YAMLMapper().readTree(ConfigurationFile.write(base)));
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }

  private static FormField number(
      Map<String, String> values, String key, String label, String hint) {
    return new FormField(key, label, hint, plain(values.get(key)), List.of(), "any");
  }

  private static FormField text(Map<String, String> values, String key, String label, String hint) {
    return new FormField(key, label, hint, values.get(key), List.of(), "");
  }

  private static FormField choice(
      Map<String, String> values, String key, String label, String hint, String... options) {
    return new FormField(key, label, hint, values.get(key), List.of(options), "");
  }

  /** {@code 5.0} as {@code 5}. */
  private static String plain(String number) {
    return number.endsWith(".0") ? number.substring(0, number.length() - 2) : number;
  }
}
