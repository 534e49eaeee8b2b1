package org.narq2t.run;

import com.fasterxml.jackson.databind.cfg.MapperBuilder;
import com.fasterxml.jackson.databind.jsontype.NamedType;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.narq2t.benchmark.Benchmark;
import org.narq2t.evaluator.Evaluator;
import org.narq2t.evaluator.table.TableEvaluator;
import org.narq2t.evaluator.table.TableSettings;
import org.narq2t.evaluator.training.TrainedTable;
import org.narq2t.evaluator.training.TrainingEvaluator;
import org.narq2t.evaluator.training.TrainingSettings;
import org.narq2t.ledger.Split;
import org.narq2t.predictor.Predictor;
import org.narq2t.predictor.boosted.BoostedSettings;
import org.narq2t.predictor.gp.GpSettings;
import org.narq2t.predictor.narq2t.Narq2tPredictor;
import org.narq2t.predictor.narq2t.Narq2tSettings;
import org.narq2t.predictor.none.NoPredictor;
import org.narq2t.predictor.none.NoSettings;
import org.narq2t.predictor.tokens.TokensSettings;
import org.narq2t.python.CellPredictor;
import org.narq2t.python.PythonRuntime;
import org.narq2t.python.TorchRanker;
import org.narq2t.space.RandomStreams;
import org.narq2t.space.SpaceModule;
import org.narq2t.space.nasbench101.NasBench101Module;
import org.narq2t.space.nasbench201.NasBench201Module;
import org.narq2t.strategy.FinalTrainings;
import org.narq2t.strategy.Problem;
import org.narq2t.strategy.Strategy;
import org.narq2t.strategy.evolution.EvolutionSettings;
import org.narq2t.strategy.evolution.RegularisedEvolution;
import org.narq2t.strategy.local.LocalSearch;
import org.narq2t.strategy.local.LocalSettings;
import org.narq2t.strategy.random.RandomSettings;
import org.narq2t.strategy.random.RandomStrategy;
import org.narq2t.strategy.sample.Sample;
import org.narq2t.strategy.sample.SampleSettings;
import org.narq2t.strategy.sequential.Sequential;
import org.narq2t.strategy.sequential.SequentialSettings;
import org.narq2t.strategy.tiers.TiersSettings;
import org.narq2t.strategy.tiers.TiersStrategy;

