package org.narq2t.run;

import com.fasterxml.jackson.databind.cfg.MapperBuilder;
import com.fasterxml.jackson.databind.jsontype.NamedType;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.narq2t.benchmark.Benchmark;
import org.narq2t.configuration.KebabCaseEnums;
import org.narq2t.configuration.PaperMethod;
import org.narq2t.configuration.SettingValues;
import org.narq2t.evaluator.Evaluator;
import org.narq2t.evaluator.TrialRunner;
import org.narq2t.evaluator.WorkerSettings;
import org.narq2t.evaluator.table.TableEvaluator;
import org.narq2t.evaluator.table.TableSettings;
import org.narq2t.evaluator.training.TrainedTable;
import org.narq2t.evaluator.training.Trainer;
import org.narq2t.evaluator.training.TrainingEvaluator;
import org.narq2t.evaluator.training.TrainingSettings;
import org.narq2t.predictor.Predictor;
import org.narq2t.predictor.PredictorSettings;
import org.narq2t.predictor.Scorer;
import org.narq2t.predictor.boosted.BoostedSettings;
import org.narq2t.predictor.convnet.ConvNetSettings;
import org.narq2t.predictor.ctnas.CtnasSettings;
import org.narq2t.predictor.gp.GpSettings;
import org.narq2t.predictor.narq2t.Narq2tPredictor;
import org.narq2t.predictor.narq2t.Narq2tSettings;
import org.narq2t.predictor.none.NoPredictor;
import org.narq2t.predictor.none.NoSettings;
import org.narq2t.predictor.renas.RenasSettings;
import org.narq2t.predictor.tokens.TokensSettings;
import org.narq2t.python.CellPredictor;
import org.narq2t.python.CrewTrainer;
import org.narq2t.python.FeatureEncoder;
import org.narq2t.python.ImageTrainer;
import org.narq2t.python.RankerFactory;
import org.narq2t.python.TensorPredictor;
import org.narq2t.python.TrainingProcesses;
import org.narq2t.space.EndlessSpaceModule;
import org.narq2t.space.SpaceModule;
import org.narq2t.space.nasbench101.NasBench101Module;
import org.narq2t.space.nasbench201.NasBench201Module;
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

/** The one file that lists the modules, and names them. */
final class Components {
  /** The spaces; the first is meant where none is named. */
  static final List<SpaceModule> SPACES =
      Modules.and(AddedModules::spaces, new NasBench201Module(), new NasBench101Module());

  /** The spaces that cannot be enumerated: those that are added, the program has none. */
  static final List<EndlessSpaceModule> ENDLESS_SPACES = Modules.and(AddedModules::endlessSpaces);

  private static final Modules<RunContext, Predictor> PREDICTORS =
      Modules.of(
          AddedModules::predictors,
          new Module<>(PaperMethod.PREDICTOR, Narq2tSettings.class, Components::narq2t),
          inPython("gp", GpSettings.class),
          inPython("boosted", BoostedSettings.class),
          inPython("tokens", TokensSettings.class),
          inPython("ctnas", CtnasSettings.class),
          ofTensors("renas", RenasSettings.class),
          ofTensors("convnet", ConvNetSettings.class),
          new Module<>(
              PredictorSettings.NONE, NoSettings.class, (settings, run) -> new NoPredictor()));

  private static final Modules<SearchContext, Strategy> STRATEGIES =
      Modules.of(
          AddedModules::strategies,
          new Module<>(PaperMethod.STRATEGY, TiersSettings.class, Components::tiers),
          new Module<>(
              "sequential",
              SequentialSettings.class,
              (settings, search) ->
                  new Sequential(search.problem(), search.predictor(), settings, search.streams())),
          new Module<>(
              "random",
              RandomSettings.class,
              (settings, search) ->
                  new RandomStrategy(search.problem(), settings, search.streams())),
          new Module<>(
              "sample",
              SampleSettings.class,
              (settings, search) -> new Sample(search.problem(), settings, search.streams())),
          new Module<>(
              "evolution",
              EvolutionSettings.class,
              (settings, search) ->
                  new RegularisedEvolution(search.problem(), settings, search.streams())),
          new Module<>(
              "local",
              LocalSettings.class,
              (settings, search) -> new LocalSearch(search.problem(), settings, search.streams())));

  private static final Modules<RunContext, Evaluator> EVALUATORS =
      Modules.of(
          AddedModules::evaluators,
          new Module<>(PaperMethod.EVALUATOR, TableSettings.class, Components::table),
          new Module<>("training", TrainingSettings.class, Components::training));

  /** The settings of the modules of each port, by the name that configurations call them. */
  static final Map<String, Map<String, Class<?>>> SETTINGS = new LinkedHashMap<>();

  static {
    SETTINGS.put("predictor", PREDICTORS.settings());
    SETTINGS.put("strategy", STRATEGIES.settings());
    SETTINGS.put("evaluator", EVALUATORS.settings());
  }

