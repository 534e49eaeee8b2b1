package org.narq2t.report.training;

import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.narq2t.files.AtomicFile;
import org.narq2t.images.TrainedNetworks;
import org.narq2t.images.TrainedNetworks.Summary;
import org.narq2t.report.EnvironmentLine;
import org.narq2t.report.HtmlTemplate;
import org.narq2t.run.ConfigurationFile;
import org.narq2t.run.Figures;
import org.narq2t.run.RunFolder;
import org.narq2t.run.RunResult;

/** Writes the page: one file, without scripts, its figures inside it. */
@ApplicationScoped
public class TrainingPage {
  private final TrainedNetworks networks;
  private final Figures drawing;

  TrainingPage(TrainedNetworks networks, Figures drawing) {
    this.networks = networks;
    this.drawing = drawing;
  }

  /**
   * Another run on the same images, to stand beside it.
   *
   * @param number of the run
   */
  public record Beside(long number, RunResult result) {

    /** The name in a figure. */
    public String name() {
      return "%s, run %d".formatted(result.configuration().strategyName(), number);
    }

    /** Its numbers. */
    public TrainingReport report() {
      return TrainingReport.of(result, Map.of());
    }
  }

  /**
   * Writes it.
   *
   * @param number of the run
   * @param beside other runs on the same images
   * @throws IllegalArgumentException if the run trained no networks, or its images were changed
   * @throws IOException if its record cannot be read or the page not be written
   */
  public void write(long number, RunFolder run, List<Beside> beside, Path page) throws IOException {
    Summary shown = networks.show(run);
    TrainingReport report = TrainingReport.of(shown.result(), shown.latencies());
    Map<String, String> figures = drawing.draw(TrainingFigures.of(shown, report, beside));
    String html =
        HtmlTemplate.at("/templates/report/training.html")
            .data("number", number)
            .data("report", report)
            .data("beside", beside)
            .data("judged", shown.judged())
            .data("figures", figures)
            .data("data", shown.data())
            .data("configuration", ConfigurationFile.write(shown.result().configuration()))
            .data("versions", EnvironmentLine.of(run))
            .data("dataset", shown.result().configuration().dataset().key())
            .render();
    AtomicFile.write(page, html);
  }
}
