package org.narq2t.report;

import java.util.ArrayList;
import java.util.List;
import org.narq2t.evaluation.Figure;
import org.narq2t.report.ParetoFronts.SeedFront;
import org.narq2t.report.ParetoFronts.Volume;

/** How much of the true front was found, in sentences. */
final class ParetoFindings {
  private ParetoFindings() {}

  /** By seed. */
  static List<String> of(String where, ParetoFronts fronts) {
    List<String> findings = new ArrayList<>();
    for (SeedFront seed : fronts.seeds()) {
      findings.add(
          Messages.text(
              "pareto.all",
              where,
              seed.seed(),
              Numbers.count(seed.all().lookUps()),
              volume(seed.all().found()),
              Numbers.share(seed.all().found() / fronts.trueVolume()),
              volume(fronts.trueVolume()),
              random(seed.all(), fronts.trueVolume())));
      if (seed.candidates().lookUps() > 0) {
        findings.add(
            Messages.text(
                "pareto.candidates",
                seed.seed(),
                Numbers.count(seed.candidates().lookUps()),
                volume(seed.candidates().found()),
                Numbers.share(seed.candidates().found() / fronts.trueVolume()),
                random(seed.candidates(), fronts.trueVolume())));
      }
    }
    return findings;
  }

  private static String random(Volume volume, double trueVolume) {
    Figure figure = new Figure(volume.random().mean(), volume.random().deviation());
    return "%s (%s)"
        .formatted(Numbers.text(figure, 2), Numbers.share(volume.random().mean() / trueVolume));
  }

  private static String volume(double volume) {
    return Numbers.text(Numbers.figure(volume), 2);
  }
}
