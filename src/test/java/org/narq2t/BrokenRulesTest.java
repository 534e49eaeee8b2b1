package org.narq2t;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.core.importer.Location;
import com.tngtech.archunit.core.importer.Locations;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import java.util.Arrays;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;
import org.narq2t.broken.IsOnNoFloor;
import org.narq2t.files.broken.UsesWhatIsAbove;
import org.narq2t.ray.broken.KnowsJep;
import org.narq2t.report.broken.NamesAModule;
import org.narq2t.report.broken.NamesASpace;
import org.narq2t.report.broken.TakesABeanByAField;
import org.narq2t.space.SharedThatNamesOne;
import org.narq2t.space.Task;
import org.narq2t.strategy.random.broken.UsesAnotherStrategy;
import org.narq2t.tier.broken.KnowsADatabase;

/**
 * Each rule of {@link ArchitectureTest} finds the one class that breaks it among all of the
 * application, and no other.
 */
class BrokenRulesTest {
  private static final Map<String, Class<?>> BREAKING =
      Map.of(
          "packagesUseOnlyThoseBelow", UsesWhatIsAbove.class,
          "everyClassIsOnAFloor", IsOnNoFloor.class,
          "beansHaveConstructors", TakesABeanByAField.class,
          "modulesDoNotKnowEachOther", UsesAnotherStrategy.class,
          "onlyComponentsNamesAModule", NamesAModule.class,
          "onlyComponentsNamesASpace", NamesASpace.class,
          "whatSpacesShareNamesNone", SharedThatNamesOne.class,
          "theMethodIsPlainJava", KnowsADatabase.class,
          "onlyOnePackageKnowsJep", KnowsJep.class);

  static final Set<String> RULES =
      Arrays.stream(ArchitectureTest.class.getDeclaredFields())
          .filter(field -> field.isAnnotationPresent(ArchTest.class))
          .map(field -> field.getName())
          .collect(Collectors.toUnmodifiableSet());

  private static JavaClasses classes;

  @BeforeAll
  static void theApplicationAndWhatBreaksIt() {
    Set<Location> breaking =
        BREAKING.values().stream()
            .flatMap(type -> Locations.ofClass(type).stream())
            .collect(Collectors.toSet());
    var application = new DoNotIncludeTests();
    classes =
        new ClassFileImporter()
            .withImportOption(
                location -> application.includes(location) || breaking.contains(location))
            .importPackages("org.narq2t");
  }

  @ParameterizedTest
  @FieldSource("RULES")
  void isBroken(String name) throws ReflectiveOperationException {
    var rule = (ArchRule) ArchitectureTest.class.getDeclaredField(name).get(null);

    assertThat(BREAKING).containsKey(name);
    assertThat(rule.evaluate(classes).getFailureReport().getDetails())
        .isNotEmpty()
        .allMatch(detail -> detail.contains(BREAKING.get(name).getSimpleName()));
  }

  @Test
  void aFloorWithoutClassesIsFound() {
    assertThat(
            ArchitectureTest.packagesUseOnlyThoseBelow
                .evaluate(new ClassFileImporter().importClasses(Task.class))
                .getFailureReport()
                .getDetails())
        .anyMatch(detail -> detail.contains("Layer 'strategy' is empty"));
  }
}
