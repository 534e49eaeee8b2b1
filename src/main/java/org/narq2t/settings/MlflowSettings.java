package org.narq2t.settings;

import io.smallrye.config.ConfigMapping;
import java.util.Optional;

/** The MLflow tracking server that runs are logged to, set by MLflow's own variables. */
@ConfigMapping(prefix = "narq2t.mlflow")
public interface MlflowSettings {
  /** Its address, {@code MLFLOW_TRACKING_URI}; without one nothing is logged. */
  Optional<String> uri();

  /** {@code MLFLOW_TRACKING_TOKEN}, sent as a bearer token. */
  Optional<String> token();

  /** {@code MLFLOW_TRACKING_USERNAME}. */
  Optional<String> username();

  /** {@code MLFLOW_TRACKING_PASSWORD}. */
  Optional<String> password();
}
