package org.narq2t.run;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.function.Consumer;
import org.narq2t.ledger.Ledger;
import org.narq2t.ledger.Purpose;
import org.narq2t.ledger.Round;
import org.narq2t.loop.LoopListener;
import org.narq2t.predictor.EpochRecord;
import org.narq2t.predictor.FitRecord;
import org.narq2t.run.RunEvent.BatchTrained;
import org.narq2t.run.RunEvent.Stage;
import org.narq2t.run.RunEvent.StageStarted;
import org.narq2t.strategy.Strategy;

/** Tells the listener of a run what its loop and Python do. */
final class Announcements implements LoopListener {
  private final Consumer<? super RunEvent> listener;
  private final boolean trains;
  private Strategy strategy;
  private boolean searching;

  /**
   * @param trains whether networks are trained: the first design takes as long as the rest then,
   *     and counts as search
   */
  Announcements(Consumer<? super RunEvent> listener, boolean trains) {
    this.listener = listener;
    this.trains = trains;
  }

  /** What the run needs is loaded. */
  void load() {
    listener.accept(new StageStarted(Stage.LOAD, 0, 0));
  }

  /** The loop begins, or goes on from what is in the ledger. */
  void begin(Strategy asked, Ledger ledger) {
    strategy = asked;
    if (trains) {
      listener.accept(new StageStarted(Stage.SEARCH, 0, 0));
    } else if (ledger.fits() > 0) {
      search(ledger.rounds(Purpose.SEARCH).size());
    }
  }

  private void search(int done) {
    listener.accept(new StageStarted(Stage.SEARCH, strategy.plannedRounds(), done));
  }

  /** The loop is over. */
  void evaluate() {
    listener.accept(new StageStarted(Stage.EVALUATE, 0, 0));
  }

  /** Python says how far it is, on another thread. */
  void hear(JsonNode event) {
    if (event.path("kind").asText().equals("trial-epoch")) {
      listener.accept(
          new RunEvent.NetworkEpoch(
              event.get("cell").asText(),
              event.get("epoch").asInt(),
              event.get("epochs").asInt(),
              100 * event.get("validation_accuracy").asDouble(),
              event.get("seconds").asDouble()));
    } else if (event.path("kind").asText().equals("batch")) {
      listener.accept(
          new BatchTrained(
              event.get("epoch").asInt(),
              event.get("batch").asInt(),
              event.get("loss").asDouble()));
    }
  }

  @Override
  public void begun(int steps, int done) {
    listener.accept(new StageStarted(Stage.TRAIN, steps, done));
  }

  @Override
  public void finished(EpochRecord epoch) {
    listener.accept(new RunEvent.EpochFinished(epoch));
  }

  @Override
  public void fitted(FitRecord record) {
    if (!searching && !trains) {
      search(0);
      searching = true;
    }
  }

  @Override
  public void ended(int searchRounds, Round round) {
    listener.accept(new RunEvent.RoundEnded(round));
    if (round.purpose() == Purpose.SEARCH) {
      listener.accept(new RunEvent.IterationFinished(Iteration.of(searchRounds - 1, round)));
    }
  }
}
