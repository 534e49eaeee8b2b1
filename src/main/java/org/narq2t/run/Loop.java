package org.narq2t.run;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.narq2t.evaluator.Evaluator;
import org.narq2t.files.Folders;
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
final class Loop implements AutoCloseable {
  /** The format of the log. */
  static final int FORMAT = 1;

  /** The beginning of the name of the folder of an unfinished fit; its step follows. */
  static final String UNFINISHED = "unfinished-fit-";

  /** Why a run cannot go on with the table that there is. */
  static final String OTHER_TABLE =
      "The run was interrupted while it used another table, and cannot go on with this one: import"
          + " that table again, or start a new run";

  private final Strategy strategy;
  private final Predictor predictor;
  private final Evaluator evaluator;
  private final Budget budget;
  private final LoopListener listener;
  private final Path folder;
  private final Numbering numbering;
  private final RunLog log;
  private final Ledger ledger = new Ledger();
  private final List<FitRecord> fits = new ArrayList<>();
  private final StageTimes times = new StageTimes();
  private final List<Pending> asked = new ArrayList<>();
  private boolean unfinishedRound;

  Loop(
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
    this.folder = folder;
    this.numbering = new Numbering(space);
    this.log = RunLog.open(folder.resolve(RunLog.NAME));
    try {
      takeUp(source);
    } catch (RuntimeException e) {
      log.close();
      throw e;
    }
  }

  /** Begins the log, or goes back to where it ends. */
  private void takeUp(String source) {
    if (log.entries().isEmpty()) {
      log.append(new LogEntry.Opened(FORMAT, source));
    }
    log.entries().forEach(entry -> replay(entry, source));
    log.entries().stream()
        .filter(LogEntry.Fitted.class::isInstance)
        .map(LogEntry.Fitted.class::cast)
        .reduce((first, second) -> second)
        .ifPresent(last -> predictor.load(folder.resolve(last.state()), last.record()));
  }

  private void replay(LogEntry entry, String source) {
    if (entry instanceof LogEntry.Opened opened && !opened.source().equals(source)) {
      throw new IllegalArgumentException(OTHER_TABLE);
    } else if (entry instanceof LogEntry.Asked one) {
      asked.add(numbering.pending(one));
    } else if (entry instanceof LogEntry.Begun begun) {
      asked.stream()
          .filter(one -> one.is(begun.purpose(), numbering.proposed(begun)))
          .findFirst()
          .ifPresent(asked::remove);
      ledger.begin(begun.purpose(), numbering.proposed(begun), begun.sampling());
      unfinishedRound = true;
    } else if (entry instanceof LogEntry.Observed observed) {
      ledger.add(numbering.observations(observed));
    } else if (entry instanceof LogEntry.Ended ended) {
      times.round(ledger.last().purpose(), ended.seconds());
      unfinishedRound = false;
    } else if (entry instanceof LogEntry.Fitted fitted) {
      times.fit(fitted.record().seconds());
      fits.add(fitted.record());
      ledger.fitted();
    }
  }

  /** What was observed so far. */
  Ledger ledger() {
    return ledger;
  }

  /** The fits so far. */
  List<FitRecord> fits() {
    return List.copyOf(fits);
  }

  /** Seconds spent so far, those of interrupted processes included. */
  StageTimes times() {
    return times;
  }

  /**
   * Runs until the strategy has nothing more to propose, or nothing more can be paid for.
   *
   * @param workers how many are evaluated at once
   */
  void run(int workers) {
    if (workers == 1) {
      run();
      return;
    }
    if (unfinishedRound) {
      evaluate(ledger.last(), System.nanoTime());
    }
    new ConcurrentRounds(this, strategy, evaluator, budget, workers, asked).run();
  }

  /** The same, one after the other. */
  void run() {
    if (unfinishedRound) {
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
        log.append(numbering.begun(wanted.purpose(), batch, wanted.sampling()));
        evaluate(ledger.begin(wanted.purpose(), batch, wanted.sampling()), start);
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
      evaluator.evaluate(open, round.purpose(), this::observe);
    }
    end(round.purpose(), (System.nanoTime() - start) * 1e-9);
  }

  private void end(Purpose purpose, double seconds) {
    log.append(new LogEntry.Ended(seconds));
    times.round(purpose, seconds);
    listener.ended(ledger.rounds(Purpose.SEARCH).size(), ledger.last());
  }

  /** Notes what is asked for while others are evaluated. */
  Pending asked(Purpose purpose, Proposed proposed, Sampling sampling) {
    Pending pending =
        new Pending(
            purpose,
            proposed,
            sampling,
            numbering.space().describe(proposed.architecture()),
            Belief.of(proposed, predictor, ledger));
    log.append(numbering.asked(pending));
    return pending;
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
    log.append(numbering.begun(purpose, batch, sampling));
    ledger.begin(purpose, batch, sampling);
    if (!observations.isEmpty()) {
      observe(observations);
    }
    end(purpose, seconds);
  }

  /** What a training takes is known after it only: none begins once the time is spent. */
  private void evaluateOneByOne(List<Proposed> open, Purpose purpose) {
    for (Proposed next : open) {
      if (budget.isOutOfTime(ledger)) {
        return;
      }
      evaluator.evaluate(List.of(next), purpose, this::observe);
    }
  }

  private void observe(List<Observation> observations) {
    log.append(new LogEntry.Observed(observations));
    ledger.add(observations);
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
    FitRecord record = predictor.fit(known, step, folder.resolve(UNFINISHED + step), listener);
    String state = state(step);
    predictor.save(folder.resolve(state));
    log.append(new LogEntry.Fitted(record, state));
    removeBut(state);
    times.fit(record.seconds());
    fits.add(record);
    ledger.fitted();
    listener.fitted(record);
  }

  /** The name of the file of the predictor after the fit at a step. */
  static String state(int step) {
    return "predictor-%d.safetensors".formatted(step);
  }

  /** Removes the states of earlier fits, and what the last one kept while it was unfinished. */
  private void removeBut(String state) {
    try (DirectoryStream<Path> files =
        Files.newDirectoryStream(folder, "{predictor-*.safetensors," + UNFINISHED + "*}")) {
      for (Path file : files) {
        if (!file.getFileName().toString().equals(state)) {
          Folders.delete(file);
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    log.close();
  }
}
