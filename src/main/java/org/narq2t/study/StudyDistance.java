package org.narq2t.study;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.narq2t.comparison.ComparedSettings;
import org.narq2t.run.Configurations;
import org.narq2t.run.RunConfiguration;
import org.narq2t.study.Axis.AxisValue;

/**
 * How far a run is from what its study asks for in its place: a small one for trying things out
 * must not stand beside published figures. Any of the paper's presets may be asked for; on how many
 * architectures a ranking is judged changes no accuracy that is found.
 */
final class StudyDistance {
  private static final String JUDGED = "evaluation.";

  private final Study study;
  private final Configurations configurations;
  private final Map<String, ComparedSettings> known = new HashMap<>();

  StudyDistance(Study study, Configurations configurations) {
    this.study = study;
    this.configurations = configurations;
  }

  /** The number of settings that are others, of a run with these values of the axes. */
  int of(RunConfiguration run, List<AxisValue> values) {
    String base = study.base(values);
    List<String> settings = new ArrayList<>();
    if (run.preset().startsWith("as-")) {
      settings.add("preset=" + run.preset());
    }
    settings.addAll(study.settings(List.of(), values));
    ComparedSettings asked =
        known.computeIfAbsent(
            base + settings,
            key ->
                ComparedSettings.of(
                    configurations.read(configurations.folder().resolve(base), settings)));
    return (int)
        asked.differences(ComparedSettings.of(run)).stream()
            .filter(difference -> !difference.startsWith(JUDGED))
            .count();
  }
}
