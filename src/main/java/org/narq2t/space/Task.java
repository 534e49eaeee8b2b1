package org.narq2t.space;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.narq2t.configuration.Impossible;

/**
 * An image data set on which architectures are trained. In configurations and records a published
 * one is its name, any other a name with its numbers.
 *
 * @param key the name in configurations, tables and reports
 * @param classes to tell apart
 * @param imageSize height and width of an image, in pixels
 * @param imageChannels 3 in colour, 1 in grey
 */
public record Task(String key, int classes, int imageSize, int imageChannels) {

  /** CIFAR-10; validation values come from its half-train split, {@code cifar10-valid}. */
  public static final Task CIFAR10 = new Task("cifar10", 10, 32, 3);

  /** CIFAR-100. */
  public static final Task CIFAR100 = new Task("cifar100", 100, 32, 3);

  /** ImageNet16-120: ImageNet at 16 x 16 pixels, 120 classes. */
  public static final Task IMAGENET16 = new Task("imagenet16", 120, 16, 3);

  /** The tasks on which benchmarks are published. */
  public static final List<Task> PUBLISHED = List.of(CIFAR10, CIFAR100, IMAGENET16);

  public Task {
    Impossible.unless(key.matches("[\\w-]+"), "key", "'" + key + "'", "letters, digits, - and _");
    Impossible.unless(classes >= 2, "classes", classes, "2 or more");
    Impossible.unless(imageSize >= 8, "image_size", imageSize, "8 pixels or more");
    Impossible.unless(
        imageChannels == 1 || imageChannels == 3, "image_channels", imageChannels, "1, 3");
  }

  /**
   * The published task of this name.
   *
   * @throws IllegalArgumentException if there is none; the message lists the allowed names
   */
  public static Task parse(String key) {
    return PUBLISHED.stream()
        .filter(task -> task.key.equals(key))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "unknown dataset '%s'; allowed: %s".formatted(key, published())));
  }

  private static String published() {
    return PUBLISHED.stream().map(Task::key).collect(Collectors.joining(", "));
  }

  /** Reads what {@link #json} writes; records of before 2026-11-25 spelt the names in capitals. */
  @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
  static Task of(Object json) {
    if (json instanceof Map<?, ?> numbers) {
      return new Task(
          String.valueOf(numbers.get("key")),
          number(numbers, "classes"),
          number(numbers, "image_size"),
          number(numbers, "image_channels"));
    }
    String name = String.valueOf(json);
    return PUBLISHED.stream()
        .filter(
            task ->
                task.key.equals(name) || task.key.toUpperCase(java.util.Locale.ROOT).equals(name))
        .findFirst()
        .orElseThrow(() -> new Impossible("", "'" + name + "'", published()));
  }

  private static int number(Map<?, ?> numbers, String key) {
    if (numbers.get(key) instanceof Integer number) {
      return number;
    }
    throw new Impossible(key, numbers.get(key), "a whole number");
  }

  @JsonValue
  Object json() {
    if (PUBLISHED.contains(this)) {
      return key;
    }
    Map<String, Object> numbers = new LinkedHashMap<>();
    numbers.put("key", key);
    numbers.put("classes", classes);
    numbers.put("image_size", imageSize);
    numbers.put("image_channels", imageChannels);
    return numbers;
  }

  /** Its place among the published ones, after them for any other. */
  public int place() {
    return PUBLISHED.contains(this) ? PUBLISHED.indexOf(this) : PUBLISHED.size();
  }
}
