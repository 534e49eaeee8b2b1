package org.narq2t.python;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.narq2t.configuration.SettingValues;
import org.narq2t.run.ConfigurationFile;

/** A small model of NAS-Bench-201, as Python's {@code open_model} is asked for it. */
final class SmallModel {
  private static final Path CONFIGS = Path.of("configs");

  static final Map<String, Object> ARGUMENTS =
      Map.of(
          "settings",
          SettingValues.named(
              ConfigurationFile.read(
                      CONFIGS.resolve("presets"),
                      CONFIGS.resolve("examples/smoke.yaml"),
                      List.of("predictor.model.layers=1"))
                  .predictor()),
          "patches",
          31,
          "patch_size",
          4,
          "divisors",
          List.of(),
          "seed",
          1,
          "device",
          "cpu");

  private SmallModel() {}
}
