package org.narq2t.experiment;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.narq2t.experiment.Doctor.Check;

/** In the default profile: with {@link SmallRunTest}, two applications start in one JVM. */
@QuarkusTest
class DoctorTest {
  @Inject Doctor doctor;

  @Test
  void aCompleteInstallationPassesEveryCheck() {
    List<Check> checks = doctor.examine();

    assertThat(checks)
        .extracting(Check::name)
        .containsExactly(
            "Java",
            "Python environment",
            "interpreter",
            "shared memory",
            "Python errors",
            "control interpreter",
            "benchmark table");
    assertThat(checks)
        .allSatisfy(check -> assertThat(check.passed()).as(check.toString()).isTrue());
  }
}
