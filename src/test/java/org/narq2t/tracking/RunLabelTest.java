package org.narq2t.tracking;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a run may be called. */
class RunLabelTest {

  private static RunLabel label(String title, String note) {
    return RunLabel.NONE.with(Optional.of(title), Optional.empty(), Optional.of(note));
  }

  @ParameterizedTest
  @ValueSource(strings = {"a\u0000b", "a\u001b[2Jb", "a\u202Eb", "a\uD800b", "a\u0085b"})
  void whatSteersATerminalIsRefusedInNamesNotesAndFilters(String text) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> label(text, ""))
        .withMessage("a name has no control characters");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> label("", text))
        .withMessage("a note has no control characters");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> RunFilter.ALL.dataset(Optional.of(text)))
        .withMessageContaining("control characters");
    assertThat(new RunLabel(text, "", "").title())
        .as("one that an earlier version took is still read")
        .contains("\uFFFD")
        .startsWith("a");
  }

  @Test
  void wordsOfAnyLanguageAndLinesOfANoteAreKept() {
    RunLabel label = label("Größe 2, 小, \uD83D\uDE80", "one\r\n\ttwo\n");

    assertThat(label.title()).isEqualTo("Größe 2, 小, \uD83D\uDE80");
    assertThat(label.note()).isEqualTo("one\n\ttwo");
  }
}
