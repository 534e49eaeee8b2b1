package org.narq2t.tracking;

import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Which runs to list: those that have all that is given.
 *
 * @param text found in the name, the tags, the note or the preset, in whatever case
 */
public record RunFilter(
    Optional<RunState> state,
    Optional<String> space,
    Optional<String> dataset,
    Optional<String> preset,
    Optional<Long> seed,
    Optional<String> text) {
  public static final RunFilter ALL =
      new RunFilter(
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty());

  static final String MATCHES =
      "(:state = '' OR state = :state) AND (:space = '' OR space = :space)"
          + " AND (:dataset = '' OR dataset = :dataset) AND (:preset = '' OR preset = :preset)"
          + " AND (:seed = '' OR CAST(seed AS VARCHAR(20)) = :seed) AND (:text = ''"
          + " OR LOWER(CONCAT(title, ' ', tags, ' ', note, ' ', preset)) LIKE :text ESCAPE '!')";

  public RunFilter {
    if (!Stream.of(space, dataset, preset, text)
        .flatMap(Optional::stream)
        .allMatch(PlainText::is)) {
      throw new IllegalArgumentException("runs cannot be found by control characters");
    }
  }

  /** Only runs in a state. */
  public static RunFilter in(RunState state) {
    return ALL.state(Optional.of(state));
  }

  public RunFilter state(Optional<RunState> other) {
    return new RunFilter(other, space, dataset, preset, seed, text);
  }

  public RunFilter space(Optional<String> other) {
    return new RunFilter(state, other, dataset, preset, seed, text);
  }

  public RunFilter dataset(Optional<String> other) {
    return new RunFilter(state, space, other, preset, seed, text);
  }

  Map<String, Object> bindings() {
    Map<String, Object> values = new HashMap<>();
    values.put("state", state.map(RunState::key).orElse(""));
    values.put("space", space.orElse(""));
    values.put("dataset", dataset.orElse(""));
    values.put("preset", preset.orElse(""));
    values.put("seed", seed.map(String::valueOf).orElse(""));
    values.put("text", text.filter(word -> !word.isBlank()).map(RunFilter::pattern).orElse(""));
    return values;
  }

  /** Finds a word anywhere, and takes its own signs for themselves. */
  private static String pattern(String word) {
    return "%" + word.strip().toLowerCase(Locale.ROOT).replaceAll("[!%_]", "!$0") + "%";
  }
}
