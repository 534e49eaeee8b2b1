package org.narq2t.python;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;
import java.util.TreeMap;

/** The epochs of a training that were heard of, by number, in case that nothing more is. */
public final class TrainedEpochs {
  private final Map<Integer, JsonNode> epochs = new TreeMap<>();

  /** Hears of an epoch; of one that was done again it is the last time that counts. */
  public void add(JsonNode event) {
    if (event.path("kind").asText().equals("trial-epoch")) {
      epochs.put(event.get("epoch").asInt(), event);
    }
  }

  /** The observation of a training that was lost: it has failed, and cost what is known of it. */
  public JsonNode lost(String reason) {
    ObjectNode observation = JsonNodeFactory.instance.objectNode();
    observation.put("status", "lost");
    observation.putNull("validation_accuracy");
    observation.put("epochs", epochs.size());
    observation.put(
        "seconds", epochs.values().stream().mapToDouble(e -> e.get("seconds").asDouble()).sum());
    observation.put("reason", reason);
    observation.putArray("curve").addAll(epochs.values());
    return observation;
  }
}
