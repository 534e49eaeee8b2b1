package org.narq2t.cli;

import static org.narq2t.cli.FigureFormat.format;
import static org.narq2t.cli.FigureFormat.percent;
import static org.narq2t.cli.Sentences.sentence;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.narq2t.latency.Device;
import org.narq2t.latency.FewSamples;
import org.narq2t.latency.LatencyNoise;
import org.narq2t.run.DeviceStudy.Study;

/** The devices of a table in words and tables. */
final class DeviceSummary {
  private DeviceSummary() {}

  /** Prints a list of them. */
  static void print(Printout out, List<Device> devices) {
    out.print(
        TextTable.of(
            new String[] {
              "dataset",
              "device",
              "networks " + out.measured(),
              "fastest, ms",
              "median, ms",
              "slowest, ms"
            },
            devices.stream()
                .map(
                    d ->
                        new String[] {
                          d.dataset(),
                          d.name(),
                          format("%,d", d.known()),
                          format("%.3f", d.fastestMs()),
                          format("%.3f", d.medianMs()),
                          format("%.3f", d.slowestMs())
                        })
                .toList()));
    out.say("device.batches");
  }

  /** Prints how well the latency on one can be predicted. */
  static void print(Printout out, Study study) {
    Device device = study.device();
    out.say(
        "device.known",
        device.name(),
        device.dataset(),
        device.known(),
        out.measured(),
        device.fastestMs(),
        device.slowestMs(),
        device.medianMs());
    if (study.samples() < device.known()) {
      out.say("device.learnt", study.samples(), study.seed());
    } else {
      out.say("device.learnt-from-all", study.samples(), study.seed());
    }
    out.print(
        TextTable.of(
            LatencySummary.header("cross-validated RMSE, ms"),
            study.predictors().stream()
                .map(
                    p ->
                        LatencySummary.row(
                            p.name(), study.recommended(), p.expected(), p.heldOut()))
                .toList()));
    study.noise().forEach(noise -> say(out, device, noise));
    if (!study.fewSamples().isEmpty()) {
      out.say(
          "device.few-samples",
          study.helpers().isEmpty()
              ? sentence("device.no-transfer")
              : sentence("device.transfer", String.join(", ", study.helpers())));
      out.print(
          TextTable.of(
              new String[] {
                "measurements",
                "chosen",
                "RMSE, ms",
                "within 10 %",
                "Spearman",
                "transfer: RMSE, ms",
                "within 10 %",
                "Spearman"
              },
              study.fewSamples().stream()
                  .filter(few -> !few.transfer())
                  .map(few -> row(few, study.fewSamples()))
                  .toList()));
    }
  }

  private static void say(Printout out, Device device, LatencyNoise noise) {
    if (noise.floorMs() == 0) {
      out.say("device.computed", device.dataset(), noise.with());
    } else {
      out.say("device.noise", noise.floorMs(), noise.pairs(), noise.with());
    }
  }

  /** One choice of measurements, without transfer and, where there is one, with it. */
  private static String[] row(FewSamples alone, List<FewSamples> all) {
    Optional<FewSamples> transfer =
        all.stream()
            .filter(
                few ->
                    few.transfer()
                        && few.samples() == alone.samples()
                        && few.chosen().equals(alone.chosen()))
            .findFirst();
    return Stream.of(
            Stream.of(Integer.toString(alone.samples()), alone.chosen()),
            errors(Optional.of(alone)),
            errors(transfer))
        .flatMap(cells -> cells)
        .toArray(String[]::new);
  }

  private static Stream<String> errors(Optional<FewSamples> few) {
    return Stream.of(
        few.map(f -> format("%.3f", f.rmseMs())).orElse("-"),
        few.map(f -> percent(f.within10Percent())).orElse("-"),
        few.map(f -> format("%.3f", f.spearman())).orElse("-"));
  }
}
