package org.narq2t.web;

import io.quarkus.test.junit.QuarkusTestProfile;
import java.util.HashMap;
import java.util.Map;

/** As 'serve' does: the port is open. Each profile has a database of its own. */
public class Serving implements QuarkusTestProfile {
  @Override
  public Map<String, String> getConfigOverrides() {
    Map<String, String> settings = new HashMap<>();
    settings.put("quarkus.http.host-enabled", "true");
    settings.put("quarkus.http.test-port", "0");
    settings.put(
        "narq2t.database",
        "jdbc:h2:mem:%s;DB_CLOSE_DELAY=-1".formatted(getClass().getSimpleName()));
    return settings;
  }
}
