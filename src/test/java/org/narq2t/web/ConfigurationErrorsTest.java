package org.narq2t.web;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.narq2t.configuration.InvalidConfiguration;
import org.narq2t.web.Problem.FieldError;

class ConfigurationErrorsTest {
  private static FieldError of(String message) {
    return ConfigurationErrors.of(new InvalidConfiguration(message));
  }

  @Test
  void theSettingTheLineAndTheReasonAreToldApart() {
    assertThat(of("configuration:12: search.top cannot be 0; allowed: 1 to sample_size = 50"))
        .isEqualTo(
            new FieldError(
                "search.top", "line 12: search.top cannot be 0; allowed: 1 to sample_size = 50"));
    assertThat(of("configuration: missing key 'search.top'"))
        .isEqualTo(new FieldError("search.top", "missing key 'search.top'"));
    assertThat(of("configuration:3: unknown key 'colour'; allowed: a, b"))
        .isEqualTo(new FieldError("colour", "line 3: unknown key 'colour'; allowed: a, b"));
    assertThat(of("configuration:3: training.batch_size = 60 cannot be batch"))
        .isEqualTo(
            new FieldError(
                "training.batch_size", "line 3: training.batch_size = 60 cannot be batch"));
  }

  @Test
  void anOverrideIsNotRepeated() {
    assertThat(of("--set search.top=0: search.top cannot be 0; allowed: 1 to sample_size = 50"))
        .isEqualTo(
            new FieldError("search.top", "search.top cannot be 0; allowed: 1 to sample_size = 50"));
  }

  @Test
  void aFileOfTheServerIsNotNamed() {
    FieldError error =
        of("/srv/narq2t/configs/nasbench201/cifar10.yaml:7: tiers cannot be 1; allowed: 0, or 2");
    assertThat(error.field()).isEqualTo("tiers");
    assertThat(error.reason()).doesNotContain("/srv");
  }

  @Test
  void whatConcernsNoSettingIsAboutTheWhole() {
    assertThat(of("configuration:2: not valid YAML: did not find expected key"))
        .isEqualTo(new FieldError("", "line 2: not valid YAML: did not find expected key"));
  }
}
