package org.narq2t.settings;

import io.smallrye.config.ConfigMapping;
import java.util.Optional;

/** Settings of Ray clusters, beside the address that a run names. */
@ConfigMapping(prefix = "narq2t.ray")
public interface RaySettings {
  /** {@code RAY_AUTH_TOKEN}, by which a cluster knows its users. */
  Optional<String> token();

  /**
   * {@code NARQ2T_SERVICE}, the address under which a cluster's machines reach this service; by
   * default the one that it listens on.
   */
  Optional<String> service();

  /**
   * {@code NARQ2T_RAY_ENV}, a runtime environment of Ray in JSON, for example {@code {"pip":
   * [...]}} or {@code {"image_uri": ...}}, to which the code of narq2t is added.
   */
  Optional<String> runtimeEnv();
}