  private Components() {}

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

  /** The name in configurations of the module that has these settings. */
  static String name(String port, Object settings) {
    return SETTINGS.get(port).entrySet().stream()
        .filter(module -> module.getValue().isInstance(settings))
        .map(Map.Entry::getKey)
        .findFirst()
        .orElseThrow();
  }

  static Predictor predictor(RunContext run) {
    return PREDICTORS.make(run.configuration().predictor(), run);
  }

  static Evaluator evaluator(RunContext run) {
    return EVALUATORS.make(run.configuration().evaluator(), run);
  }

  static Strategy strategy(SearchContext search) {
    return STRATEGIES.make(search.run().configuration().strategy(), search);
  }

  private static Predictor narq2t(Narq2tSettings settings, RunContext run) {
    RunConfiguration configuration = run.configuration();
    Benchmark benchmark = run.benchmark();
    String device = configuration.limits().device();
    return new Narq2tPredictor(
        benchmark.space(),
        configuration.dataset(),
        settings,
        run.streams(),
        ranker(settings, run),
        architectures ->
            Arrays.stream(architectures)
                .mapToDouble(a -> benchmark.table().latencyMs(a, configuration.dataset(), device))
                .toArray());
  }

  private static RankerFactory ranker(Narq2tSettings settings, RunContext run) {
    return new RankerFactory(
        run.python(),
        run.benchmark().space(),
        run.configuration().dataset(),
        settings,
        SettingValues.named(settings),
        settings
            .model()
            .featureScale()
            .divisors(
                run.benchmark().space(), run.benchmark().known(), run.configuration().dataset()),
        KebabCaseEnums.spelling(run.configuration().device()),
        run.streams());
  }

  /** The predictor of a finished run, to score with; it needs nothing of the run but its file. */
  static Scorer scorer(RunContext run) {
    return run.configuration().predictor() instanceof Narq2tSettings settings
        ? ranker(settings, run).scorer()
        : new FittedScorer(predictor(run), run.benchmark().known());
  }

  private static <S extends PredictorSettings> Module<S, RunContext, Predictor> inPython(
      String name, Class<S> settings) {
    return new Module<>(
        name,
        settings,
        (chosen, run) ->
            new CellPredictor(
                run.python(),
                run.benchmark().space(),
                run.benchmark().known(),
                run.configuration().dataset(),
                name,
                SettingValues.named(chosen),
                chosen.tiers(),
                run.benchmark().otherTask(),
                run.streams()));
  }

  private static <S extends PredictorSettings> Module<S, RunContext, Predictor> ofTensors(
      String name, Class<S> settings) {
    return new Module<>(
        name,
        settings,
        (chosen, run) ->
            new TensorPredictor(
                run.python(),
                new FeatureEncoder(run.benchmark().space(), run.configuration().dataset()),
                name,
                SettingValues.named(chosen),
                run.streams()));
  }

  private static Strategy tiers(TiersSettings settings, SearchContext search) {
    RunContext run = search.run();
    return new TiersStrategy(
        run.benchmark().space(),
        run.configuration().dataset(),
        run.benchmark().known(),
        settings,
        run.configuration().limits().areSet(),
        search.predictor(),
        search.constraint(),
        search.streams());
  }

  private static Evaluator table(TableSettings settings, RunContext run) {
    return new TableEvaluator(run.benchmark(), run.configuration().dataset());
  }

  private static Evaluator training(TrainingSettings settings, RunContext run) {
    RunConfiguration configuration = run.configuration();
    TrainedTable table = (TrainedTable) run.benchmark().table();
    ImageTrainer trainer =
        ImageTrainer.open(
            run.python(),
            table.caches(),
            settings,
            configuration.space(),
            configuration.dataset(),
            KebabCaseEnums.spelling(configuration.device()));
    ImageTrainer finals = trainer.with(settings.finalNetwork());
    Optional<TrialRunner> crew = crew(settings.workers(), run);
    return new TrainingEvaluator(
        run.benchmark().space(),
        table,
        crew.<Trainer>map(runner -> new CrewTrainer(trainer, runner)).orElse(trainer),
        crew.<Trainer>map(runner -> new CrewTrainer(finals, runner)).orElse(finals),
        settings,
        configuration.seed(),
        configuration.measuresLatency(),
        run.folder());
  }

  /** Who carries trainings out; empty if they are done in this process. */
  private static Optional<TrialRunner> crew(WorkerSettings workers, RunContext run) {
    if (workers.on() == WorkerSettings.On.RAY) {
      return Optional.of(
          run.cluster()
              .open(
                  workers, run.folder(), run.python().messages()::tell, run.python()::isCancelled));
    }
    return workers.count() == 1
        ? Optional.empty()
        : Optional.of(
            TrainingProcesses.of(run.python(), workers, run.folder().resolve("trainings")));
  }
}
