package org.narq2t;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import java.util.stream.Stream;

/** Keeps the floors of docs/architecture.md. */
@AnalyzeClasses(packages = "org.narq2t", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {
  private static final String[] PLAIN = {
    "..files..",
    "..space..",
    "..tier..",
    "..ranker..",
    "..benchmark..",
    "..search..",
    "..evaluation.."
  };

  @ArchTest
  static final ArchRule packagesUseOnlyThoseBelow =
      layeredArchitecture()
          .consideringOnlyDependenciesInLayers()
          .withOptionalLayers(true)
          .layer("main")
          .definedBy("org.narq2t")
          .layer("cli")
          .definedBy("..cli..")
          .layer("web")
          .definedBy("..web..")
          .layer("report")
          .definedBy("..report..")
          .layer("study")
          .definedBy("..study..")
          .layer("comparison")
          .definedBy("..comparison..")
          .layer("tracking")
          .definedBy("..tracking..")
          .layer("export")
          .definedBy("..narq2t.export..")
          .layer("experiment")
          .definedBy("..experiment..")
          .layer("search")
          .definedBy("..search..")
          .layer("evaluation")
          .definedBy("..evaluation..")
          .layer("tier")
          .definedBy("..tier..")
          .layer("ranker")
          .definedBy("..ranker..")
          .layer("benchmark")
          .definedBy("..benchmark..")
          .layer("space")
          .definedBy("..space..")
          .layer("files")
          .definedBy("..files..")
          .layer("python")
          .definedBy("..narq2t.python..")
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
          .mayOnlyBeAccessedByLayers(above("report", "export"))
          .whereLayer("export")
          .mayOnlyBeAccessedByLayers("cli", "web")
          .whereLayer("experiment")
          .mayOnlyBeAccessedByLayers(above("report", "export", "comparison"))
          .whereLayer("search")
          .mayOnlyBeAccessedByLayers(above("report", "export", "experiment"))
          .whereLayer("evaluation")
          .mayOnlyBeAccessedByLayers(above("report", "export", "experiment"))
          .whereLayer("tier")
          .mayOnlyBeAccessedByLayers(
              above("report", "export", "experiment", "search", "evaluation"))
          .whereLayer("python")
          .mayOnlyBeAccessedByLayers(above("export", "experiment"))
          .whereLayer("ranker")
          .mayOnlyBeAccessedByLayers(
              above("report", "export", "experiment", "search", "evaluation", "tier", "python"))
          .whereLayer("benchmark")
          .mayOnlyBeAccessedByLayers(
              above("report", "export", "experiment", "search", "evaluation", "tier", "python"));

  /** The floors above a single run, and the given ones. */
  private static String[] above(String... others) {
    return Stream.concat(Stream.of("cli", "web", "study", "tracking"), Stream.of(others))
        .toArray(String[]::new);
  }

  @ArchTest
  static final ArchRule theMethodIsPlainJava =
      noClasses()
          .that()
          .resideInAnyPackage(PLAIN)
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
