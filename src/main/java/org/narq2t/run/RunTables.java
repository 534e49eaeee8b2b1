package org.narq2t.run;

import java.io.IOException;
import java.util.Locale;
import org.narq2t.predictor.EpochRecord;
import org.narq2t.predictor.Scores;
import org.narq2t.space.Space;

/** The tables in the folder of a run, as CSV. */
final class RunTables {
  private RunTables() {}

  static void metrics(Appendable out, RunResult result) throws IOException {
    out.append("epoch,train_loss,train_tier_loss,train_ranking_loss,train_latency_loss,")
        .append(
            "train_tier_accuracy,validation_loss,validation_tier_accuracy,learning_rate,best\n");
    for (EpochRecord epoch : result.epochs()) {
      out.append(
          String.format(
              Locale.ROOT,
              "%d,%.6f,%.6f,%.6f,%.6f,%.4f,%.6f,%.4f,%.8f,%b%n",
              epoch.train().epoch(),
              epoch.train().loss(),
              epoch.train().tierLoss(),
              epoch.train().rankingLoss(),
              epoch.train().latencyLoss(),
              epoch.train().tierAccuracy(),
              epoch.validation().loss(),
              epoch.validation().tierAccuracy(),
              epoch.train().learningRate(),
              epoch.best()));
    }
  }

  static void candidates(Appendable out, Space space, RunResult result) throws IOException {
    out.append("iteration,architecture,description,score,validation,test\n");
    for (Iteration iteration : result.iterations()) {
      for (Candidate candidate : iteration.candidates()) {
        out.append(
            String.format(
                Locale.ROOT,
                "%d,%d,%s,%.6f,%.4f,%.4f%n",
                iteration.iteration(),
                candidate.architecture(),
                space.describe(candidate.architecture()),
                candidate.score(),
                candidate.validation(),
                candidate.test()));
      }
    }
  }

  static void predictions(Appendable out, Predictions predictions) throws IOException {
    out.append("architecture,score,tier\n");
    Scores scores = predictions.scores();
    for (int i = 0; i < scores.size(); i++) {
      out.append(
          predictions.architectures()[i] + "," + scores.score()[i] + "," + (scores.tier(i) + 1));
      out.append('\n');
    }
  }
}
