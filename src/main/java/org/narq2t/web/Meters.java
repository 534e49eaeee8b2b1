package org.narq2t.web;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.ToDoubleFunction;
import org.narq2t.predictor.EpochRecord;
import org.narq2t.python.BufferPool.Memory;
import org.narq2t.python.CallStatistics;
import org.narq2t.python.EmbeddedPython;
import org.narq2t.run.RunEvent;
import org.narq2t.run.RunEvent.EpochFinished;
import org.narq2t.run.RunEvent.Finished;
import org.narq2t.run.RunEvent.Stage;
import org.narq2t.run.RunEvent.StageStarted;
import org.narq2t.tracking.RunState;

/** What Prometheus is told, beside what Quarkus tells of the JVM and of HTTP. */
@ApplicationScoped
class Meters {
  private final MeterRegistry registry;
  private final EmbeddedPython python;
  private final RunCounts counts;

  Meters(MeterRegistry registry, EmbeddedPython python, RunCounts counts) {
    this.registry = registry;
    this.python = python;
    this.counts = counts;
  }

  /** A stage that the worker is in, and since when. */
  private record Entered(Stage stage, long nanos) {}

  private final Map<Stage, Double> stageSeconds = new ConcurrentHashMap<>();
  private final AtomicReference<Entered> entered = new AtomicReference<>();
  private volatile double epochSeconds = Double.NaN;

  void register(@Observes StartupEvent started) {
    bridge("narq2t.python.calls", "Calls into Python", s -> s.calls());
    bridge("narq2t.python.call.seconds", "Seconds spent in calls into Python", s -> s.seconds());
    bridge(
        "narq2t.python.overhead.seconds",
        "Seconds of these that were spent on crossing: waiting for the interpreter, JSON, JEP",
        s -> s.overheadSeconds());
    buffers("lent", memory -> memory.bytes() - memory.freeBytes());
    buffers("free", Memory::freeBytes);
    for (RunState state : RunState.values()) {
      Gauge.builder("narq2t.runs", counts, c -> c.of(state))
          .tag("state", state.key())
          .description("Runs in the database, by state; 'queued' is the length of the queue")
          .register(registry);
    }
    for (Stage stage : Stage.values()) {
      FunctionCounter.builder("narq2t.stage.seconds", stageSeconds, s -> s.getOrDefault(stage, 0.0))
          .tag("stage", stage.name().toLowerCase(Locale.ROOT))
          .description("Seconds of completed stages of the runs that this process did")
          .register(registry);
    }
    Gauge.builder("narq2t.epoch.seconds", this, m -> m.epochSeconds)
        .description("Seconds of the last epoch, training and validation")
        .register(registry);
  }

  private void bridge(String name, String description, ToDoubleFunction<CallStatistics> figure) {
    FunctionCounter.builder(
            name,
            python,
            p -> p.running().map(r -> figure.applyAsDouble(r.calls().statistics())).orElse(0.0))
        .description(description)
        .register(registry);
  }

  private void buffers(String use, ToDoubleFunction<Memory> bytes) {
    Gauge.builder(
            "narq2t.buffers",
            python,
            p -> p.running().map(r -> bytes.applyAsDouble(r.buffers().memory())).orElse(0.0))
        .baseUnit("bytes")
        .tag("use", use)
        .description("Native memory that is shared with Python")
        .register(registry);
  }

  void heard(@Observes RunEvent event) {
    if (event instanceof StageStarted stage) {
      enter(stage.stage());
    } else if (event instanceof Finished) {
      leave();
    } else if (event instanceof EpochFinished finished) {
      EpochRecord epoch = finished.epoch();
      epochSeconds = epoch.train().seconds() + epoch.validation().seconds();
    }
  }

  /** A run begins with the first stage: the one before it, if it did not end, failed. */
  private void enter(Stage stage) {
    if (stage != Stage.LOAD) {
      leave();
    }
    entered.set(new Entered(stage, System.nanoTime()));
  }

  private void leave() {
    Entered left = entered.getAndSet(null);
    if (left != null) {
      stageSeconds.merge(left.stage(), (System.nanoTime() - left.nanos()) * 1e-9, Double::sum);
    }
  }
}
