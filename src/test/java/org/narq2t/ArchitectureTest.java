package org.narq2t;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

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
          .mayOnlyBeAccessedByLayers("cli", "web")
          .whereLayer("experiment")
          .mayOnlyBeAccessedByLayers("cli", "web", "report")
          .whereLayer("search")
          .mayOnlyBeAccessedByLayers("report", "experiment", "cli", "web")
          .whereLayer("evaluation")
          .mayOnlyBeAccessedByLayers("report", "experiment", "cli", "web")
          .whereLayer("tier")
          .mayOnlyBeAccessedByLayers("search", "evaluation", "report", "experiment", "cli", "web")
          .whereLayer("python")
          .mayOnlyBeAccessedByLayers("experiment", "cli", "web")
          .whereLayer("ranker")
          .mayOnlyBeAccessedByLayers(
              "tier", "search", "evaluation", "report", "experiment", "cli", "web", "python")
          .whereLayer("benchmark")
          .mayOnlyBeAccessedByLayers(
              "tier", "search", "evaluation", "report", "experiment", "cli", "web", "python");

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
