package org.narq2t.loop;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.narq2t.evaluator.Evaluator;
import org.narq2t.ledger.Budget;
import org.narq2t.ledger.Ledger;
import org.narq2t.ledger.Observation;
import org.narq2t.ledger.Proposed;
import org.narq2t.ledger.Purpose;
import org.narq2t.ledger.Round;
import org.narq2t.ledger.Sampling;
import org.narq2t.predictor.FitRecord;
import org.narq2t.predictor.Predictor;
import org.narq2t.space.Space;
import org.narq2t.strategy.Proposal;
import org.narq2t.strategy.Strategy;

/**
 * A run: the strategy is asked, what it proposes is done, what came of it is in the ledger and on
 * the disk before it is asked again. The folder holds the log and the predictor after its last fit;
 * a loop that opens the folder of an interrupted one goes on where that was, in the middle of a
 * batch too, and ends as if nothing had happened.
 */
public final class Loop implements AutoCloseable {
  private final Strategy strategy;
  private final Predictor predictor;
  private final Evaluator evaluator;
  private final Budget budget;
  private final LoopListener listener;
  private final PredictorFiles files;
  private final RunHistory history;

  public Loop(
      Strategy strategy,
      Predictor predictor,
      Evaluator evaluator,
      Budget budget,
      LoopListener listener,
      Path folder,
      String source,
      Space space) {
    this.strategy = strategy;
    this.predictor = predictor;
    this.evaluator = evaluator;
    this.budget = budget;
    this.listener = listener;
    this.files = new PredictorFiles(folder);
    this.history = RunHistory.open(folder, source, new Numbering(space));
    try {
      history.lastFit().ifPresent(last -> predictor.load(files.state(last.state()), last.record()));
    } catch (RuntimeException e) {
      history.close();
      throw e;
    }
  }

  /** What has happened so far. */
  public RunHistory history() {
    return history;
  }

  /**
   * Runs until the strategy has nothing more to propose, or nothing more can be paid for.
   *
   * @param workers how many are evaluated at once
   */
  public void run(int workers) {
    if (workers == 1) {
      run();
      return;
    }
    if (history.isRoundUnfinished()) {
      evaluate(history.ledger().last(), System.nanoTime());
    }
    new ConcurrentRounds(this, strategy, evaluator, budget, workers, history.asked()).run();
  }

  /** The same, one after the other. */
  public void run() {
    Ledger ledger = history.ledger();
    if (history.isRoundUnfinished()) {
      evaluate(ledger.last(), System.nanoTime());
    }
    while (true) {
      long start = System.nanoTime();
      Optional<Proposal> proposal = strategy.ask(ledger);
      if (proposal.isEmpty()) {
        return;
      }
      if (proposal.get() instanceof Proposal.Evaluate wanted) {
        if (wanted.purpose().isPaid() && budget.isSpent(ledger)) {
          return;
        }
        List<Proposed> batch = budget.affordable(wanted.batch(), wanted.purpose(), ledger);
        evaluate(history.begin(wanted.purpose(), batch, wanted.sampling()), start);
      } else {
        fit(ledger);
      }
    }
  }

  private void evaluate(Round round, long start) {
    List<Proposed> open = open(round);
    if (budget.seconds().isPresent() && round.purpose().isPaid()) {
      evaluateOneByOne(open, round.purpose());
    } else if (!open.isEmpty()) {
      evaluator.evaluate(open, round.purpose(), history::observe);
    }
    end(round.purpose(), (System.nanoTime() - start) * 1e-9);
  }

  private void end(Purpose purpose, double seconds) {
    history.end(purpose, seconds);
    Ledger ledger = history.ledger();
    listener.ended(ledger.rounds(Purpose.SEARCH).size(), ledger.last());
  }

  /** Notes what is asked for while others are evaluated. */
  Pending asked(Purpose purpose, Proposed proposed, Sampling sampling) {
    return history.ask(
        purpose, proposed, sampling, Belief.of(proposed, predictor, history.ledger()));
  }

  /**
   * Records a round that is over.
   *
   * @param seconds since the one before it was
   */
  void record(
      Purpose purpose,
      List<Proposed> batch,
      Sampling sampling,
      List<Observation> observations,
      double seconds) {
    history.begin(purpose, batch, sampling);
    if (!observations.isEmpty()) {
      history.observe(observations);
    }
    end(purpose, seconds);
  }

  /** What a training takes is known after it only: none begins once the time is spent. */
  private void evaluateOneByOne(List<Proposed> open, Purpose purpose) {
    for (Proposed next : open) {
      if (budget.isOutOfTime(history.ledger())) {
        return;
      }
      evaluator.evaluate(List.of(next), purpose, history::observe);
    }
  }

  /** What of a batch was not observed yet; an architecture can be in it twice. */
  private static List<Proposed> open(Round round) {
    List<Integer> observed =
        new ArrayList<>(round.observations().stream().map(Observation::architecture).toList());
    return round.proposed().stream()
        .filter(proposed -> !observed.remove((Integer) proposed.architecture()))
        .toList();
  }

  /**
   * Fits the predictor.
   *
   * @param known the ledger, or what is believed of it
   */
  void fit(Ledger known) {
    int step = known.steps();
    FitRecord record = predictor.fit(known, step, files.unfinished(step), listener);
    String state = PredictorFiles.name(step);
    predictor.save(files.state(state));
    history.fit(record, state);
    files.keepOnly(state);
    listener.fitted(record);
  }

  @Override
  public void close() {
    history.close();
  }
}
