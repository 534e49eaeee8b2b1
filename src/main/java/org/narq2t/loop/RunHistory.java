package org.narq2t.loop;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.narq2t.ledger.Ledger;
import org.narq2t.ledger.Observation;
import org.narq2t.ledger.Proposed;
import org.narq2t.ledger.Purpose;
import org.narq2t.ledger.Round;
import org.narq2t.ledger.Sampling;
import org.narq2t.predictor.FitRecord;

/**
 * What has happened in a run: in the log first, then in memory. That of an interrupted run is
 * replayed when it is opened.
 */
public final class RunHistory implements AutoCloseable {
  /** The format of the log. */
  public static final int FORMAT = 1;

  /** Why a run cannot go on with the table that there is. */
  public static final String OTHER_TABLE =
      "The run was interrupted while it used another table, and cannot go on with this one: import"
          + " that table again, or start a new run";

  private final Numbering numbering;
  private final RunLog log;
  private final Ledger ledger = new Ledger();
  private final List<FitRecord> fits = new ArrayList<>();
  private final StageTimes times = new StageTimes();
  private Optional<LogEntry.Fitted> lastFit = Optional.empty();
  private final List<Pending> asked = new ArrayList<>();
  private boolean roundUnfinished;

  private RunHistory(RunLog log, Numbering numbering) {
    this.log = log;
    this.numbering = numbering;
  }

  /**
   * Begins the log, or goes back to where it ends.
   *
   * @param source identity of the table of the run
   * @throws IllegalArgumentException if it was on another table
   */
  static RunHistory open(Path folder, String source, Numbering numbering) {
    RunLog log = RunLog.open(folder.resolve(RunLog.NAME));
    RunHistory history = new RunHistory(log, numbering);
    try {
      if (log.entries().isEmpty()) {
        log.append(new LogEntry.Opened(FORMAT, source));
      }
      log.entries().forEach(entry -> history.replay(entry, source));
    } catch (RuntimeException e) {
      log.close();
      throw e;
    }
    return history;
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
      roundUnfinished = true;
    } else if (entry instanceof LogEntry.Observed observed) {
      ledger.add(numbering.observations(observed));
    } else if (entry instanceof LogEntry.Ended ended) {
      times.addRound(ledger.last().purpose(), ended.seconds());
      roundUnfinished = false;
    } else if (entry instanceof LogEntry.Fitted fitted) {
      remember(fitted);
    }
  }

  private void remember(LogEntry.Fitted fitted) {
    times.addFit(fitted.record().seconds());
    fits.add(fitted.record());
    ledger.fitted();
    lastFit = Optional.of(fitted);
  }

  /**
   * Something is asked for while others are evaluated.
   *
   * @param believed accuracy in % until it is known; NaN for none
   */
  Pending ask(Purpose purpose, Proposed proposed, Sampling sampling, double believed) {
    String description = numbering.space().describe(proposed.architecture());
    Pending pending = new Pending(purpose, proposed, sampling, description, believed);
    log.append(numbering.asked(pending));
    return pending;
  }

  /** What an interrupted process had asked for, and did not end. */
  List<Pending> asked() {
    return List.copyOf(asked);
  }

  /** A batch begins. */
  Round begin(Purpose purpose, List<Proposed> batch, Sampling sampling) {
    log.append(numbering.begun(purpose, batch, sampling));
    return ledger.begin(purpose, batch, sampling);
  }

  /** Some of the batch were evaluated. */
  void observe(List<Observation> observations) {
    log.append(new LogEntry.Observed(observations));
    ledger.add(observations);
  }

  /** The batch ended. */
  void end(Purpose purpose, double seconds) {
    log.append(new LogEntry.Ended(seconds));
    times.addRound(purpose, seconds);
  }

  /**
   * The predictor was fitted.
   *
   * @param state the name of its file
   */
  void fit(FitRecord record, String state) {
    LogEntry.Fitted fitted = new LogEntry.Fitted(record, state);
    log.append(fitted);
    remember(fitted);
  }

  /** Whether it ends within a batch. */
  boolean isRoundUnfinished() {
    return roundUnfinished;
  }

  /** The last fit, with the name of the predictor's file; empty before the first. */
  Optional<LogEntry.Fitted> lastFit() {
    return lastFit;
  }

  /** What was observed so far. */
  public Ledger ledger() {
    return ledger;
  }

  /** The fits so far. */
  public List<FitRecord> fits() {
    return List.copyOf(fits);
  }

  /** Seconds spent so far, those of interrupted processes included. */
  public StageTimes times() {
    return times;
  }

  @Override
  public void close() {
    log.close();
  }
}
