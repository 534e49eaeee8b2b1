package org.narq2t;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.library.Architectures;
import com.tngtech.archunit.library.GeneralCodingRules;
import java.util.List;
import java.util.stream.Stream;

/** Keeps the floors of docs/architecture.md. */
@AnalyzeClasses(packages = "org.narq2t", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {
  /** The floors of a single run, from the lowest; each may use those before it. */
  private static final List<String> FLOORS =
      List.of(
          "files",
          "configuration",
          "space",
          "ledger",
          "tier",
          "benchmark",
          "constraint",
          "evaluation",
          "predictor",
          "evaluator",
          "strategy",
          "loop",
          "settings",
          "python",
          "ray",
          "latency",
          "limits",
          "run",
          "images");

  private static final String[] ABOVE_A_RUN = {
    "comparison", "report", "export", "tracking", "study", "cli", "web"
  };

  /** Floors of plain Java: all of what decides. */
  private static final List<String> PLAIN = FLOORS.subList(0, FLOORS.indexOf("settings"));

  @ArchTest static final ArchRule packagesUseOnlyThoseBelow = floors();

  /** A package on no floor would be a way around the floors. */
  @ArchTest
  static final ArchRule everyClassIsOnAFloor =
      classes()
          .should()
          .resideInAnyPackage(
              Stream.concat(Stream.of("org.narq2t"), packages(allFloors())).toArray(String[]::new));

  private static List<String> allFloors() {
    return Stream.concat(FLOORS.stream(), Stream.of(ABOVE_A_RUN)).toList();
  }

  private static Stream<String> packages(List<String> floors) {
    return floors.stream().map(ArchitectureTest::within);
  }

  private static String within(String floor) {
    return "org.narq2t." + floor + "..";
  }

  private static ArchRule floors() {
    Architectures.LayeredArchitecture floors =
        layeredArchitecture()
            .consideringOnlyDependenciesInLayers()
            .layer("main")
            .definedBy("org.narq2t");
    for (String name : allFloors()) {
      floors = floors.layer(name).definedBy(within(name));
    }
    for (String name : FLOORS) {
      floors =
          floors
              .whereLayer(name)
              .mayOnlyBeAccessedByLayers(
                  Stream.concat(
                          FLOORS.subList(FLOORS.indexOf(name) + 1, FLOORS.size()).stream(),
                          Stream.of(ABOVE_A_RUN))
                      .toArray(String[]::new));
    }
    return floors
        .whereLayer("main")
        .mayNotBeAccessedByAnyLayer()
        .whereLayer("cli")
        .mayOnlyBeAccessedByLayers("main")
        .whereLayer("web")
        .mayNotBeAccessedByAnyLayer()
        .whereLayer("report")
        .mayOnlyBeAccessedByLayers("study", "cli", "web")
        .whereLayer("study")
        .mayOnlyBeAccessedByLayers("cli", "web")
        .whereLayer("tracking")
        .mayOnlyBeAccessedByLayers("study", "cli", "web")
        .whereLayer("comparison")
        .mayOnlyBeAccessedByLayers("report", "export", "tracking", "study", "cli", "web")
        .whereLayer("export")
        .mayOnlyBeAccessedByLayers("cli", "web");
  }

  @ArchTest
  static final ArchRule beansHaveConstructors =
      GeneralCodingRules.NO_CLASSES_SHOULD_USE_FIELD_INJECTION;

  @ArchTest
  static final ArchRule modulesDoNotKnowEachOther =
      slices()
          .matching("org.narq2t.(space|strategy|predictor|evaluator).(*)..")
          .should()
          .notDependOnEachOther();

  /**
   * Beside Components, the Java halves of modules that compute in Python name their module, and so
   * do the pages of evaluator.training, which are about its networks.
   */
  @ArchTest
  static final ArchRule onlyComponentsNamesAModule =
      noClasses()
          .that()
          .resideOutsideOfPackages(
              "org.narq2t.strategy.*..",
              "org.narq2t.predictor.*..",
              "org.narq2t.evaluator.*..",
              "org.narq2t.python",
              "org.narq2t.images")
          .and()
          .doNotHaveFullyQualifiedName("org.narq2t.run.Components")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(
              "org.narq2t.strategy.*..", "org.narq2t.predictor.*..", "org.narq2t.evaluator.*..");

  @ArchTest
  static final ArchRule onlyComponentsNamesASpace =
      noClasses()
          .that()
          .resideOutsideOfPackage("org.narq2t.space..")
          .and()
          .doNotHaveFullyQualifiedName("org.narq2t.run.Components")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("org.narq2t.space.*..");

  @ArchTest
  static final ArchRule whatSpacesShareNamesNone =
      noClasses()
          .that()
          .resideInAPackage("org.narq2t.space")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("org.narq2t.space.*..");

  @ArchTest
  static final ArchRule theMethodIsPlainJava =
      noClasses()
          .that()
          .resideInAnyPackage(packages(PLAIN).toArray(String[]::new))
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("io.quarkus..", "jakarta..", "jep..", "java.sql..", "org.jdbi..");

  @ArchTest
  static final ArchRule onlyOnePackageKnowsJep =
      noClasses()
          .that()
          .resideOutsideOfPackage("org.narq2t.python..")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("jep..");
}
