package org.narq2t.tracking;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a run may be called. */
class RunLabelTest {

  @ParameterizedTest
  @ValueSource(strings = {"a\u0000b", "a\u001b[2Jb", "a\u202Eb", "a\uD800b", "a\u0085b"})
  void whatSteersATerminalIsRefusedInNamesNotesAndFilters(String text) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new RunLabel(text, "", ""))
        .withMessageContaining("without control characters");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new RunLabel("", "", text))
        .withMessageContaining("without control characters");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> RunFilter.ALL.dataset(Optional.of(text)))
        .withMessageContaining("control characters");
  }

  @Test
  void wordsOfAnyLanguageAndLinesOfANoteAreKept() {
    RunLabel label = new RunLabel("Größe 2, 小, \uD83D\uDE80", "", "one\r\n\ttwo\n");

    assertThat(label.title()).isEqualTo("Größe 2, 小, \uD83D\uDE80");
    assertThat(label.note()).isEqualTo("one\n\ttwo");
  }
}
