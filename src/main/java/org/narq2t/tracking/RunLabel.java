package org.narq2t.tracking;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jdbi.v3.core.mapper.reflect.ColumnName;
import org.jdbi.v3.core.mapper.reflect.JdbiConstructor;

/**
 * The label that a user gives to a run, to find it again.
 *
 * @param title shown in lists; empty for none
 * @param words the tags, with a space between; empty for none
 * @param note any text
 */
public record RunLabel(String title, @ColumnName("tags") @JsonIgnore String words, String note) {
  private static final int LONGEST_TITLE = 100;
  private static final int LONGEST_NOTE = 2_000;
  private static final int MOST_TAGS = 10;
  private static final Pattern TAG = Pattern.compile("[\\p{L}\\p{N}._-]{1,40}");

  /** Of a run that nobody named. */
  public static final RunLabel NONE = new RunLabel("", "", "");

  @JdbiConstructor
  public RunLabel {
    title = PlainText.of(title.strip()); // earlier versions took any
    note = PlainText.of(note.strip().replace("\r\n", "\n"));
    words =
        Arrays.stream(words.strip().split("[\\s,]+")).distinct().collect(Collectors.joining(" "));
    require(
        title.length() <= LONGEST_TITLE && title.lines().count() <= 1,
        "title",
        "a name is one line of at most %d characters".formatted(LONGEST_TITLE));
    require(
        note.length() <= LONGEST_NOTE,
        "note",
        "a note has at most %,d characters".formatted(LONGEST_NOTE));
    List<String> tags = list(words);
    require(
        tags.size() <= MOST_TAGS && tags.stream().allMatch(TAG.asMatchPredicate()),
        "tags",
        "tags are at most %d words of letters, digits, '.', '_' and '-'".formatted(MOST_TAGS));
  }

  /** A part of a label that cannot be. */
  public static final class Unfit extends IllegalArgumentException {
    private static final long serialVersionUID = 1;
    private final String field;

    Unfit(String field, String message) {
      super(message);
      this.field = field;
    }

    public String field() {
      return field;
    }
  }

  private static void require(boolean condition, String field, String message) {
    if (!condition) {
      throw new Unfit(field, message);
    }
  }

  /** The tags one by one. */
  @JsonProperty
  public List<String> tags() {
    return list(words);
  }

  private static List<String> list(String words) {
    return words.isEmpty() ? List.of() : List.of(words.split(" "));
  }

  /**
   * This with the parts that are given.
   *
   * @throws Unfit if one cannot be, or has control characters
   */
  public RunLabel with(Optional<String> title, Optional<String> tags, Optional<String> note) {
    require(title.stream().allMatch(PlainText::is), "title", "a name has no control characters");
    require(
        note.map(text -> text.replace("\r\n", "\n")).stream().allMatch(PlainText::is),
        "note",
        "a note has no control characters");
    return new RunLabel(title.orElse(this.title), tags.orElse(words), note.orElse(this.note));
  }
}
