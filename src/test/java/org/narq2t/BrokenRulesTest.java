package org.narq2t;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.lang.ArchRule;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.narq2t.files.Folders;
import org.narq2t.files.broken.UsesWhatIsAbove;
import org.narq2t.report.broken.NamesAModule;
import org.narq2t.report.broken.NamesASpace;
import org.narq2t.space.Task;
import org.narq2t.space.nasbench201.NasBench201;
import org.narq2t.strategy.local.LocalSearch;
import org.narq2t.strategy.random.broken.UsesAnotherStrategy;

/** Each rule of {@link ArchitectureTest} fails when it is broken. */
class BrokenRulesTest {

  static Stream<Arguments> broken() {
    return Stream.of(
        Arguments.of(ArchitectureTest.packagesUseOnlyThoseBelow, UsesWhatIsAbove.class, Task.class),
        Arguments.of(
            ArchitectureTest.onlyComponentsNamesAModule, NamesAModule.class, LocalSearch.class),
        Arguments.of(
            ArchitectureTest.onlyComponentsNamesASpace, NamesASpace.class, NasBench201.class),
        Arguments.of(
            ArchitectureTest.modulesDoNotKnowEachOther,
            UsesAnotherStrategy.class,
            LocalSearch.class));
  }

  @ParameterizedTest
  @MethodSource("broken")
  void isFound(ArchRule rule, Class<?> breaking, Class<?> used) {
    var classes = new ClassFileImporter().importClasses(breaking, used);

    assertThat(rule.evaluate(classes).getFailureReport().getDetails())
        .isNotEmpty()
        .allMatch(detail -> detail.contains(breaking.getSimpleName()));
  }

  @Test
  void whatIsRightPasses() {
    assertThat(
            ArchitectureTest.packagesUseOnlyThoseBelow
                .evaluate(new ClassFileImporter().importClasses(Task.class, Folders.class))
                .hasViolation())
        .isFalse();
  }
}