/** The modules of one run, chosen by its configuration: the one file that lists them. */
record Components(Strategy strategy, Predictor predictor, Evaluator evaluator, LatencyStudy latency)
    implements AutoCloseable {

  private static final int MEASURED_FIRST = 40; // the error of the predictors falls little beyond

  /** The spaces; the first is meant where none is named. */
  static final List<SpaceModule> SPACES = List.of(new NasBench201Module(), new NasBench101Module());

  /** The settings of the modules of each port, by the name that configurations call them. */
  static final Map<String, Map<String, Class<?>>> SETTINGS =
      ordered(
          Map.entry(
              "predictor",
              ordered(
                  Map.entry("narq2t", Narq2tSettings.class),
                  Map.entry("gp", GpSettings.class),
                  Map.entry("boosted", BoostedSettings.class),
                  Map.entry("tokens", TokensSettings.class),
                  Map.entry("none", NoSettings.class))),
          Map.entry(
              "strategy",
              ordered(
                  Map.entry("tiers", TiersSettings.class),
                  Map.entry("sequential", SequentialSettings.class),
                  Map.entry("random", RandomSettings.class),
                  Map.entry("sample", SampleSettings.class),
                  Map.entry("evolution", EvolutionSettings.class),
                  Map.entry("local", LocalSettings.class))),
          Map.entry(
              "evaluator",
              ordered(
                  Map.entry("table", TableSettings.class),
                  Map.entry("training", TrainingSettings.class))));

  @SafeVarargs
  private static <K, V> Map<K, V> ordered(Map.Entry<K, ? extends V>... entries) {
    Map<K, V> ordered = new LinkedHashMap<>();
    for (Map.Entry<K, ? extends V> entry : entries) {
      ordered.put(entry.getKey(), entry.getValue());
    }
    return ordered;
  }

  /** Tells a mapper the names of all settings. */
  static <B extends MapperBuilder<?, B>> B register(B mapper) {
    SETTINGS
        .values()
        .forEach(
            modules ->
                modules.forEach(
                    (name, settings) -> mapper.registerSubtypes(new NamedType(settings, name))));
    return mapper;
  }

  /**
   * Makes the modules of a run.
   *
   * @param folder of the run
   * @param trained the earlier run whose predictor is taken over
   */
  static Components of(
      PythonRuntime python,
      Benchmark benchmark,
      RunConfiguration configuration,
      RunFolder folder,
      Optional<TrainedRanker> trained) {
    RandomStreams streams = new RandomStreams(configuration.seed());
    Predictor own = predictor(python, benchmark, configuration, streams);
    Predictor predictor =
        trained
            .<Predictor>map(earlier -> new TakenOver(own, earlier.model(), earlier.record()))
            .orElse(own);
    if (configuration.evaluator() instanceof TrainingSettings settings) {
      TrainingEvaluator evaluator = trainings(python, benchmark, configuration, settings, folder);
      int[] spread = spread(benchmark, configuration, streams);
      evaluator.measure(spread);
      LatencyStudy latency = new LatencyStudy(python, benchmark, configuration, spread, predictor);
      Strategy search = strategy(benchmark, configuration, predictor, latency, streams);
      return new Components(
          new FinalTrainings(
              search,
              configuration.budget().budget(),
              settings.finals().count(),
              settings.timesOfFinals(),
              latency::keepsLimits),
          predictor,
          evaluator,
          latency);
    }
    LatencyStudy latency =
        new LatencyStudy(python, benchmark, configuration, new int[0], predictor);
    return new Components(
        strategy(benchmark, configuration, predictor, latency, streams),
        predictor,
        new TableEvaluator(benchmark.space()::describe, benchmark.table(), configuration.dataset()),
        latency);
  }

  private static TrainingEvaluator trainings(
      PythonRuntime python,
      Benchmark benchmark,
      RunConfiguration configuration,
      TrainingSettings settings,
      RunFolder folder) {
    return new TrainingEvaluator(
        benchmark.space(),
        (TrainedTable) benchmark.table(),
        Trainings.trainer(python, (TrainedTable) benchmark.table(), configuration, settings),
        settings,
        configuration.seed(),
        configuration.limits().limitsLatency(),
        folder.path());
  }

  /** The architectures that are measured first; none where latency is not limited. */
  private static int[] spread(
      Benchmark benchmark, RunConfiguration configuration, RandomStreams streams) {
    return configuration.limits().limitsLatency()
        ? streams.stream(RandomStreams.Name.LATENCY, 0)
            .ints(0, benchmark.space().size())
            .distinct()
            .limit(MEASURED_FIRST)
            .toArray()
        : new int[0];
  }

  private static Predictor predictor(
      PythonRuntime python,
      Benchmark benchmark,
      RunConfiguration configuration,
      RandomStreams streams) {
    if (configuration.predictor() instanceof Narq2tSettings settings) {
      return new Narq2tPredictor(
          benchmark.space(),
          configuration.dataset(),
          settings,
          streams,
          new ModelFactory(python, benchmark, configuration, settings),
          architectures -> latencies(benchmark, configuration, architectures));
    }
    if (configuration.predictor() instanceof NoSettings) {
      return new NoPredictor();
    }
    return new CellPredictor(
        python,
        benchmark.space(),
        benchmark.known(),
        configuration.dataset(),
        name("predictor", configuration.predictor()),
        ConfigurationFile.toPython(configuration.predictor()),
        configuration.predictor().tiers(),
        streams);
  }

  /** The network of a finished run of NARQ2T, to score with. */
  static TorchRanker scorer(
      PythonRuntime python, Benchmark benchmark, RunConfiguration configuration) {
    if (configuration.predictor() instanceof Narq2tSettings settings) {
      return new ModelFactory(python, benchmark, configuration, settings).scorer();
    }
    throw new IllegalArgumentException(
        "Only runs of the predictor narq2t can be asked for predictions");
  }

  private static double[] latencies(
      Benchmark benchmark, RunConfiguration configuration, int[] architectures) {
    String device = configuration.limits().device();
    return Arrays.stream(architectures)
        .mapToDouble(a -> benchmark.table().latencyMs(a, configuration.dataset(), device))
        .toArray();
  }

  /** The name in configurations of the module that has these settings. */
  static String name(String port, Object settings) {
    return SETTINGS.get(port).entrySet().stream()
        .filter(module -> module.getValue().isInstance(settings))
        .map(Map.Entry::getKey)
        .findFirst()
        .orElseThrow();
  }

  private static Strategy strategy(
      Benchmark benchmark,
      RunConfiguration configuration,
      Predictor predictor,
      LatencyStudy latency,
      RandomStreams streams) {
    if (configuration.strategy() instanceof TiersSettings settings) {
      return new TiersStrategy(
          benchmark.space(),
          configuration.dataset(),
          benchmark.known(),
          settings,
          configuration.limits().areSet(),
          predictor,
          latency,
          streams);
    }
    Problem problem =
        new Problem(benchmark.space(), configuration.dataset(), Split.VALIDATION, latency);
    if (configuration.strategy() instanceof SequentialSettings settings) {
      return new Sequential(problem, predictor, settings, streams);
    }
    if (configuration.strategy() instanceof RandomSettings settings) {
      return new RandomStrategy(problem, settings, streams);
    }
    if (configuration.strategy() instanceof SampleSettings settings) {
      return new Sample(problem, settings, streams);
    }
    if (configuration.strategy() instanceof EvolutionSettings settings) {
      return new RegularisedEvolution(problem, settings, streams);
    }
    if (configuration.strategy() instanceof LocalSettings settings) {
      return new LocalSearch(problem, settings, streams);
    }
    throw new IllegalArgumentException("no strategy has " + configuration.strategy());
  }

  /** What the run computes with. */
  RunResult.Model model(String trainedBy) {
    Predictor.Hardware hardware = predictor.hardware();
    return new RunResult.Model(
        hardware.device(), hardware.threads(), hardware.parameters(), trainedBy);
  }

  @Override
  public void close() {
    predictor.close();
  }
}
