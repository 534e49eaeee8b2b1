package org.narq2t.run;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.charset.MalformedInputException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.IntUnaryOperator;
import org.narq2t.files.FileFormatException;
import org.narq2t.predictor.Scores;

/**
 * The result of a run as it is read today.
 *
 * @param whole the number in the whole space of an architecture of the files beside it
 */
record RecordedResult(RunResult result, IntUnaryOperator whole) {

  /**
   * Reads that of a finished run, whichever version wrote it.
   *
   * @throws FileFormatException if it is damaged
   * @throws IOException if it cannot be read
   */
  static RecordedResult read(RunFolder run) throws IOException {
    JsonNode written = tree(run.written());
    try {
      if (!RecordUpcaster.isNeeded(written)) {
        return new RecordedResult(
            Json.MAPPER.treeToValue(written, RunResult.class), IntUnaryOperator.identity());
      }
      RecordUpcaster upcaster = RecordUpcaster.of(written, run.source());
      return new RecordedResult(
          Json.MAPPER.treeToValue(upcaster.upcast((ObjectNode) written), RunResult.class),
          upcaster::whole);
    } catch (JsonProcessingException e) {
      throw damaged(run.written());
    }
  }

  /**
   * What the file of a result holds.
   *
   * @throws FileFormatException if that is no result
   */
  static JsonNode tree(Path file) throws IOException {
    try {
      JsonNode written = Json.MAPPER.readTree(file.toFile());
      if (written.path("configuration").isObject()) {
        return written;
      }
    } catch (JsonProcessingException e) { // told below
    }
    throw damaged(file);
  }

  private static FileFormatException damaged(Path file) {
    return new FileFormatException(
        file, "is damaged", "restore it from a copy, or delete the run and do it again");
  }

  /**
   * With the predictions of a file: scores and predicted tiers, these with probability 1, for it
   * does not keep probabilities.
   *
   * @throws FileFormatException if the file is cut or damaged
   */
  Experiment.Finished finished(Path predictions) throws IOException {
    try {
      return new Experiment.Finished(result, predictions(Files.readAllLines(predictions)));
    } catch (MalformedInputException | IllegalArgumentException | IndexOutOfBoundsException e) {
      throw damaged(predictions);
    }
  }

  private Predictions predictions(List<String> lines) {
    if (lines.isEmpty()) {
      throw new IllegalArgumentException("no header");
    }
    int tiers = result.configuration().predictor().tiers();
    float[] score = new float[lines.size() - 1];
    float[] probabilities = new float[score.length * tiers];
    int[] architectures = new int[score.length];
    for (int a = 0; a < score.length; a++) {
      String[] fields = lines.get(a + 1).split(",");
      architectures[a] = whole.applyAsInt(Integer.parseInt(fields[0]));
      score[a] = Float.parseFloat(fields[1]);
      if (tiers > 0) {
        probabilities[a * tiers + Integer.parseInt(fields[2]) - 1] = 1;
      }
    }
    return new Predictions(architectures, new Scores(score, probabilities, tiers, new float[0]));
  }
}
