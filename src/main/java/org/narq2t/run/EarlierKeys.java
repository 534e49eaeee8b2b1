package org.narq2t.run;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.LinkedHashMap;
import java.util.Map;
import org.narq2t.configuration.PaperMethod;
import org.narq2t.configuration.YamlLayer;
import org.narq2t.constraint.LimitSettings;
import org.narq2t.evaluation.EvaluationSettings;
import org.narq2t.ledger.BudgetSettings;

/**
 * Settings as they were spelt before there were modules: everything was NARQ2T and its search.
 * Files, {@code --set} values and records that spell them so are read as today's.
 */
public final class EarlierKeys {

  /** Today's place of each earlier key, the longest keys first. */
  private static final Map<String, String> PLACES = new LinkedHashMap<>();

  static {
    PLACES.put("training.latency_device", "limits.device");
    PLACES.put("training.latencyDevice", "limits.device");
    PLACES.put("statistics.divergence", "strategy.divergence");
    PLACES.put("search.max_trails", "strategy.max_trials");
    PLACES.put("search.maxTrails", "strategy.maxTrials");
    PLACES.put("search.limits", "limits");
    PLACES.put("split", "strategy.split");
    PLACES.put("tiers", "predictor.tiers");
    PLACES.put("model", "predictor.model");
    PLACES.put("training", "predictor.training");
    PLACES.put("statistics", "predictor.statistics");
    PLACES.put("search", "strategy");
  }

  private EarlierKeys() {}

  /** The key that a setting has today; one of today's stays as it is. */
  public static String today(String key) {
    for (Map.Entry<String, String> place : PLACES.entrySet()) {
      if (key.equals(place.getKey())) {
        return place.getValue();
      }
      if (key.startsWith(place.getKey() + ".")) {
        return place.getValue() + key.substring(place.getKey().length());
      }
    }
    return key;
  }

  /** The configuration of a record, as an earlier version wrote it, with today's keys. */
  static ObjectNode today(ObjectNode configuration) {
    ObjectNode today = new YamlLayer(configuration, Map.of()).rename(EarlierKeys::today).tree();
    ((ObjectNode) today.get("predictor")).put("type", PaperMethod.PREDICTOR);
    ((ObjectNode) today.get("strategy")).put("type", PaperMethod.STRATEGY);
    ObjectNode limits = Json.MAPPER.valueToTree(LimitSettings.NONE);
    if (today.get("limits") instanceof ObjectNode given) {
      limits.setAll(given);
    }
    today.set("limits", limits);
    today.putObject("evaluator").put("type", PaperMethod.EVALUATOR);
    today.set("budget", Json.MAPPER.valueToTree(BudgetSettings.NONE));
    if (!today.path("evaluation").isObject()) {
      today.set("evaluation", Json.MAPPER.valueToTree(EvaluationSettings.WHOLE_SPACE));
    }
    return today;
  }

  /**
   * A layer with today's keys. One that had earlier ones is of NARQ2T and the search by tiers,
   * which is said if {@code whole}: it has all of their settings.
   */
  static YamlLayer today(YamlLayer layer, boolean whole) {
    YamlLayer moved = layer.rename(EarlierKeys::today);
    if (!whole || moved.tree().equals(layer.tree())) {
      return moved;
    }
    return YamlLayer.override("predictor.type=" + PaperMethod.PREDICTOR)
        .under(YamlLayer.override("strategy.type=" + PaperMethod.STRATEGY))
        .under(moved);
  }
}
