package org.narq2t.export;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.narq2t.predictor.EpochRecord;
import org.narq2t.run.ConfigurationFile;
import org.narq2t.run.Iteration;
import org.narq2t.run.RunEvent.Stage;
import org.narq2t.run.RunFolder;
import org.narq2t.run.RunResult;

/**
 * What TensorBoard's event file of a run holds.
 *
 * @param target folder to write it to
 * @param settings of the run by dotted name, and its benchmark
 * @param figures of the whole run by name
 */
record EventFile(
    String target, List<Point> scalars, Map<String, String> settings, Map<String, Double> figures) {

  /**
   * A point of a curve.
   *
   * @param time seconds since 1970
   */
  record Point(String name, int step, double value, double time) {
    static Point of(Scalar scalar, double time) {
      return new Point(scalar.name(), scalar.step(), scalar.value(), time);
    }
  }

  /**
   * The event file of a finished run. Epochs have the times at which they ended, counted from when
   * the run began. A record keeps no times of iterations: all have that of the search's end.
   */
  static EventFile of(RunFolder run, Path target) throws IOException {
    RunResult result = run.result();
    List<Point> points = new ArrayList<>();
    Curves curves = new Curves();
    double begun = run.begun().toEpochMilli() / 1e3;
    double time = begun + result.seconds(Stage.LOAD);
    for (EpochRecord epoch : result.epochs()) {
      time += epoch.train().seconds() + epoch.validation().seconds();
      for (Scalar scalar : curves.epoch(epoch)) {
        points.add(Point.of(scalar, time));
      }
    }
    time = begun + result.seconds(Stage.LOAD) + result.cost();
    for (Iteration iteration : result.iterations()) {
      for (Scalar scalar :
          curves.iteration(iteration.iteration(), iteration.topTier(), iteration.candidates())) {
        points.add(Point.of(scalar, time));
      }
    }
    Map<String, String> settings =
        new LinkedHashMap<>(ConfigurationFile.settings(result.configuration()));
    settings.put("benchmark", result.table().kind());
    Map<String, Double> figures = new LinkedHashMap<>();
    Curves.figures(result).forEach(figure -> figures.put(figure.name(), figure.value()));
    return new EventFile(target.toString(), points, settings, figures);
  }
}
