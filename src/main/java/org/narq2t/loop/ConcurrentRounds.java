package org.narq2t.loop;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import org.narq2t.evaluator.Evaluator;
import org.narq2t.ledger.Budget;
import org.narq2t.ledger.Ledger;
import org.narq2t.ledger.Observation;
import org.narq2t.ledger.Proposed;
import org.narq2t.ledger.Purpose;
import org.narq2t.ledger.Round;
import org.narq2t.strategy.Proposal;
import org.narq2t.strategy.Strategy;

/**
 * A loop with several evaluations at once: whenever a worker is free the strategy is asked what it
 * would do if all that is running had ended as it is believed to. What is not paid for, and the end
 * of the run, wait until nothing runs. Rounds hold one architecture each, in the order of their
 * ends.
 */
final class ConcurrentRounds {
  private final Loop loop;
  private final Strategy strategy;
  private final Evaluator evaluator;
  private final Budget budget;
  private final int workers;
  private final Deque<Pending> waiting = new ArrayDeque<>();
  private final List<Pending> running = new ArrayList<>();
  private final BlockingQueue<End> ends = new LinkedBlockingQueue<>();
  private int changes; // of what is known or believed
  private int changesAtFit = -1;
  private long lastEnd = System.nanoTime();

  /** How an evaluation ended: with observations, or with what it threw. */
  private record End(Pending pending, List<Observation> observations, Throwable failure) {}

  /**
   * @param workers how many are evaluated at once
   * @param asked what an interrupted process had asked for
   */
  ConcurrentRounds(
      Loop loop,
      Strategy strategy,
      Evaluator evaluator,
      Budget budget,
      int workers,
      List<Pending> asked) {
    this.loop = loop;
    this.strategy = strategy;
    this.evaluator = evaluator;
    this.budget = budget;
    this.workers = workers;
    waiting.addAll(asked);
  }

  /** Runs until the strategy has nothing more to propose, or nothing more can be paid for. */
  void run() {
    ExecutorService threads = Executors.newFixedThreadPool(workers, ConcurrentRounds::thread);
    try {
      while (true) {
        begin(threads);
        boolean isFree = running.size() < workers && waiting.isEmpty();
        if (!isFree || !ask()) {
          if (running.isEmpty()) {
            return;
          }
          end(ends.take());
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while networks were evaluated", e);
    } finally {
      threads.shutdownNow();
    }
  }

  private static Thread thread(Runnable task) {
    Thread thread = new Thread(task, "narq2t-evaluation");
    thread.setDaemon(true);
    return thread;
  }

  private void begin(ExecutorService threads) {
    while (running.size() < workers && !waiting.isEmpty()) {
      Pending next = waiting.removeFirst();
      if (next.purpose().isPaid() && budget.isOutOfTime(believed(running))) {
        changes++; // it is given up, as the rest of a batch is
        continue;
      }
      running.add(next);
      threads.execute(() -> ends.add(evaluate(next)));
    }
  }

  private End evaluate(Pending pending) {
    List<Observation> observed = new ArrayList<>();
    try {
      evaluator.evaluate(List.of(pending.proposed()), pending.purpose(), observed::addAll);
      return new End(pending, observed, null);
    } catch (Throwable e) { // thrown again where the run is
      return new End(pending, observed, e);
    }
  }

  private void end(End end) {
    running.remove(end.pending());
    if (end.failure() instanceof Error error) {
      throw error;
    }
    if (end.failure() instanceof RuntimeException failure) {
      throw failure;
    }
    changes++;
    long now = System.nanoTime();
    Pending pending = end.pending();
    loop.record(
        pending.purpose(),
        List.of(pending.proposed()),
        pending.sampling(),
        end.observations(),
        (now - lastEnd) * 1e-9);
    lastEnd = now;
  }

  /** Asks for one more thing, and does it or begins it; false if there is nothing to do now. */
  private boolean ask() {
    boolean blind = Belief.mean(loop.history().ledger()).isEmpty();
    if (blind && running.stream().anyMatch(one -> one.purpose() == Purpose.TRAINING)) {
      return false; // nothing can be believed of a first design of which nothing is known
    }
    Ledger view = believed(running);
    Optional<Proposal> proposal = strategy.ask(view);
    if (proposal.isEmpty()) {
      return false;
    }
    if (proposal.get() instanceof Proposal.Evaluate wanted) {
      return evaluate(wanted, view);
    }
    loop.fit(view);
    changesAtFit = changes;
    return true;
  }

  private boolean evaluate(Proposal.Evaluate wanted, Ledger view) {
    boolean paid = wanted.purpose().isPaid();
    if (paid ? budget.isSpent(view) : !running.isEmpty()) {
      return false;
    }
    List<Proposed> batch = budget.affordable(wanted.batch(), wanted.purpose(), view);
    if (batch.isEmpty()) {
      loop.record(wanted.purpose(), batch, wanted.sampling(), List.of(), 0);
    }
    for (Proposed proposed : batch) {
      waiting.add(loop.asked(wanted.purpose(), proposed, wanted.sampling()));
    }
    changes++;
    return true;
  }

  /** The ledger as if these had ended. */
  private Ledger believed(List<Pending> pending) {
    Ledger known = loop.history().ledger();
    OptionalDouble mean = Belief.mean(known);
    double seconds = Belief.seconds(known);
    List<Round> rounds =
        pending.stream().map(one -> one.believed(mean.orElse(Double.NaN), seconds)).toList();
    return known.believing(rounds, changes == changesAtFit);
  }
}
