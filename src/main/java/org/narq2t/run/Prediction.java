package org.narq2t.run;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import org.narq2t.predictor.Scores;
import org.narq2t.run.Scoring.Answer;

/**
 * The predictions of architectures by the predictor of a run, as JSON.
 *
 * @param tiers how many there are; tier 1 is the best
 * @param latency how latencies were predicted; absent where the run learnt none
 */
public record Prediction(
    long run,
    int tiers,
    @JsonInclude(JsonInclude.Include.NON_NULL) LatencyDescription latency,
    List<Scored> predictions) {

  /** A predictor of latency, and its root mean squared error on what it did not learn from. */
  @JsonNaming(SnakeCaseStrategy.class)
  public record LatencyDescription(String device, String predictor, double expectedErrorMs) {}

  /**
   * An architecture.
   *
   * @param index in the whole space
   * @param architecture its official form
   * @param score higher is better; an order, not an accuracy
   * @param deviation of the score, how unsure the predictor is; absent where it does not say
   * @param tier the most probable one, from 1; 0 if the ranker has none
   * @param latencyMs absent where the run learnt none
   */
  @JsonNaming(SnakeCaseStrategy.class)
  public record Scored(
      int index,
      String architecture,
      float score,
      @JsonInclude(JsonInclude.Include.NON_NULL) Float deviation,
      int tier,
      List<Float> tierProbabilities,
      @JsonInclude(JsonInclude.Include.NON_NULL) Float latencyMs) {}

  /** An answer about architectures in the order in which they were asked for. */
  public static Prediction of(long run, Answer answer) {
    return of(run, answer, IntStream.range(0, answer.scores().size()).boxed().toList());
  }

  /** The so many of an answer that have the highest scores, the best first. */
  public static Prediction best(long run, Answer answer, int count) {
    float[] score = answer.scores().score();
    return of(
        run,
        answer,
        IntStream.range(0, score.length)
            .boxed()
            .sorted(Comparator.comparingDouble(place -> -score[place]))
            .limit(count)
            .toList());
  }

  private static Prediction of(long run, Answer answer, List<Integer> places) {
    return new Prediction(
        run,
        answer.scores().tiers(),
        answer
            .latency()
            .map(l -> new LatencyDescription(l.device(), l.predictor(), l.expectedErrorMs()))
            .orElse(null),
        places.stream().map(place -> scored(answer, place)).toList());
  }

  private static Scored scored(Answer answer, int i) {
    Scores scores = answer.scores();
    return new Scored(
        answer.architectures()[i],
        answer.descriptions()[i],
        scores.score()[i],
        scores.hasDeviation() ? scores.deviation()[i] : null,
        scores.tiers() == 0 ? 0 : scores.tier(i) + 1,
        IntStream.range(0, scores.tiers())
            .mapToObj(t -> scores.tierProbabilities()[i * scores.tiers() + t])
            .toList(),
        answer.latency().isEmpty() ? null : answer.latencyMs()[i]);
  }
}
